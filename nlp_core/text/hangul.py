"""A Hangul syllable is arithmetic: 19 initials x 21 medials x 28 finals, in one run of Unicode.

Source: The Unicode Standard, section 3.12 "Conjoining Jamo Behavior" (the formula), and the block
"Hangul Compatibility Jamo" (U+3131-U+3163) for the letters as a keyboard writes them.
"""

import re
import unicodedata

FIRST, LAST = ord("가"), ord("힣")
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

# Letters that are no whole syllable: as typed (compatibility), conjoining, and half-width.
LONE_JAMO = re.compile("[\u3131-\u318e\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb\uffa1-\uffdc]+")
_CLOSING = {0x11A7 + i: letter for i, letter in enumerate(FINALS) if letter}
_WRITTEN = re.compile(f"([{INITIALS}])([{MEDIALS}])([{''.join(FINALS)}](?![{MEDIALS}]))?")


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


def compose(initial: str, medial: str, final: str = "") -> str:
    """The syllable of three letters; ValueError where a letter cannot stand in its place.

    >>> compose("ㅎ", "ㅏ", "ㄴ")
    '한'
    """
    if len(initial) != 1 or len(medial) != 1:
        raise ValueError(f"a syllable needs one initial and one medial: {initial!r}, {medial!r}")
    block = INITIALS.index(initial) * len(MEDIALS) + MEDIALS.index(medial)
    return chr(FIRST + block * len(FINALS) + FINALS.index(final))


def split_jamo(text: str) -> str:
    """Every syllable of ``text`` written out as its letters; all else stays.

    >>> split_jamo("닭이 3")
    'ㄷㅏㄺㅇㅣ 3'
    """
    return "".join("".join(decompose(c)) if is_syllable(c) else c for c in text)


def join_jamo(text: str) -> str:
    """Letters put together again: before a vowel a consonant opens a syllable, else it closes one.

    Undoes ``split_jamo`` for text that holds no lone letters.

    >>> join_jamo("ㄷㅏㄺㅇㅣ 3")
    '닭이 3'
    """
    return _WRITTEN.sub(lambda found: compose(found[1], found[2], found[3] or ""), text)


def keyboard_letters(text: str) -> str:
    """Conjoining final consonants as the letters that a keyboard writes and every font shows.

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


def half_typed(text: str) -> list[str]:
    """Runs of letters that never became a syllable, as in unfinished typing or laughter (ㅋㅋ).

    >>> half_typed("재밌ㄷ ㅋㅋㅋ")
    ['ㄷ', 'ㅋㅋㅋ']
    """
    return LONE_JAMO.findall(nfc(text))


def nfc(text: str) -> str:
    """Composed form: each syllable one code point, as keyboards write it."""
    return unicodedata.normalize("NFC", text)


def nfd(text: str) -> str:
    """Decomposed form: each syllable two or three conjoining letters, as some systems store it."""
    return unicodedata.normalize("NFD", text)
