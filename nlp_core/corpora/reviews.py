"""Short reviews written for this project: few enough to read, labelled, with hard cases.

Each is one or two sentences about a film, a meal, a phone, a trip or a book, positive or negative
as a whole. About a fifth are hard for a model that only counts words: the verdict is turned by a
negation, meant the other way round (sarcasm), or weighed against praise or blame (mixed).
"""

import json
import random
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from nlp_core.places import CORPORA
from nlp_core.text.morphemes import Morpheme, analyse
from nlp_core.text.tokenizers import Token

VERSION = 1
LANGUAGES = ("ko", "en")
LABELS = ("positive", "negative")
TOPICS = ("film", "food", "phone", "travel", "book")
HARD = ("", "negation", "sarcasm", "mixed")

_MORPHEMES = CORPORA / "reviews.ko.morphemes.json"


@dataclass(frozen=True)
class Review:
    """One review: its text (NFC), its verdict, what it is about, and what makes it hard, if so."""

    text: str
    label: str
    topic: str
    hard: str


@cache
def reviews(language: str) -> tuple[Review, ...]:
    """All reviews in ``"ko"`` or ``"en"``, in the order of the file (by topic, then label)."""
    _check(language)
    lines = (CORPORA / f"reviews.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Review(**json.loads(line)) for line in lines)


def kinds(language: str) -> dict[str, set[str]]:
    """The texts of each kind of ``HARD``, the plain ones under ""."""
    return {kind: {r.text for r in reviews(language) if r.hard == kind} for kind in HARD}


def split(
    language: str, *, seed: int, held_out: float = 0.25
) -> tuple[tuple[Review, ...], tuple[Review, ...]]:
    """Reviews to learn from and reviews held out, every topic and label shared alike.

    The two have no text in common, not even one that differs in case, spaces or punctuation.

    >>> learn, test = split("en", seed=0)
    >>> {normalised(r.text) for r in learn} & {normalised(r.text) for r in test}
    set()
    """
    if not 0 < held_out < 1:
        raise ValueError(f"held_out must lie between 0 and 1, not {held_out}")
    strata: dict[tuple[str, str], dict[str, Review]] = defaultdict(dict)
    for review in reviews(language):
        strata[review.topic, review.label].setdefault(normalised(review.text), review)
    rng = random.Random(seed)
    learn: list[Review] = []
    test: list[Review] = []
    for stratum in strata.values():
        shuffled = rng.sample(list(stratum.values()), len(stratum))
        cut = round(len(shuffled) * held_out)
        test += shuffled[:cut]
        learn += shuffled[cut:]
    return tuple(rng.sample(learn, len(learn))), tuple(rng.sample(test, len(test)))


def normalised(text: str) -> str:
    """The letters and digits of a text alone, in lower case: what makes two texts the same.

    >>> normalised("Great film, really!") == normalised("great film really")
    True
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


@cache
def morphemes(language: str = "ko") -> tuple[tuple[Morpheme, ...], ...]:
    """The morphemes of each review, in the order of ``reviews``; cut beforehand, so cheap.

    Raises ValueError for a language other than Korean.
    """
    if language != "ko":
        raise ValueError(f"morphemes are cut for Korean alone, not {language!r}")
    rows = json.loads(_MORPHEMES.read_text(encoding="utf-8"))
    return tuple(tuple(Morpheme(*unit) for unit in row) for row in rows)


@cache
def morphemes_by_text() -> dict[str, list[Token]]:
    """The morphemes of each Korean review, under its text."""
    pairs = zip(reviews("ko"), morphemes("ko"), strict=True)
    return {review.text: [unit.token for unit in units] for review, units in pairs}


def build_morphemes() -> None:
    """Write the morphemes of the Korean reviews beside them; run it after each change to the texts.

    ``python -c "from nlp_core.corpora.reviews import build_morphemes; build_morphemes()"``
    """
    rows = analyse([review.text for review in reviews("ko")])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    _MORPHEMES.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _check(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"reviews are in {' and '.join(LANGUAGES)}, not {language!r}")
