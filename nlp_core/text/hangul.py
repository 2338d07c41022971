"""A Hangul syllable is arithmetic: 19 initials x 21 medials x 28 finals, in one run of Unicode.

Source: The Unicode Standard, section 3.12 "Conjoining Jamo Behavior" (the formula), and the block
"Hangul Compatibility Jamo" (U+3131-U+3163) for the letters as a keyboard writes them.
"""

FIRST, LAST = ord("가"), ord("힣")
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_MEDIALS, _FINALS = frozenset(MEDIALS), frozenset(FINALS) - {""}
_CLOSING = {0x11A7 + i: letter for i, letter in enumerate(FINALS) if letter}


def is_syllable(character: str) -> bool:
    """Whether ``character`` is one of the 11,172 precomposed syllables 가 ... 힣."""
    return len(character) == 1 and FIRST <= ord(character) <= LAST


def decompose(syllable: str) -> tuple[str, str, str]:
    """Initial, medial and final letter of one syllable; the final is "" where there is none.

    >>> decompose("한")
    ('ㅎ', 'ㅏ', 'ㄴ')
    """
    if not is_syllable(syllable):
        raise ValueError(f"not one Hangul syllable: {syllable!r}")
    rest, final = divmod(ord(syllable) - FIRST, len(FINALS))
    initial, medial = divmod(rest, len(MEDIALS))
    return INITIALS[initial], MEDIALS[medial], FINALS[final]


def split_jamo(text: str) -> str:
    """Replace every syllable of ``text`` by its letters; other characters stay.

    >>> split_jamo("닭이 3")
    'ㄷㅏㄺㅇㅣ 3'
    """
    return "".join("".join(decompose(c)) if is_syllable(c) else c for c in text)


def join_jamo(text: str) -> str:
    """Put letters together to syllables, as a keyboard does: the way back from ``split_jamo``.

    A consonant before a vowel begins a syllable; letters that fit nowhere stay as they are.

    >>> join_jamo("ㄷㅏㄺㅇㅣ 3 ㅋㅋ")
    '닭이 3 ㅋㅋ'
    """
    out, at = [], 0
    while at < len(text):
        if text[at] not in INITIALS or text[at + 1 : at + 2] not in _MEDIALS:
            out.append(text[at])
            at += 1
            continue
        final = text[at + 2 : at + 3]
        if final not in _FINALS or (final in INITIALS and text[at + 3 : at + 4] in _MEDIALS):
            final = ""
        place = INITIALS.index(text[at]) * len(MEDIALS) + MEDIALS.index(text[at + 1])
        out.append(chr(FIRST + place * len(FINALS) + FINALS.index(final)))
        at += 2 + len(final)
    return "".join(out)


def keyboard_letters(text: str) -> str:
    """Replace conjoining final consonants by the letters that a keyboard writes.

    >>> keyboard_letters("\\u11ab다")
    'ㄴ다'
    """
    return text.translate(_CLOSING)


def final_consonant(text: str) -> str:
    """The final consonant of the last syllable; "" where it has none or is no Hangul syllable.

    >>> final_consonant("서울"), final_consonant("학교")
    ('ㄹ', '')
    """
    return decompose(text[-1])[2] if text and is_syllable(text[-1]) else ""
