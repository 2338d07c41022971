"""What is searched: the library, or a learner's own texts."""

from dataclasses import dataclass
from functools import cache

from nlp_core.corpora import library

TITLE = 22  # characters of an own text that stand for a title


@dataclass(frozen=True)
class Collection:
    """Texts (N) under their titles; ``subjects`` (N) are known of the library alone.

    ``read`` is what is indexed of each: title and text, or the text where the title is its own
    beginning.
    """

    language: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    subjects: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def is_library(self) -> bool:
        """Whether it is the site's own, and judged."""
        return bool(self.subjects)

    @property
    def read(self) -> tuple[str, ...]:
        """What is indexed of each text."""
        if not self.is_library:
            return self.texts
        return tuple(text.whole for text in library.texts(self.language))


@cache
def shelves(language: str) -> Collection:
    """The library in a language."""
    found = library.texts(language)
    titles, texts, subjects = zip(*((t.title, t.text, t.subject) for t in found), strict=True)
    return Collection(language, titles, texts, subjects)


def own(language: str, texts: tuple[str, ...]) -> Collection:
    """A learner's texts, each named by its number and its beginning.

    >>> own("en", ("The cat sat on the mat all day long.",)).titles
    ('1. The cat sat on the ma…',)
    """
    short = [text if len(text) <= TITLE else text[: TITLE - 1] + "…" for text in texts]
    titles = [f"{i}. {text}" for i, text in enumerate(short, 1)]
    return Collection(language, tuple(titles), texts)
