"""Korean particles follow the final consonant of the syllable before them.

A Hangul syllable's code point is 0xAC00 + (initial × 21 + vowel) × 28 + final (Unicode Standard,
chapter 3.12), so the remainder by 28 is the final consonant: 0 for none, 8 for ㄹ.
"""

PARTICLES = {  # named by the form after a vowel: (after a vowel, after a consonant)
    "는": ("는", "은"),
    "가": ("가", "이"),
    "를": ("를", "을"),
    "와": ("와", "과"),
    "로": ("로", "으로"),
}
RIEUL = 8


def final_consonant(word: str) -> int:
    """Index of the last syllable's final consonant, 0 for none; ValueError if it is not Hangul.

    >>> final_consonant("고양이"), final_consonant("서울"), final_consonant("집")
    (0, 8, 17)
    """
    code = ord(word[-1]) - 0xAC00
    if not 0 <= code < 11172:
        raise ValueError(f"{word!r} does not end in a Hangul syllable")
    return code % 28


def particle(name: str, word: str) -> str:
    """The form of a particle, named by its form after a vowel, that fits after ``word``.

    >>> [w + particle("로", w) for w in ("학교", "집", "서울")], "왕" + particle("는", "왕")
    (['학교로', '집으로', '서울로'], '왕은')
    """
    final = final_consonant(word)
    if final == 0 or (name == "로" and final == RIEUL):
        return PARTICLES[name][0]
    return PARTICLES[name][1]
