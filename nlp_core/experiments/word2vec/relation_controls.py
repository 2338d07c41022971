"""The little world's relations, each asked with the offset and without it.

``gold`` relations can be answered from b and c alone; in ``crossed`` ones the pairs differ in one
thing more, so that b and c alone point to several words.
"""

from dataclasses import dataclass

from nlp_core.corpora.little_world.questions import crossed_relations, gold_relations
from nlp_core.experiments.word2vec.trained_vectors import TrainedVectors, word_vectors
from nlp_core.memory import per_model
from nlp_core.text.analogy_controls import Controlled, controlled
from nlp_core.text.embeddings import Question, Vectors


@dataclass(frozen=True)
class ControlledRelation:
    """A relation, whether its pairs are crossed, one of its questions, and what came out."""

    name: str
    crossed: bool
    example: Question
    found: Controlled


def controlled_relations(vectors: Vectors, language: str) -> list[ControlledRelation]:
    """Every relation of the little world, the gold ones before the crossed ones."""
    return [
        ControlledRelation(name, crossed, questions[0], controlled(vectors, questions))
        for crossed, relations in (
            (False, gold_relations(language)),
            (True, crossed_relations(language)),
        )
        for name, questions in relations.items()
    ]


def controlled_kinds(vectors: Vectors, language: str) -> dict[str, Controlled]:
    """All "gold" and all "crossed" questions together."""
    kinds = {"gold": gold_relations(language), "crossed": crossed_relations(language)}
    return {
        kind: controlled(vectors, [one for some in relations.values() for one in some])
        for kind, relations in kinds.items()
    }


@per_model(1)
def controls_of(
    trained: TrainedVectors, language: str
) -> tuple[list[ControlledRelation], dict[str, Controlled]]:
    """Both, for a model whose answers stay the same."""
    vectors = word_vectors(trained)
    return controlled_relations(vectors, language), controlled_kinds(vectors, language)
