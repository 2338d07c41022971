"""A map of all words: which are drawn, of which kind each is, and where principal components
put them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_core.corpora.little_world.lexicon import adjectives, load, nouns, spots, verbs
from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec.trained_vectors import word_vectors
from nlp_core.memory import per_model
from nlp_core.text.embeddings import Vectors, neighbours
from nlp_core.text.projection import Array, Projection, principal
from nlp_core.text.stop_words import ALL
from nlp_core.trained import Trained

MOST = 1500  # the most frequent words of a vocabulary; more hide each other
NEAR = 8
KINDS = ("person", "animal", "food", "thing", "country", "place", "action", "quality")
OTHER = "other"
_NOUNS = {  # the lexicon's tags, by the kind that they tell; other nouns are things
    "person": ("name", "person", "royal", "family", "job"),
    "animal": ("animal", "cub", "insect"),
    "food": ("food", "meal", "drink"),
}
_COLUMNS = {  # the columns of the tables of relations, likewise
    "countries": {"country": "country", "capital": "place", "dish": "food"},
    "people": {"male": "person", "female": "person", "place": "place", "thing": "thing"},
    "jobs": {"job": "person", "place": "place", "tool": "thing"},
    "animals": {"adult": "animal", "young": "animal", "home": "place", "food": "food"},
}


@cache
def kinds(language: str) -> dict[str, str]:
    """The kind of each word of the little world's lexicon that has one, whatever its form."""
    korean = language == "ko"
    found: dict[str, str] = {}

    def add(kind: str, *words: str) -> None:
        for word in words:
            found.setdefault(word, kind)

    for name, columns in _COLUMNS.items():
        table = load(name)
        for row in table["rows"]:
            for title, cell in zip(table["columns"], row, strict=False):
                if title in columns:
                    add(columns[title], cell.split()[-1 if korean else 0])
    for noun in nouns().values():
        forms = [noun.ko] if korean else [noun.en, *([noun.plural] if noun.plural else [])]
        kind = next((kind for kind, tags in _NOUNS.items() if noun.tags & set(tags)), "thing")
        add(kind, *(form.text for form in forms))
    for spot in spots().values():
        add("place", spot.ko.text if korean else spot.en[-1].text)
    for verb in verbs().values():
        english = (verb.base, verb.third, verb.past, verb.ing)
        stems = [form[0] for form in verb.ko if form] if korean else english
        add("action", *(word for stem in stems for word in (stem.text, stem.lemma)))
    for adjective in adjectives().values():
        said = [adjective.en, *([adjective.more] if adjective.more else [])]
        stems = [form[0] for form in adjective.ko if form] if korean else said
        add("quality", *(word for stem in stems for word in (stem.text, stem.lemma)))
    return {word.casefold() if not korean else word: kind for word, kind in found.items()}


def kind_of(word: str, language: str) -> str:
    """One of ``KINDS``, or ``OTHER`` for a word that the little world's lexicon does not know."""
    return kinds(language).get(word.casefold(), OTHER)


def drawn(vectors: Vectors, most: int = MOST) -> tuple[str, ...]:
    """The words that are drawn: the most frequent, without signs and stop words."""
    letters = (word for word in vectors.words if word not in ALL and any(map(str.isalpha, word)))
    return tuple(word for word, _ in zip(letters, range(most), strict=False))


@per_model(1)
def points(trained: Trained[Any, Any]) -> Array:
    """Unit vectors (N, C) of the drawn words, whose distances are those of their cosines."""
    vectors = word_vectors(trained)
    return vectors.unit[[vectors.index[word] for word in drawn(vectors)]]


@per_model(2)
def components(trained: Trained[Any, Any], dimensions: int) -> Projection:
    """The drawn words on the first principal components."""
    return principal(points(trained), dimensions)


@dataclass(frozen=True)
class Found:
    """A word that was looked for, and the words nearest to it in all dimensions."""

    word: str
    near: tuple[str, ...]


def look_for(vectors: Vectors, typed: str) -> Found | None:
    """The typed word with its neighbours; None for nothing. LearnerError "unknown-word"."""
    try:
        word = vectors.known(typed)
    except LearnerError as error:
        if error.code == "empty-text":
            return None
        raise
    return Found(word, tuple(name for name, _ in neighbours(vectors, word, NEAR)))
