"""Bytes as text: by their mark, as UTF-8, else by what the bytes look like; what is bad is counted.

A few damaged bytes do not make a file another encoding: UTF-8 text that was cut inside a character
stays UTF-8, with U+FFFD where a character is missing.
"""

import re
from dataclasses import dataclass

from nlp_core.errors import LearnerError

MOST_BYTES = 20_000_000
ENCODINGS = (  # to choose from; the first five are recognised
    *("utf-8", "cp949", "utf-16-le", "utf-16-be", "cp1252"),
    *("cp1250", "cp1251", "cp1253", "cp1254", "shift_jis", "euc_jp", "gb18030", "big5"),
)
BAD = "\N{REPLACEMENT CHARACTER}"
_SAMPLE = 200_000  # bytes or characters that a guess looks at
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CUT = re.compile(  # the beginning of a character in UTF-8 without its end
    rb"[\xc2-\xdf](?![\x80-\xbf])|[\xe0-\xef][\x80-\xbf]?(?![\x80-\xbf])"
    rb"|[\xf0-\xf4][\x80-\xbf]{0,2}(?![\x80-\xbf])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_HANGUL = re.compile(r"[가-힣]")
_JAMO_OR_SIGN = re.compile(r"[\u3131-\u318e\u2000-\u33ff\uff00-\uffef\u00a1-\u00bf×÷]")
_USUAL = re.compile(  # in UTF-16: ASCII, Latin, Greek, Cyrillic, signs, kana, ideographs, Hangul
    r"[\t\n\r -~\u00a0-\u052f\u1100-\u11ff\u1e00-\u206f\u20a0-\u27bf"
    r"\u3000-\u318f\u3200-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe0f\uff01-\uffee"
    r"\U00010000-\U0001ffff]"
)
_WESTERN_SIGNS = re.compile(r"[\u2018-\u201e\u2013\u2014\u2022\u2026\u2122€£¥§©®°«»´·¡¿½¼¾ºª\xa0]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ]+")


@dataclass(frozen=True)
class Decoded:
    """Text, how it was read, and how many characters of it could not be."""

    text: str
    encoding: str
    bad: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of a file, in ``encoding`` where the learner names one.

    LearnerErrors: "file-empty", "file-too-big", "file-binary".
    """
    if len(data) > MOST_BYTES * 1.05:  # 20 MB is read as 20 MiB by some
        raise LearnerError("file-too-big", limit=MOST_BYTES // 1_000_000)
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise LearnerError("file-empty")
    found = _as(data, encoding) if encoding in ENCODINGS else _by_mark(data) or _guess(data)
    if found is None or (encoding is None and _is_noise(found)):
        raise LearnerError("file-binary")
    if not found.text.strip():
        raise LearnerError("file-empty")
    return found


def _as(data: bytes, encoding: str) -> Decoded:
    """``data`` in an encoding, its bad characters marked and counted."""
    text = data.decode(encoding, errors="replace").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    held = data.count(BAD.encode(encoding)) if encoding.startswith("utf") else 0
    return Decoded(text, encoding, max(text.count(BAD) - held, 0))


def _is_noise(found: Decoded) -> bool:
    sample = found.text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) + sample.count(BAD) > 0.05 * len(sample) + 1


def _by_mark(data: bytes) -> Decoded | None:
    return next((_as(data, name) for mark, name in _MARKS.items() if data.startswith(mark)), None)


def _guess(data: bytes) -> Decoded | None:
    if b"\x00" in data:
        wide = _wide(data)
        if wide is not None or data.count(b"\x00") > 0.001 * len(data):
            return wide
    found = _as(data, "utf-8")
    bad, valid = found.bad, _beyond_ascii(found.text) - found.bad
    if bad * 10 <= valid or bad == 0:
        return found
    korean = _korean(data)
    if korean is not None:
        return korean
    western = _as(data, "cp1252")
    if _is_western(western):
        return western
    if bad <= max(1, valid, 0.01 * len(data)) and (valid or _CUT.sub(b"", data).isascii()):
        return found
    return _rarer(data)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: the order of bytes that gives usual characters, most of them ASCII.

    Where the bytes are swapped, the spaces and line ends of a text are no ASCII any more.
    """
    best: tuple[int, str] | None = None
    for name in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(name, errors="replace")
        plain = len(sample) - _beyond_ascii(sample)
        if len(_USUAL.findall(sample)) >= 0.97 * len(sample) - 1 and (not best or plain > best[0]):
            best = plain, name
    return _as(data, best[1]) if best and best[0] else None


def _korean(data: bytes) -> Decoded | None:
    """cp949, where what is not ASCII is nearly all common syllables, jamo and signs.

    Other East Asian encodings read as cp949 give ideographs or syllables that nobody writes.
    """
    found = _as(data, "cp949")
    sample = "".join(_HIGH.findall(found.text[:_SAMPLE]) or _HIGH.findall(found.text))[:_SAMPLE]
    common = sum(_is_common(c) for c in _HANGUL.findall(sample))
    foreign = len(sample) - common - len(_JAMO_OR_SIGN.findall(sample))
    return found if common and foreign <= 0.15 * len(sample) else None


def _is_common(syllable: str) -> bool:
    return len(syllable.encode("euc_kr", errors="ignore")) == 2  # a rare one takes eight bytes


def _is_western(found: Decoded) -> bool:
    """Whether words are mostly ASCII, their accents keep to the case of the word, signs are usual.

    Mojibake does neither: ``cafÃ`` turns to capitals inside a word.
    """
    if found.bad or not _beyond_ascii(found.text):
        return False
    words = [word for word in _LATIN_WORD.findall(found.text) if not word.isascii()]
    letters = "".join(words)
    signs = _beyond_ascii(found.text) - _beyond_ascii(letters)
    if signs > len(_WESTERN_SIGNS.findall(found.text)) or _beyond_ascii(letters) > 0.6 * len(
        letters
    ):
        return False
    broken = sum(not (word.islower() or word.isupper() or word[1:].islower()) for word in words)
    return broken <= 0.1 * len(words)


def _rarer(data: bytes) -> Decoded | None:
    """Whatever charset-normalizer thinks of the lines that are not ASCII."""
    from charset_normalizer import from_bytes, is_binary

    lines = (line for line in data[:_SAMPLE].splitlines() if not line.isascii())
    sample = b"\n".join(lines)[:20_000]
    best = None if is_binary(data[:_SAMPLE]) else from_bytes(sample).best()
    if best is None:
        return None
    try:
        return _as(data, best.encoding)
    except LookupError:
        return None
