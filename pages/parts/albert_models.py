"""The ALBERT lesson's trained models: two questions about pairs, and the latency."""

from functools import lru_cache
from typing import Any

from nlp_core.experiments.albert import pairs
from nlp_core.experiments.albert.layers import Run
from nlp_core.figures.figure import Figure
from nlp_core.figures.moves import moves
from nlp_core.figures.palette import NEGATIVE, POSITIVE
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.measurements import albert_results as measured
from pages.kit.controls import Choice, Control, Text
from pages.kit.language import Both
from pages.kit.prose import figure_titles
from pages.kit.suggested import Suggested

TASK_NAMES: dict[str, Both] = {
    "next": ("다음 문장(NSP)", "next sentence (NSP)"),
    "order": ("문장 순서(SOP)", "sentence order (SOP)"),
}
TASK = Choice("task", ("어느 모델을 새로 학습할까요?", "Model to train anew"), TASK_NAMES, "order")
SEED = Choice("seed", ("시드", "Seed"), (0, 1, 2, 3))
CONTROLS: tuple[Control, ...] = (TASK, SEED)
FIRST: Both = (
    "농장에 소 한 마리가 살았다. 소는 어느 날 밤 새끼를 낳았다.",
    "A cow lived on the farm. One night it had a baby.",
)
SECOND: Both = (
    "농부가 와서 문을 열었다. 소를 씻겨 주었다.",
    "The farmer came and opened the door. He washed it.",
)
OTHER: Both = (
    "늑대는 친절해서 토끼를 보내 주었다. 나중에 토끼가 늑대를 구했다.",
    "The wolf was kind and let it go. Later the rabbit saved the wolf.",
)
SENT_FIRST = Text("first", ("앞부분", "First part"), FIRST, limit=300)
SENT_SECOND = Text("second", ("뒷부분", "Second part"), SECOND, limit=300)


def second(spoken: str) -> Suggested:
    """The field of the second part, with one that belongs and one that does not."""
    place = spoken != "ko"
    names: dict[str, Both] = {
        SECOND[place]: ("이 이야기의 뒷부분", "this story's second part"),
        OTHER[place]: ("다른 이야기의 뒷부분", "another story's second part"),
    }
    return Suggested(SENT_SECOND, names)


# Two questions about pairs.


def believed(models: dict[str, Run], first: str, second: str, spoken: str) -> tuple[Figure, Any]:
    """What each model believes of the typed parts, and of the same parts swapped.

    Raises LearnerError "empty-text".
    """
    one, other = pairs.read(first), pairs.read(second)
    chances = {
        task: (pairs.belief(run.model, one, other), pairs.belief(run.model, other, one))
        for task, run in models.items()
    }
    words = figure_titles("albert", spoken, "believed", {})
    names = [TASK_NAMES[task][spoken != "ko"] for task in chances]
    before, after = ([pair[side] for pair in chances.values()] for side in (0, 1))
    return moves(names, before, after, domain=(0.0, 1.0), **words), chances


# The latency.


@lru_cache(maxsize=2)
def latency(spoken: str) -> Figure:
    """ALBERT's file and reading time, BERT's being 1."""
    words = figure_titles("albert", spoken, "latency", {})
    rows = [words.pop("file"), words.pop("time")]
    one = measured.latency()
    reference = words.pop("reference")
    drawn = [
        Spread(rows[0], one.file, one.file, one.file, POSITIVE),
        Spread(rows[1], one.time, one.low, one.high, NEGATIVE),
    ]
    end = 1.2 * max(1.0, one.high)
    return spread_bars(drawn, domain=(0.0, end), reference={reference: 1.0}, **words)
