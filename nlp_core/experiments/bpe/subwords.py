"""Subword tokenizers trained on a chosen text, shown a merge at a time and beside each other."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from nlp_core.corpora.little_world import sentences
from nlp_core.corpora.reviews import reviews
from nlp_core.errors import LearnerError
from nlp_core.memory import per_visitor
from nlp_core.text import unigram, wordpiece
from nlp_core.text.bpe import UNKNOWN, Bpe, train
from nlp_core.text.bpe_base import Base, chunks, spell, to_bytes, unspell
from nlp_core.text.characters import JOINER, extends

SOURCES = ("both", "ko", "en", "world", "own")
WORLD_SENTENCES = 400  # in each language
ROUND_TRIPS = {  # named by the page
    "syllables": "한글, 뷁!",
    "decomposed": unicodedata.normalize("NFD", "한글"),
    "half-typed": "재밌ㄷ ㅋㅋㅋ",
    "joined": "👩\u200d🚀 👨\u200d👩\u200d👧 🇰🇷",
    "invisible": "a\x00b\u200bc\ufeff",
    "scripts": "नमस्ते مرحبا 你好 𐍈",
}


@cache
def corpus(source: str) -> tuple[str, ...]:
    """The texts of a source: reviews ("ko", "en", "both") or the little world in both languages."""
    if source == "world":
        both = (sentences(language, WORLD_SENTENCES, seed=0) for language in ("ko", "en"))
        return tuple(sentence.text for some in both for sentence in some)
    languages = ("ko", "en") if source == "both" else (source,)
    return tuple(review.text for language in languages for review in reviews(language))


def own_texts(text: str) -> tuple[str, ...]:
    """A learner's text, a line at a time. Raises LearnerError "empty-corpus"."""
    lines = tuple(line for line in text.splitlines() if line.strip())
    if not lines:
        raise LearnerError("empty-corpus")
    return lines


def _are_shipped(texts: tuple[str, ...], *_: Any, **__: Any) -> bool:
    return any(texts == corpus(source) for source in SOURCES if source != "own")


@per_visitor(8, shared=_are_shipped)
def trained(texts: tuple[str, ...], base: Base, vocab_size: int) -> Bpe:
    """A byte pair encoding learned from the texts."""
    return train(texts, vocab_size=vocab_size, base=base)


@per_visitor(4, shared=_are_shipped)
def word_pieces(texts: tuple[str, ...], vocab_size: int) -> wordpiece.WordPiece:
    """WordPiece learned from the texts."""
    return wordpiece.train(texts, vocab_size=vocab_size)


@per_visitor(4, shared=_are_shipped)
def unigram_pieces(texts: tuple[str, ...], vocab_size: int) -> unigram.Unigram:
    """Unigram learned from the texts."""
    return unigram.train(texts, vocab_size=vocab_size)


class Piece(NamedTuple):
    """A token as a learner sees it: its text, its id (None if unknown), whether it continues a
    word, and what it is: "korean", "english", "bytes" (no whole character), "unknown" or "other".
    """

    text: str
    id: int | None
    joined: bool
    kind: str


def bpe_pieces(bpe: Bpe, text: str) -> list[Piece]:
    """The sentence's tokens, those inside a chunk joined."""
    starts = _starts(text)
    pieces, end = [], -1
    for token in bpe.split(text):
        opens = token.start in starts and token.start >= end
        kind = kind_of(bpe, token.text)
        pieces.append(Piece(shown(bpe, token.text), bpe.vocabulary[token.text], not opens, kind))
        end = token.end
    return pieces


def word_piece_pieces(tokenizer: wordpiece.WordPiece, text: str) -> list[Piece]:
    """The sentence's pieces; spaces are not among them."""
    found = []
    for piece in tokenizer.split(text):
        joined = piece.startswith(wordpiece.CONTINUES) and len(piece) > 2
        kind = "unknown" if piece == wordpiece.UNKNOWN else script(piece)
        found.append(Piece(visible(piece), tokenizer.vocabulary[piece], joined, kind))
    return found


def unigram_split(tokenizer: unigram.Unigram, text: str) -> list[Piece]:
    """The sentence's pieces; a character that the tokenizer never met has no id."""
    found = []
    for chunk in chunks(text):
        for i, piece in enumerate(tokenizer.cut(chunk)):
            known = tokenizer.vocabulary.get(piece)
            kind = "unknown" if known is None else script(piece)
            found.append(Piece(visible(piece), known, i > 0, kind))
    return found


def visible(text: str) -> str:
    """A piece that a reader can see: invisible or lone combining characters by their numbers.

    >>> visible("\\u200d"), visible("좋아"), visible("a\\x00")
    ('[U+200D]', '좋아', 'a[U+0000]')
    """
    shown = []
    for i, character in enumerate(text):
        loose = i == 0 and extends(character)
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") and not (
            character == JOINER and i > 0
        )
        if (loose or hidden) and character != "\n":
            shown.append(f"[U+{ord(character):04X}]")
        else:
            shown.append(character)
    return "".join(shown)


def script(text: str) -> str:
    """ "korean" or "english" by the letters of a piece, else "other"."""
    if any("\uac00" <= c <= "\ud7a3" or "\u3131" <= c <= "\u318e" for c in text):
        return "korean"
    return "english" if any(c.isascii() and c.isalpha() for c in text) else "other"


def kind_of(bpe: Bpe, token: str) -> str:
    """What a token of a byte pair encoding is (see ``Piece``)."""
    if token == UNKNOWN and bpe.base == "characters":
        return "unknown"
    return "bytes" if _broken(bpe, token) else script(bpe.readable(token))


def shown(bpe: Bpe, token: str) -> str:
    """A token as a learner sees it; bytes that are no whole character as EC·98, a space apart.

    >>> bpe = train(["한 한"], vocab_size=257)
    >>> [shown(bpe, token.text) for token in bpe.split("한 한")]
    ['ED·95', '9C', ' ', 'ED·95', '9C']
    """
    if not _broken(bpe, token):
        return visible(bpe.readable(token))
    space = spell(" ", "bytes")
    rest = token.removeprefix(space)
    return " " * (rest != token) + to_bytes(rest).hex(" ").replace(" ", "·").upper()


def _broken(bpe: Bpe, token: str) -> bool:
    """Whether a token's bytes are no whole characters."""
    return bpe.base == "bytes" and "\ufffd" in unspell(token, "bytes")


def _starts(text: str) -> set[int]:
    """Where chunks begin."""
    starts, at = set(), 0
    for chunk in chunks(text):
        starts.add(at)
        at += len(chunk)
    return starts


def round_trips(
    tokenizers: Sequence[Bpe], texts: Mapping[str, str], same: str
) -> tuple[list[Any], ...]:
    """Named texts encoded and decoded again, as columns: name, text, bytes; then for each
    tokenizer its tokens and what came back (``same`` where nothing changed).
    """
    rows = []
    for name, text in texts.items():
        row: list[Any] = [name, visible(text), len(text.encode("utf-8"))]
        for bpe in tokenizers:
            ids = bpe.encode(text)
            back = bpe.decode(ids)
            row += [len(ids), same if back == text else visible(back).strip() or "—"]
        rows.append(row)
    return tuple(map(list, zip(*rows, strict=True)))


def merge_columns(bpe: Bpe) -> tuple[list[Any], ...]:
    """All merges as columns: number, left, right, the new token, its id, times side by side."""
    rows = [
        (
            number,
            *(shown(bpe, token) for token in (left, right, left + right)),
            bpe.vocabulary[left + right],
            frequency,
        )
        for number, (left, right, frequency) in enumerate(bpe.merges, start=1)
    ]
    return tuple(map(list, zip(*rows, strict=True)))
