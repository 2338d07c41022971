"""Stems of Korean verbs find the vectors of their dictionary forms."""

import numpy as np
import pytest

from nlp_core.corpora import library
from nlp_core.experiments.retrieval.evaluation import judge
from nlp_core.experiments.retrieval.search import Settings
from nlp_core.experiments.retrieval.word_vectors import coverage, looked_up
from nlp_core.recipes.public_vectors import PublicVectorsSpec, word_vectors
from nlp_core.text.embeddings import Vectors
from nlp_core.thumbnails.trained import shipped
from tests.nlp_core.experiments.retrieval.searching import few, shelved


def test_stems_have_the_vectors_of_their_words() -> None:
    model = shipped(PublicVectorsSpec(language="ko"))
    plain, found = word_vectors(model), looked_up(model)
    stems = found.words[len(plain.words) :]
    assert len(stems) > 100 and len(set(found.words)) == len(found.words)
    for stem in stems:
        assert (found.matrix[found.index[stem]] == plain.matrix[plain.index[f"{stem}다"]]).all()


def test_coverage() -> None:
    vectors = Vectors(("a", "b"), np.eye(2, dtype=np.float32))
    assert coverage(few("a a b c"), vectors) == pytest.approx(0.75)
    assert coverage(few("x y"), vectors) == 0


@pytest.mark.parametrize("language", library.LANGUAGES)
def test_vectors_of_other_text_miss_rare_names(language: str) -> None:
    """What the lesson says of them: names are found by their letters, not by their company."""
    index = shelved(language, {"ko": "morphemes", "en": "words"}[language])
    vectors = looked_up(shipped(PublicVectorsSpec(language=language)))
    judged = judge(index, Settings(), vectors)
    dense, lexical = (judged.by_kind("ndcg", method) for method in ("dense", "bm25"))
    assert dense["name"] < 0.5 < 0.9 < lexical["name"]
    assert judged.mean("ndcg", "dense") > 5 * judged.mean("ndcg", "random")
    assert coverage(index, vectors) > 0.6
