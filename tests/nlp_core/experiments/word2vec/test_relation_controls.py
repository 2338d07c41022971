"""Controls of the gold relations, asked of the shipped vectors."""

from pathlib import Path

import pytest

from nlp_core.engine.engine import Engine
from nlp_core.experiments.word2vec.relation_controls import controlled_kinds, controlled_relations
from nlp_core.experiments.word2vec.trained_vectors import word_vectors
from nlp_core.recipes.word2vec import LANGUAGES, SHIPPED
from nlp_core.text.analogy_controls import CONTROLS, OFFSET
from nlp_core.text.embeddings import Vectors


def shipped(language: str, cache: Path) -> Vectors:
    """Of the first seed."""
    trained = Engine(cache=cache).find(next(one for one in SHIPPED if one.language == language))
    assert trained is not None, "build them: python -m nlp_core build word2vec"
    return word_vectors(trained)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_crossed_questions_need_the_offset(language: str, tmp_path: Path) -> None:
    vectors = shipped(language, tmp_path)
    kinds = controlled_kinds(vectors, language)
    gold, crossed = kinds["gold"], kinds["crossed"]
    assert gold.accuracy["b + c"] > 0.85
    assert gold.accuracy[OFFSET] > gold.accuracy["b + c"]
    assert crossed.accuracy[OFFSET] > 0.8
    assert max(crossed.accuracy[control] for control in CONTROLS) < 0.6
    assert crossed.beyond.accuracy > 0.6
    relations = controlled_relations(vectors, language)
    assert sum(one.found.count for one in relations) == gold.count + crossed.count
    for one in relations:
        assert one.found.accuracy[OFFSET] > 0.7, one.name
