"""Korean particles follow the final consonant before them; 로 takes ㄹ for a vowel."""

from nlp_core.text.hangul import final_consonant, is_syllable

PARTICLES = {  # named by the form after a vowel: (after a vowel, after a consonant)
    "는": ("는", "은"),
    "가": ("가", "이"),
    "를": ("를", "을"),
    "와": ("와", "과"),
    "로": ("로", "으로"),
}


def particle(name: str, word: str) -> str:
    """The form of a particle, named by its form after a vowel, that fits after ``word``.

    Raises ValueError for a word that does not end in a Hangul syllable.

    >>> [w + particle("로", w) for w in ("학교", "집", "서울")], "왕" + particle("는", "왕")
    (['학교로', '집으로', '서울로'], '왕은')
    """
    if not word or not is_syllable(word[-1]):
        raise ValueError(f"{word!r} does not end in a Hangul syllable")
    final = final_consonant(word)
    after_vowel = not final or (name == "로" and final == "ㄹ")
    return PARTICLES[name][0 if after_vowel else 1]
