"""The sample sheet: what a GPT writes from one beginning at moments of its training, with the same
throws of the dice each time, and what counts of two and of three tokens write.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.corpora.pretraining.tokenizer import EOS, PAD
from nlp_core.experiments.gpt.reading import TrainedGpt, read, shown
from nlp_core.memory import per_model
from nlp_core.models.gpt import Gpt
from nlp_core.models.ngram import Ngram
from nlp_core.recipes.ngram import NgramSpec
from nlp_core.recipes.pretraining import BEGINNINGS
from nlp_core.trained import Trained
from nlp_core.training.moments import DRAW, HOW, LENGTH, load_weights, written
from nlp_core.training.run import KEPT
from nlp_core.training.sampling import continued

TrainedNgram = Trained[NgramSpec, Ngram]
LONGEST_START = 24  # tokens of a beginning that are read
COUNTED = (2, 3)


@dataclass(frozen=True)
class Line:
    """A row of the sheet: what was written after the beginning, whether it came to an end, and the
    perplexity on held-out text of its language. ``step`` of a GPT, ``order`` of counts, else -1.
    """

    text: str
    ended: bool
    perplexity: float
    step: int = -1
    order: int = -1


@dataclass(frozen=True, eq=False)
class Moment:
    """A GPT as it was after ``step`` steps, and its perplexity by language."""

    step: int
    model: Gpt
    perplexity: Mapping[str, float]


def moments(trained: TrainedGpt) -> tuple[Moment, ...]:
    """The untrained model, those whose weights were kept, and the trained one."""
    last = trained.history[-1]
    now = Moment(int(last["step"]), trained.model, _perplexities(last["metrics"]))
    return (*_earlier(trained), now)


@per_model(1)
def _earlier(trained: TrainedGpt) -> tuple[Moment, ...]:
    values = {point["step"]: _perplexities(point["metrics"]) for point in trained.history}
    found = [Moment(0, _fresh(trained.spec), values[0])]
    for step, snapshot in trained.snapshots:
        if any(name.startswith(KEPT) for name in snapshot):
            model = _fresh(trained.spec)
            load_weights(model, snapshot)
            found.append(Moment(step, model, values[step]))
    return tuple(found)


def _fresh(spec: Any) -> Gpt:
    model: Gpt = spec.build().model
    return model.eval().requires_grad_(False)


def _perplexities(metrics: Mapping[str, float]) -> dict[str, float]:
    return {one: metrics[f"perplexity_{one}"] for one in LANGUAGES}


def is_ready(trained: TrainedGpt, counted: TrainedNgram, start: str, *_: object) -> bool:
    """Whether a beginning is the site's own."""
    return start in BEGINNINGS.values()


@per_model(16, shared=is_ready)
def sheet(
    trained: TrainedGpt, counted: TrainedNgram, start: str, language: str, draw: int = DRAW
) -> tuple[Line, ...]:
    """What each moment's model writes after a beginning, and what the counts write.

    ``language`` says on whose held-out text perplexities are. LearnerError "empty-text".
    """
    corpus = trained.spec.corpus
    ids = list(read(corpus, start, longest=LONGEST_START).ids)
    lines = [
        _line(corpus, written(one.model, ids, draw), one.perplexity[language], step=one.step)
        for one in moments(trained)
    ]
    return (*lines, *counts(counted, corpus, ids, language, draw))


def counts(
    counted: TrainedNgram, corpus: str, ids: Sequence[int], language: str, draw: int
) -> list[Line]:
    """What the counts of two and of three tokens write after a beginning."""
    lines = []
    for order in COUNTED:
        new = continued(_counting(counted.model, order), list(ids), LENGTH, HOW, draw=draw, end=EOS)
        perplexity = counted.metrics[f"perplexity_{order}_{language}"]
        lines.append(_line(corpus, new, perplexity, order=order))
    return lines


def _counting(model: Ngram, order: int) -> Callable[[list[int]], Tensor]:
    return lambda text: model.after(text, order).log()


def _line(corpus: str, new: Sequence[int], perplexity: float, **place: int) -> Line:
    ended = bool(new) and new[-1] == EOS
    return Line(shown(corpus, new), ended, float(perplexity), **place)


def while_training(
    counted: TrainedNgram, corpus: str, frame: Mapping[str, Any], language: str
) -> tuple[Line, ...]:
    """The sheet of a training that runs, after the site's own beginning, from its newest snapshot
    (``training.moments.with_sheets``).
    """
    place = LANGUAGES.index(language)
    lines = []
    for ids, step, values in zip(frame["sheet"], frame["steps"], frame["values"], strict=True):
        new = [int(token) for token in ids[place] if int(token) != PAD]
        lines.append(_line(corpus, new, values[place], step=int(step)))
    start = list(read(corpus, BEGINNINGS[language]).ids)
    return (*lines, *counts(counted, corpus, start, language, DRAW))


def first_below(trained: TrainedGpt, limit: float, language: str) -> int | None:
    """The first step whose perplexity was below a limit; None where none was."""
    name = f"perplexity_{language}"
    return next(
        (int(point["step"]) for point in trained.history if point["metrics"][name] < limit), None
    )
