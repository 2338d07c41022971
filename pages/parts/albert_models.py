"""The ALBERT lesson's models: two questions about pairs, layers of one block, the latency."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nlp_core.experiments.albert import layers, pairs
from nlp_core.experiments.albert.layers import Run
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.moves import moves
from nlp_core.figures.palette import CATEGORIES, NEGATIVE, POSITIVE, REFERENCE
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.measurements import albert_results as measured
from nlp_core.recipes.sentence_pairs import little_albert
from pages.kit.controls import Choice, Control, Text
from pages.kit.language import Both
from pages.kit.prose import figure_titles
from pages.kit.suggested import Suggested

TASK_NAMES: dict[str, Both] = {
    "next": ("다음 문장(NSP)", "next sentence (NSP)"),
    "order": ("문장 순서(SOP)", "sentence order (SOP)"),
}
REVIEWS = "reviews"
NAMES: dict[str, Both] = {
    **TASK_NAMES,
    REVIEWS: ("실제 리뷰를 읽은 SOP", "SOP, of real reviews"),
}
SHARINGS = {"shared": little_albert(), "unshared": little_albert(sharing="none")}
COLOURS = {"order": POSITIVE, "next": NEGATIVE}
GUESSES = (0.5, 0.8, 0.9, 1.0)
SHORT = {"next": "NSP", "order": "SOP"}
VIEWS: dict[str, Both] = {
    "cosine": ("방향이 같은 정도(코사인)", "same direction (cosine)"),
    "added": ("층이 더한 크기", "how much a layer adds"),
    "norm": ("벡터의 길이", "length of the vectors"),
}
VIEW = Choice("view", ("층마다 무엇을 볼까요?", "What to look at"), VIEWS, listed=True)
TASK = Choice("task", ("어느 모델을 새로 학습할까요?", "Model to train anew"), TASK_NAMES, "order")
SEED = Choice("seed", ("시드", "Seed"), (0, 1, 2, 3))
CONTROLS: tuple[Control, ...] = (VIEW, TASK, SEED)
FIRST: Both = (
    "농장에 소 한 마리가 살았다.",
    "A cow lived on the farm.",
)
SECOND: Both = (
    "소는 어느 날 밤 새끼를 낳았다.",
    "One night it had a baby.",
)
OTHER: Both = (
    "어느 날 토끼 한 마리를 만났다.",
    "One day it met a rabbit.",
)
EXAMPLES = {
    "ko": "숲에 늑대 한 마리가 살았다. 어느 날 토끼를 만났다.",
    "en": "A wolf lived in the forest. One day it met a rabbit.",
}
REVIEW_FIRST: Both = ("처음에는 조금 지루했다.", "The first half is a little slow.")
REVIEW_SECOND: Both = (
    "하지만 뒤로 갈수록 재미있어서 끝까지 봤다.",
    "But the ending makes up for it.",
)
SENT_FIRST = Text("first", ("앞 문장", "First sentence"), FIRST, limit=300)
SENT_SECOND = Text("second", ("뒤 문장", "Second sentence"), SECOND, limit=300)


def first(spoken: str) -> Suggested:
    """The field of the first part, with a story's and a review's."""
    place = spoken != "ko"
    names: dict[str, Both] = {
        FIRST[place]: ("이야기", "a story"),
        REVIEW_FIRST[place]: ("리뷰", "a review"),
    }
    return Suggested(SENT_FIRST, names)


def second(spoken: str) -> Suggested:
    """The field of the second part, with one that belongs and one that does not."""
    place = spoken != "ko"
    names: dict[str, Both] = {
        SECOND[place]: ("이 이야기의 다음 문장", "this story's next sentence"),
        OTHER[place]: ("다른 이야기의 문장", "another story's sentence"),
        REVIEW_SECOND[place]: ("리뷰의 다음 문장", "the review's next sentence"),
    }
    return Suggested(SENT_SECOND, names)


# Two questions about pairs.


@lru_cache(maxsize=2)
def grid(spoken: str) -> Figure:
    """What each trained head scores on each question, the paper's numbers, and who only counts."""
    words = figure_titles("albert", spoken, "pairs", {})
    chance, kinds = words.pop("chance"), {name: words.pop(name) for name in ("shared", "sides")}
    trained, asked_of = words.pop("trained"), words.pop("asked")
    rows = []
    for one in measured.grid(spoken):
        name = f"{trained.format(SHORT[one.trained])} → {asked_of.format(SHORT[one.asked])}"
        colour = COLOURS[one.trained]
        rows.append(Spread(name, one.mean, one.low, one.high, colour, one.published))
    for kind, asked, value in measured.baselines(spoken):
        name = f"{kinds[kind]} → {asked_of.format(SHORT[asked])}"
        rows.append(Spread(name, value, value, value, REFERENCE))
    return spread_bars(rows, reference={chance: 0.5}, **words)


def pair_numbers(spoken: str) -> dict[str, Any]:
    """The numbers that the page's words name."""
    found = {f"{one.trained}_{one.asked}": one.mean for one in measured.grid(spoken)}
    found |= {f"{kind}_{asked}": value for kind, asked, value in measured.baselines(spoken)}
    return {**found, **measured.facts(spoken)}


def nearest_guess(spoken: str) -> float:
    """Which of ``GUESSES`` the model of next sentences comes nearest to on order."""
    value = pair_numbers(spoken)["next_order"]
    return min(GUESSES, key=lambda one: abs(one - value))


def believed(models: dict[str, Run], first: str, second: str, spoken: str) -> tuple[Figure, Any]:
    """What each model believes of the typed parts, and of the same parts swapped.

    Raises LearnerError "empty-text".
    """
    chances = {}
    for task, run in models.items():
        one, other = (pairs.read(text, corpus=run.spec.corpus) for text in (first, second))
        chances[task] = pairs.belief(run.model, one, other), pairs.belief(run.model, other, one)
    words = figure_titles("albert", spoken, "believed", {})
    names = [NAMES[task][spoken != "ko"] for task in chances]
    before, after = ([pair[side] for pair in chances.values()] for side in (0, 1))
    return moves(names, before, after, domain=(0.0, 1.0), **words), chances


def real_numbers(run: Run, chances: tuple[float, float]) -> dict[str, Any]:
    """What the model of real text read, how often it is right on unseen pairs, and what it says."""
    return {
        "tokens": run.spec.tokens,
        "parameters": run.card["parameters"],
        "typed": chances[0],
        "swapped": chances[1],
        **{name: run.metrics[name] for name in ("pairs_ko", "pairs_en")},
    }


# The layers.


def passing(runs: Mapping[str, Run], tokens: tuple[int, ...], view: str, spoken: str) -> Figure:
    """A number of the sentence's vectors, layer by layer: one block again and again, or several."""
    words = figure_titles("albert", spoken, "layers", {})
    names = {"shared": words.pop("shared"), "unshared": words.pop("unshared")}
    words["y_title"] = VIEWS[view][spoken != "ko"]
    drawn = []
    for number, (kind, run) in enumerate(runs.items()):
        values = getattr(layers.passed(run, tokens), view)
        first = 0 if view == "norm" else 1
        x = list(range(first, first + len(values)))
        drawn.append(Series(names[kind], x, values, colour=CATEGORIES[number], points=True))
    lowest = min(min(one.y) for one in drawn)
    domain = (min(0.0, lowest), 1.0) if view == "cosine" else None
    return curves(drawn, x_values=drawn[0].x, y_domain=domain, height=300, **words)


def layer_numbers(run: Run, tokens: tuple[int, ...]) -> dict[str, float]:
    """The lowest cosine, the length at the end, and the parameters of the blocks."""
    one = layers.passed(run, tokens)
    blocks = sum(p.numel() for p in run.model.encoder.parameters())
    return {
        "blocks": len(run.model.encoder.blocks),
        "passes": len(one.cosine),
        "parameters": blocks,
        "cosine": min(one.cosine),
        "norm": one.norm[-1] / one.norm[0],
    }


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
