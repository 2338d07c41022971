"""The starting point of byte pair encoding: chunks of text as bytes or as characters.

Bytes leave no text out (256 symbols spell everything), at the price of three symbols for a Hangul
syllable; characters read better and know only those they have seen. Each byte is written as a
printable character, the way GPT-2 (Radford et al. 2019) does and the tokenizers library expects.
"""

from functools import cache
from typing import Any, Literal

Base = Literal["bytes", "characters"]

# A word with the space before it (letters, their marks, the unseen joiners between them), up to
# three digits, a run of signs with what marks them (an emoji's variant), or white space. The bounds
# keep a chunk short whatever the text, so that a line without a space costs no more than another.
PATTERN = (
    r"'(?:s|t|re|ve|m|ll|d)"
    "| ?[\\p{L}\\p{M}](?:[\\p{L}\\p{M}]|[\u200c\u200d](?=[\\p{L}\\p{M}])){0,63}"
    r"| ?\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{M}\p{N}][^\s\p{L}\p{N}]{0,63}"
    r"|\s{1,64}(?!\S)|\s{1,64}"
)


def _byte_characters() -> list[str]:
    """The character for each byte: the byte itself if it is visible, else one from 256 on."""
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in visible]
    code = {byte: byte for byte in visible} | {byte: 256 + i for i, byte in enumerate(hidden)}
    return [chr(code[byte]) for byte in range(256)]


BYTE_CHARACTERS = _byte_characters()
BYTE_ALPHABET = tuple(sorted(BYTE_CHARACTERS))
_SPELL = dict(enumerate(BYTE_CHARACTERS))
_UNSPELL = {ord(character): byte for byte, character in enumerate(BYTE_CHARACTERS)}


def chunks(text: str) -> list[str]:
    """Cut text into chunks; no token spans two chunks, and joined they give the text.

    >>> chunks("영화가 정말 좋다! 9.5점")
    ['영화가', ' 정말', ' 좋다', '!', ' 9', '.', '5', '점']
    """
    return [chunk for chunk, _ in _splitter().pre_tokenize_str(text)]


def spell(text: str, base: Base) -> str:
    """The text in the symbols of its base: one for each byte (UTF-8), or the characters.

    >>> spell(" 한", "bytes")
    'Ġíķľ'
    """
    if base == "characters":
        return text
    return text.encode("utf-8").decode("latin-1").translate(_SPELL)


def unspell(symbols: str, base: Base) -> str:
    """The text of some symbols; incomplete characters become U+FFFD."""
    if base == "characters":
        return symbols
    return to_bytes(symbols).decode("utf-8", errors="replace")


def to_bytes(symbols: str) -> bytes:
    """The bytes of some byte symbols."""
    return bytes(symbols.translate(_UNSPELL), "latin-1")


def pre_tokenizer(base: Base) -> dict[str, Any]:
    """The same cutting and spelling, in the JSON format of the tokenizers library."""
    cut = {
        "type": "Split",
        "pattern": {"Regex": PATTERN},
        "behavior": "Isolated",
        "invert": False,
    }
    if base == "characters":
        return cut
    written = {"add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    return {"type": "Sequence", "pretokenizers": [cut, {"type": "ByteLevel", **written}]}


def decoder(base: Base) -> dict[str, Any]:
    """How tokens become text again, in the JSON format of the tokenizers library."""
    if base == "characters":
        return {"type": "Fuse"}
    written = {"add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    return {"type": "ByteLevel", **written}


@cache
def _splitter() -> Any:
    from tokenizers import Regex
    from tokenizers.pre_tokenizers import Split

    return Split(Regex(PATTERN), "isolated")
