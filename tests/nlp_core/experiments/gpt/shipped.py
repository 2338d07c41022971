"""The shipped GPT of the little world and the counts beside it."""

from functools import cache
from pathlib import Path

from nlp_core.engine.library import Library
from nlp_core.experiments.gpt.reading import TrainedGpt
from nlp_core.experiments.gpt.sheet import TrainedNgram
from nlp_core.places import MODELS
from nlp_core.recipes.ngram import NgramSpec
from nlp_core.recipes.pretraining import LITTLE_GPT


@cache
def both() -> tuple[TrainedGpt, TrainedNgram]:
    """The GPT and the n-gram model, as a page gets them."""
    nowhere = str(Path("/nonexistent"))
    library = Library(MODELS, nowhere, memory_bytes=2**28, disk_bytes=2**20)
    gpt, counted = library.find(LITTLE_GPT), library.find(NgramSpec())
    assert gpt is not None and counted is not None
    return gpt, counted
