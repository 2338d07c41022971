"""GloVe and its rivals over several seeds, on the same text and tests.

GloVe also with windows that stop where a sentence ends, for as many passes and for as many steps:
with fewer cells a pass is shorter, and the second run tells what the counts do from what the
shorter training does. Word2Vec and PPMI + SVD are the lesson's before; a counted vector has no
seed. Word2Vec reads its own default text, whose first slice is the same.
"""

from typing import Any

import numpy as np

from nlp_core.experiments.glove import fitted
from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.measurements.results import obtain, read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped
from nlp_core.recipes.glove import LANGUAGES, GloVeSpec, encoded_world, first_words
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.text.embeddings import counted_vectors, overlap, random_vectors, same_direction

SEEDS = (0, 1, 2)
LONGER = 47  # passes over the fewer cells of stopping windows that make about as many steps


def measure() -> dict[str, Any]:
    """Every method's accuracies (a list of ``fitted.TESTS`` for each seed) in both languages."""
    languages = {language: _of(language) for language in LANGUAGES}
    return {"data": GloVeSpec().DATA, "seeds": list(SEEDS), "languages": languages}


def _of(language: str) -> dict[str, Any]:
    words = first_words(language)
    default = GloVeSpec(language=language)
    ways: dict[str, dict[str, Any]] = {
        "glove": {},
        "glove-stop": {"borders": "stop"},
        "glove-stop-longer": {"borders": "stop", "epochs": LONGER},
    }
    runs = {
        name: [obtain(GloVeSpec(language=language, seed=seed, **way)) for seed in SEEDS]
        for name, way in ways.items()
    }
    tests = {name: [fitted.tests_of(one, language) for one in run] for name, run in runs.items()}
    one, other = (fitted.word_vectors(run) for run in runs["glove"][:2])
    often = list(words[:300])
    return {
        "tests": tests | _rivals(default, words),
        "steps": {name: trained[0].card["steps"] for name, trained in runs.items()},
        "seconds": {
            name: [one.card["seconds"] for one in trained] for name, trained in runs.items()
        },
        "neighbours": overlap(one, other, often),
        "same_word": same_direction(one, other, often),
    }


def _rivals(like: GloVeSpec, words: tuple[str, ...]) -> dict[str, list[list[float]]]:
    """The same tests of Word2Vec, of counted vectors in both kinds of windows, and of chance."""
    language, size = like.language, like.d_model
    spoken = [obtain(Word2VecSpec(language=language, seed=seed)) for seed in SEEDS]
    ids, sentence = encoded_world(language, like.slices, words)
    through, stop = (
        counted_vectors(words, ids, where, window=like.window, d_model=size)
        for where in (np.zeros_like(sentence), sentence)
    )
    vectors = {
        "word2vec": [trained_vectors.word_vectors(one) for one in spoken],
        "counted": [through],
        "counted-stop": [stop],
        "random": [random_vectors(words, size, seed=seed) for seed in SEEDS],
    }
    return {
        name: [fitted.tested(each, language) for each in every] for name, every in vectors.items()
    }


def results(language: str) -> dict[str, Any]:
    """What was measured in a language."""
    found: dict[str, Any] = read("glove_seeds").found["languages"][language]
    return found


def lines(language: str) -> list[Line]:
    """Every method's mean over its seeds with lowest and highest, over ``fitted.TESTS``."""
    rows = []
    for name, runs in results(language)["tests"].items():
        table = np.array(runs)
        parts = (table.mean(0), table.min(0), table.max(0))
        rows.append(Line(name, range(table.shape[1]), *(part.tolist() for part in parts)))
    return rows


def spread(language: str) -> dict[str, Any]:
    """What the prose names: GloVe's lowest and highest accuracy, and the others' means."""
    by_name = {line.name: line for line in lines(language)}
    own = by_name["glove"]
    return {
        "low": own.low[0],
        "high": own.high[0],
        "word2vec": by_name["word2vec"].mean[0],
        "counted": by_name["counted"].mean[0],
        "offset": own.mean[2],
        "control": own.mean[3],
        "seeds": len(SEEDS),
        "kept": 100 * results(language)["neighbours"],
        "turned": results(language)["same_word"],
    }


def stopped(language: str) -> dict[str, Any]:
    """Mean accuracies with windows that go on and that stop, of GloVe and of PPMI + SVD."""
    by_name = {line.name: line.mean[0] for line in lines(language)}
    found = results(language)
    return {
        "through": by_name["glove"],
        "stop": by_name["glove-stop"],
        "longer": by_name["glove-stop-longer"],
        "counted": by_name["counted"],
        "counted_stop": by_name["counted-stop"],
        "few": found["steps"]["glove-stop"],
        "many": found["steps"]["glove-stop-longer"],
    }


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("glove_seeds").provenance
