"""How well the mini models answer on text that none of them read, by language and kind of text.

The little world's sentences are easier than what people write, for a model and for who counts, so
that one number over both would say little. The counts are those of the text that the models read.
About four minutes of one core.
"""

from itertools import chain
from typing import Any

import torch

from nlp_core.corpora.pretraining.documents import LANGUAGES, Document, documents
from nlp_core.corpora.pretraining.passages import gathered
from nlp_core.measurements.results import obtain
from nlp_core.recipes.pretraining import WIDTH, PretrainingSpec, as_tensors, corpus
from nlp_core.recipes.warm_electra import MINIS
from nlp_core.training.packing import Rows, pack
from nlp_core.training.pretraining_measures import baseline
from nlp_core.training.pretraining_measures import measure as judged

KINDS = {True: "generated", False: "written"}
MOST_ROWS = 1_500  # of a language and a kind of text
DEVICE = torch.device("cpu")


def measure() -> dict[str, Any]:
    """The metrics of each model, such as ``top5_ko``, by kind of text, beside who only counts."""
    kinds: dict[str, list[Document]] = {kind: [] for kind in KINDS.values()}
    for one in chain.from_iterable(map(documents, LANGUAGES)):
        if one.held_out:
            kinds[KINDS[one.source == "little_world"]].append(one)
    found = {
        spec.objective: {kind: scores(spec, unseen) for kind, unseen in kinds.items()}
        for spec in MINIS
    }
    documents_of = {
        kind: {one: sum(other.language == one for other in unseen) for one in LANGUAGES}
        for kind, unseen in kinds.items()
    }
    return {
        "data": MINIS[0].DATA,
        "seeds": [spec.seed for spec in MINIS[:1]],
        "documents": documents_of,
        "tokens_read": {spec.objective: spec.tokens for spec in MINIS},
        "scores": found,
    }


def scores(spec: PretrainingSpec, unseen: list[Document]) -> dict[str, float]:
    """The metrics of the shipped model of ``spec`` on documents, and its baseline's."""
    model = obtain(spec).model
    rows = {one: packed(spec, unseen, one) for one in LANGUAGES}
    text = corpus(spec.corpus)
    counts = spec.neighbours(as_tensors(text.chosen(~text.held_out), DEVICE))
    with torch.inference_mode():
        known = baseline(model, rows, MOST_ROWS, counts)
        return {
            name: round(value, 4)
            for name, value in (known | judged(model, rows, MOST_ROWS)).items()
        }


def packed(spec: PretrainingSpec, unseen: list[Document], language: str) -> Rows:
    """Rows of a language's documents, always the same."""
    own = gathered((one for one in unseen if one.language == language), spec.corpus)
    dice = torch.Generator().manual_seed(0)
    return pack(as_tensors(own, DEVICE), width=WIDTH, pairing=spec.pairs, dice=dice)
