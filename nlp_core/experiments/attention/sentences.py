"""Sentences of the translation lesson: typed ones cut and checked, ready ones with their gold."""

from dataclasses import dataclass
from functools import cache

from nlp_core.corpora.little_world import Pair
from nlp_core.corpora.little_world.particles import PARTICLES as FORMS
from nlp_core.corpora.little_world.particles import particle
from nlp_core.errors import LearnerError
from nlp_core.recipes.translation import held_out, sentence_pieces, shown_pairs
from nlp_core.text.hangul import is_syllable
from nlp_core.text.nearest import nearest
from nlp_core.text.pieces import cut

LONGEST = 32  # pieces of a source sentence; twice as many may be written
PARTICLES = frozenset({"은", "는", "이", "가", "을", "를", "와", "과", "에게"})
ARTICLES = frozenset({"the", "a", "an"})
NOT_NAMES = ARTICLES | {"who"}
Links = tuple[tuple[int, int], ...]  # (row of the target, column of the source)


def read(text: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """A typed sentence as pieces of the vocabulary; LearnerError where it cannot be."""
    if not text.strip():
        raise LearnerError("empty-text")
    found = cut(text, vocabulary)
    if found.unknown:
        words = ", ".join(found.unknown[:8])
        raise LearnerError("unknown-words", words=words)
    if len(found.pieces) > LONGEST:
        raise LearnerError("too-long", limit=LONGEST)
    return found.pieces


@dataclass(frozen=True)
class Unknown:
    """A word of a learner's sentence that the model does not know, and known ones like it."""

    word: str
    near: tuple[str, ...]


def unknown_words(
    text: str, vocabulary: tuple[str, ...], direction: str, most: int = 6
) -> list[Unknown]:
    """The first unknown words of a sentence; each known word near it can be put in its place."""
    return [
        Unknown(word, tuple(nearest(word, _candidates(word, vocabulary, direction))))
        for word in cut(text, vocabulary).unknown[:most]
    ]


def _candidates(word: str, vocabulary: tuple[str, ...], direction: str) -> list[str]:
    """Words as they are written: those of ready sentences, and stems with the word's own ending."""
    starts = known_words(vocabulary)
    if direction.startswith("en"):
        return starts
    endings = [piece for piece in vocabulary if piece[0] != " " and word.endswith(piece)]
    joined = [start + _fitting(ending, start) for ending in endings for start in starts]
    return [one for one in [*_written(direction), *joined] if not cut(one, vocabulary).unknown]


def _fitting(tail: str, start: str) -> str:
    """A particle in the form that follows ``start``; any other ending as it is."""
    name = next((name for name, forms in FORMS.items() if tail in forms), None)
    return tail if name is None or not is_syllable(start[-1]) else particle(name, start)


@cache
def _written(direction: str) -> tuple[str, ...]:
    """The different words of the ready sentences, without their marks."""
    words = (word.strip(".,?!") for text in sorted(known_texts(direction)) for word in text.split())
    return tuple(dict.fromkeys(words))


def known_words(vocabulary: tuple[str, ...]) -> list[str]:
    """The pieces that begin a word, without their space."""
    return [piece.strip() for piece in vocabulary if piece.startswith(" ")]


def truth(pair: Pair | None, direction: str, target: tuple[str, ...]) -> tuple[str | None, Links]:
    """The reference's text, and its links as (row, column) if the target is the reference."""
    if pair is None:
        return None, ()
    wanted = pair.ko if direction == "en-ko" else pair.en
    if tuple(sentence_pieces(wanted)) != target:
        return wanted.text, ()
    links = ((ko, en) if direction == "en-ko" else (en, ko) for en, ko in pair.links)
    return wanted.text, tuple(sorted(links))


@cache
def known_pairs(direction: str) -> dict[tuple[str, ...], Pair]:
    """Held-out pairs by the pieces of their source."""
    side = direction.split("-")[0]
    return {tuple(sentence_pieces(getattr(pair, side))): pair for pair in held_out()}


@cache
def known_texts(direction: str) -> frozenset[str]:
    """The held-out source sentences as written."""
    side = direction.split("-")[0]
    return frozenset(getattr(pair, side).text for pair in held_out())


def shown_example(direction: str) -> tuple[list[str], list[str], list[tuple[int, int]]]:
    """The pair whose attention a training keeps: target, source, links (row, column)."""
    pair = shown_pairs()[0]
    from_english = direction == "en-ko"
    target, source = (pair.ko, pair.en) if from_english else (pair.en, pair.ko)
    links = [(ko, en) if from_english else (en, ko) for en, ko in pair.links]
    return (
        labels(tuple(sentence_pieces(target))),
        labels(tuple(sentence_pieces(source))),
        sorted(links),
    )


def examples(direction: str) -> tuple[str, ...]:
    """Held-out source sentences to show."""
    side = direction.split("-")[0]
    return tuple(getattr(pair, side).text for pair in shown_pairs())


def language_of(text: str) -> str:
    """``"ko"`` if there is Hangul in it, else ``"en"`` if there are letters, else ``""``.

    >>> [language_of(text) for text in ("고양이 cat", "ㅋㅋ", "cat", "🙂 1")]
    ['ko', 'ko', 'en', '']
    """
    if any("가" <= character <= "힣" or "ㄱ" <= character <= "ㆎ" for character in text):
        return "ko"
    return "en" if any(character.isalpha() for character in text) else ""


def is_mixed(text: str) -> bool:
    """Whether both languages stand in it.

    >>> is_mixed("고양이 and cat"), is_mixed("cat")
    (True, False)
    """
    return language_of(text) == "ko" and any(one.isascii() and one.isalpha() for one in text)


def labels(pieces: tuple[str, ...]) -> list[str]:
    """Pieces as axis labels: a particle or ending that joins the piece before it shows a hyphen.

    >>> labels((" 고양이", "가", "."))
    ['고양이', '-가', '.']
    """
    return [
        f"-{piece}" if piece[0] != " " and piece[0].isalpha() else piece.strip() for piece in pieces
    ]


def nouns(pieces: tuple[str, ...]) -> list[int]:
    """Places of likely nouns: before a Korean particle, after an English article, or a name.

    >>> nouns((" 고양이", "가", " 우유", "를", " 마신", "다", "."))
    [0, 2]
    """
    found = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1].strip().casefold() if place else ""
        after = pieces[place + 1] if place + 1 < len(pieces) else ""
        name = piece.strip().istitle() and piece.strip().casefold() not in NOT_NAMES
        if piece.startswith(" ") and (after in PARTICLES or before in ARTICLES or name):
            found.append(place)
    return found
