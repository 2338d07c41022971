"""The last point of ``label_efficiency``: all labels of NSMC, scored on all its test texts.

Pre-trained and from scratch, three seeds each, and naive Bayes. Half an hour of one core or more;
single runs are kept, so that it can go on where it was stopped.
"""

from typing import Any

import torch

from nlp_core.corpora.labelled_texts import labelled
from nlp_core.measurements.label_efficiency import SEEDS, curves
from nlp_core.recipes.fine_tuning import FineTuningSpec
from nlp_core.training.run import one_thread

WAYS = ("pretrained", "scratch")


def measure() -> dict[str, Any]:
    """Both ways and the counting on every label there is."""
    torch.set_flush_denormal(True)
    texts = labelled("nsmc", "ko", 0)
    with one_thread():
        rows = curves("nsmc", "ko", sizes=(len(texts.learned),), ways=WAYS)
    return {
        "data": FineTuningSpec(corpus="nsmc").DATA,
        "seeds": list(SEEDS["nsmc"]),
        "tested": {"nsmc": len(texts.tested)},
        "rows": rows,
    }
