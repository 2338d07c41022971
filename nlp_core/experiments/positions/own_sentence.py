"""A typed sentence as the units of the encoders; words they do not know borrow spare ids."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nlp_core.corpora.word_order import MARK, OTHER, Lexicon, lexicon
from nlp_core.errors import LearnerError

LONGEST = 32  # units that are read of a sentence
PARTICLES = {"에서": "에서", "가": "가", "이": "가", "는": "는", "은": "는", "를": "를", "을": "를"}
ARTICLES = {"the", "a", "an", "my", "your", "his", "her", "our", "their", "this", "that"}
EDGES = re.compile(r"^[^\w]+|[^\w]+$")
EXAMPLES = {
    "ko": (
        "토끼가 숲에서 여우를 쫓는다.",
        "공주가 고양이를 정원에서 찾는다.",
        "사자가 호랑이를 부르고 의사가 가수를 돕는다.",
    ),
    "en": (
        "The rabbit chases the fox in the forest.",
        "In the garden the princess finds the cat.",
        "The lion calls the tiger and the doctor helps the singer.",
    ),
}


@dataclass(frozen=True)
class Read:
    """A sentence as it is read: a label, an id and whether it joins the unit before, for each
    unit; the words that are not known; how many units were left out."""

    labels: tuple[str, ...]
    ids: tuple[int, ...]
    joined: tuple[bool, ...]
    unknown: tuple[str, ...]
    left_out: int

    @property
    def text(self) -> str:
        """The units as one writes them."""
        pairs = zip(self.labels, self.joined, strict=True)
        return "".join(label if joined else f" {label}" for label, joined in pairs).lstrip()


@dataclass
class _Reading:
    """The units found so far, and which spare ids are lent to which words."""

    lex: Lexicon
    labels: list[str] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    joined: list[bool] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    lent: dict[str, int] = field(default_factory=dict)

    def add(self, label: str, unit: int, *, joined: bool = False) -> None:
        self.labels.append(label)
        self.ids.append(unit)
        self.joined.append(joined)

    def lend(self, word: str, spare: Sequence[int]) -> int:
        """A spare id for a word, the same one each time; ``OTHER`` where all are lent."""
        if word not in self.unknown:
            self.unknown.append(word)
        if word not in self.lent:
            free = [unit for unit in spare if unit not in self.lent.values()]
            if not free:
                return OTHER
            self.lent[word] = free[0]
        return self.lent[word]

    def other(self, word: str) -> None:
        """A word that means nothing here."""
        if word not in self.unknown:
            self.unknown.append(word)
        self.add(word, OTHER)


def read(text: str, language: str) -> Read:
    """A sentence's units, closed by a mark. LearnerError "empty-text" where there is nothing."""
    words = unicodedata.normalize("NFC", text).split()
    if not words:
        raise LearnerError("empty-text")
    lex = lexicon(language)
    found = _Reading(lex)
    bare = [EDGES.sub("", word) or word for word in words]
    reader: Callable[[_Reading, list[str], int], None]
    reader = _korean if language == "ko" else _english
    for place in range(len(bare)):
        reader(found, bare, place)
    if language == "en" and not any(unit in lex.verbs for unit in found.ids):
        _guess_verb(found)
    left_out = max(0, len(found.ids) - LONGEST)
    return Read(
        (*found.labels[:LONGEST], "."),
        (*found.ids[:LONGEST], MARK),
        (*found.joined[:LONGEST], True),
        tuple(found.unknown),
        left_out,
    )


def _known(lex: Lexicon, word: str) -> int | None:
    """The id of a word that the lexicon has, spare names aside."""
    if word.startswith("[") or word not in lex.texts:
        return None
    place = lex.texts.index(word)
    return place if place >= lex.word else None


def _korean(found: _Reading, words: list[str], place: int) -> None:
    """One eojeol: a verb, or a noun with its particle as a unit of its own."""
    lex, word, is_last = found.lex, words[place], place == len(words) - 1
    known = _known(lex, word)
    if known is not None:
        return found.add(word, known)
    end = next((p for p in PARTICLES if word.endswith(p) and len(word) > len(p)), None)
    looks_verbal = word.endswith(("다", "요", "까", "니")) and is_last
    if end is not None and not looks_verbal:
        stem = word.removesuffix(end)
        known = _known(lex, stem)
        if known is None and end == "에서":
            found.other(stem)
        else:
            found.add(stem, found.lend(stem, lex.spare_nouns) if known is None else known)
        return found.add(end, lex.of(PARTICLES[end]), joined=True)
    if is_last or (word.endswith("고") and len(word) > 1):
        return found.add(word, found.lend(word, lex.spare_verbs(joined=not is_last)))
    return found.other(word)


def _english(found: _Reading, words: list[str], place: int) -> None:
    """One word: known, or a noun, a name or a verb by where it stands and how it ends."""
    lex, raw = found.lex, words[place]
    word = raw.casefold()
    if word in ARTICLES:
        return found.add(raw.lower(), lex.of("the"))
    known = _known(lex, word)
    if known is not None:
        return found.add(word, known)
    after_article = bool(found.ids) and found.ids[-1] == lex.of("the")
    following = _known(lex, words[place + 1].casefold()) if place + 1 < len(words) else None
    if after_article and following is not None and following in lex.nouns:
        return found.other(word)
    if after_article or (raw[:1].isupper() and raw[1:].islower()):
        return found.add(raw, found.lend(raw, lex.spare_nouns))
    clause = found.ids
    if lex.of("and") in clause:
        clause = clause[len(clause) - clause[::-1].index(lex.of("and")) :]
    waits = any(u in lex.nouns for u in clause) and not any(u in lex.verbs for u in clause)
    if waits and word.endswith(("s", "ed")):
        return found.add(raw, found.lend(raw, lex.spare_verbs()))
    return found.other(raw)


def _guess_verb(found: _Reading) -> None:
    """Take the first word without a meaning behind a noun for the verb: "a cat ate the fish"."""
    lex = found.lex
    nouns = [i for i, unit in enumerate(found.ids) if unit in lex.nouns]
    after = range(nouns[0], len(found.ids)) if nouns else range(0)
    at = next((i for i in after if found.ids[i] == OTHER), None)
    if at is not None:
        found.ids[at] = found.lend(found.labels[at], lex.spare_verbs())
