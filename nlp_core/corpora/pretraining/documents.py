"""The documents that the small language models are pre-trained on, Korean and English.

Korean: NSMC's film reviews without its test texts, on which fine-tuned models are scored. English:
film reviews, sentences about films, text messages and speeches. Both: stories and sentences of the
little world. What swears is left out, and so is what comes again.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_core.corpora.little_world import TEXT_VERSION as WORLD
from nlp_core.corpora.little_world import sentences, stories
from nlp_core.corpora.public import CORPORA, load
from nlp_core.corpora.reviews import normalised
from nlp_core.corpora.rude import is_rude
from nlp_core.text.plain import joined, plain

VERSION = 2
LANGUAGES = ("ko", "en")
SETS = {
    "ko": ("nsmc_all",),
    "en": ("movie_reviews", "sentence_polarity", "subjectivity", "sms_spam", "presidents"),
}
KEPT_FOR_SCORING = ("nsmc", "test")  # set and split: never learned from here
STORIES, SENTENCES = 6_000, 12_000  # of the little world, in each language
SEED = 12
HELD_OUT = 0.02
CREDIT = "; ".join(
    [f"{name}, {CORPORA[name].licence}" for names in SETS.values() for name in names]
    + [f"little world {WORLD} (generated, Apache-2.0)"]
)
_SPOKEN_LINES = {"movie_reviews"}  # their lines are their sentences
_END = re.compile(r"(?<=[.!?~])[\"')\]]*\s+|\n+")


@dataclass(frozen=True)
class Document:
    """One document as its sentences, in the models' spelling (``text.plain``)."""

    language: str
    source: str
    sentences: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether the document is for measuring: the hash of its letters decides.

        Documents that differ in case, spaces or marks alone fall on the same side.
        """
        digest = hashlib.sha256(normalised("".join(self.sentences)).encode()).digest()
        return int.from_bytes(digest[:4], "big") < HELD_OUT * 2**32


def documents(language: str) -> Iterator[Document]:
    """Every document of a language, each once.

    Raises LearnerError "no-corpus" where a public set is neither here nor to be had.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language is 'ko' or 'en', not {language!r}")
    name, split = KEPT_FOR_SCORING
    seen = {normalised(text) for text, _ in load(name)[split]} if language == "ko" else set()
    for source in SETS[language]:
        for rows in load(source).values():
            for text, _ in rows:
                yield from _new(document(language, source, text), seen)
    for made in little_world(language):
        yield from _new(made, seen)


def document(language: str, source: str, text: str) -> Document:
    """A text as a document; of a long one the sentences that swear are left out.

    A short one that swears has no sentence left.
    """
    if language == "en":
        text = joined(text)
    if source in _SPOKEN_LINES:
        found = tuple(part for part in map(plain, text.splitlines()) if part)
    else:
        found = sentences_of(text)
    clean = tuple(part for part in found if not is_rude(part))
    return Document(language, source, clean if len(found) > 9 or clean == found else ())


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text in the models' spelling.

    >>> sentences_of("It RAINED. We stayed!!!!! Why?")
    ('it rained.', 'we stayed!!!', 'why?')
    """
    return tuple(part for part in map(plain, _END.split(text)) if part)


def little_world(language: str) -> Iterator[Document]:
    """The little world's stories, a document each, and its single sentences."""
    for story in stories(language, STORIES, seed=SEED):
        told = tuple(plain(sentence.text) for sentence in story.sentences)
        yield Document(language, "little_world", told)
    for sentence in sentences(language, SENTENCES, seed=SEED):
        yield Document(language, "little_world", (plain(sentence.text),))


def _new(one: Document, seen: set[str]) -> Iterator[Document]:
    """The document, unless it is empty or was met before."""
    letters = normalised("".join(one.sentences))
    if letters and letters not in seen:
        seen.add(letters)
        yield one
