"""The self-attention lesson's controls, and its figures with their words."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.experiments.self_attention import one_story
from nlp_core.experiments.self_attention.one_story import Reader, Told
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map
from nlp_core.figures.palette import FIXED, NEGATIVE, QUERY
from nlp_core.measurements import self_attention_results
from nlp_core.memory import per_model
from nlp_core.recipes.referent import HEADS
from nlp_core.recipes.referent_stories import index_of, meant, words
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

COUNT = 10  # stories to choose from
WORDS = 4  # later words that a story allows
N_HEAD = Choice("heads", ("층마다 헤드 수", "Heads in a layer"), HEADS)
LAYERS = Choice("layers", ("층 수", "Layers"), (1, 2, 3), default=2)
CONTROLS: tuple[Control, ...] = (N_HEAD, LAYERS)
GUESSES: dict[str, tuple[Both, str]] = {
    "model": (("헤드 1개", "one head"), QUERY),
    "model-4": (("헤드 4개", "four heads"), QUERY),
    "positions": (("위치를 모르는 모델", "a model without positions"), NEGATIVE),
    "later": (("나중 단어를 못 보는 모델", "a model that never sees the later word"), NEGATIVE),
    "guess-later": (("나중 단어만 보고 찍기", "guess by the later word alone"), FIXED),
    "guess-rest": (("나머지만 보고 찍기", "guess by all the rest"), FIXED),
    "guess-first": (("늘 앞의 명사", "always the first noun"), FIXED),
    "guess-nearest": (("늘 가까운 명사", "always the nearest noun"), FIXED),
}
LINES: dict[str, tuple[Both, str]] = {
    "accuracy": (("정확도", "accuracy"), QUERY),
    "cost": (
        ("가장 중요한 헤드를 뺄 때 잃는 정확도", "lost without the most costly head"),
        NEGATIVE,
    ),
}


def story_choice() -> Choice[int]:
    """Which held-out story is read, by the two who are in it."""
    names = {}
    for number, story in enumerate(one_story.examples(language())):
        link = story.referents[0]
        pair = [story.tokens[story.position(places[0])] for places in (link.to, link.others)]
        names[number] = f"{number + 1}. {' · '.join(pair)}"
    return Choice("story", ("이야기", "Story"), names, listed=True)


def word_choice(told: Sequence[Told]) -> Choice[int]:
    """The later word, among those that the story allows."""
    names: dict[int, Both | str] = {number: one.word for number, one in enumerate(told)}
    return Choice("word", ("나중 단어를 바꿔 보세요", "Change the later word"), names)


def head_choice(run: Reader) -> Choice[str]:
    """Which head is drawn: the one that looks most often at the one meant, or any."""
    spec = run.spec
    names: dict[str, Both | str] = {"auto": ("가장 잘 가리키는 헤드", "the one that points best")}
    for layer in range(spec.n_layer):
        for head in range(spec.n_head):
            names[f"{layer + 1}-{head + 1}"] = head_name(layer, head)
    return Choice(
        f"head-{spec.n_layer}-{spec.n_head}", ("그릴 헤드", "Head to draw"), names, listed=True
    )


def head_name(layer: int, head: int) -> Both:
    """A head's name, counted from 1."""
    return f"{layer + 1}층 {head + 1}번", f"layer {layer + 1}, head {head + 1}"


def chosen_head(run: Reader, choice: str) -> tuple[int, int]:
    """The head (layer, head) of a choice."""
    if choice == "auto":
        return one_story.judged(run).telling
    layer, head = choice.split("-")
    return int(layer) - 1, int(head) - 1


@per_model(32)
def turning(run: Reader, number: int, head: tuple[int, int], marked: int, spoken: str) -> Figure:
    """A row for each later word: where the pronoun looks, and what the model answers."""
    told = one_story.read(run, number)
    weights = [one.weights[head] for one in told]
    rows = [f"{one.word} → {one.answer} {one.chance:.2f}" for one in told]
    return _rows_of(told[0], weights, rows, [one.to for one in told], spoken, marked)


def live(spoken: str, snapshot: dict[str, Any]) -> Figure:
    """The shown story and its twin while a model learns: the mean over the last layer's heads."""
    told = one_story.examples(spoken)[0]
    pair = [told, told.twins[0]]
    weights = np.asarray(snapshot["weights"])[:, -1].mean(axis=1)
    at, count = told.position(told.referents[0].at), len(told.tokens)
    rows, places = [], []
    ids = index_of(words(spoken))
    for one, chances in zip(pair, np.asarray(snapshot["chances"]), strict=True):
        assert one.later is not None
        later, chance = one.tokens[one.position(one.later)], chances[ids[meant(one)]]
        rows.append(f"{later} → {meant(one)} {chance:.2f}")
        places.append(one.position(one.referents[0].to[0]))
    titles = figure_titles("self_attention", spoken, "turning", {})
    return attention_map(
        weights[:, at, :count],
        rows=rows,
        columns=_columns(told.tokens, told.position(told.later or told.referents[0].at), spoken),
        gold=list(enumerate(places)),
        **titles,
    )


def _rows_of(
    told: Told,
    weights: Sequence[Any],
    rows: list[str],
    places: list[int],
    spoken: str,
    marked: int,
) -> Figure:
    return attention_map(
        np.stack(weights),
        rows=rows,
        columns=_columns(told.tokens, told.later, spoken),
        gold=list(enumerate(places)),
        marked_row=marked,
        **figure_titles("self_attention", spoken, "turning", {}),
    )


def _columns(tokens: Sequence[str], later: int, spoken: str) -> list[str]:
    """The tokens, with a mark where the later word stands."""
    mark = "(나중 단어)" if spoken == "ko" else "(later word)"
    return [mark if place == later else token for place, token in enumerate(tokens)]


def story_chips(one: Told, head: tuple[int, int]) -> list[Chip]:
    """A story's tokens, deeper where the pronoun looks; the pronoun set apart."""
    weights = one.weights[head]
    return [
        Chip(
            token,
            role="query" if place == one.at else "key",
            weight=1.0 if place == one.at else float(weights[place]),
            special=place == one.at,
            note=f"{weights[place]:.2f}" if weights[place] >= 0.05 and place != one.at else "",
        )
        for place, token in enumerate(one.tokens)
    ]


@per_model(4)
def removals(run: Reader, spoken: str) -> Figure:
    """What taking out each head costs."""
    costs = one_story.judged(run).costs
    titles = figure_titles("self_attention", spoken, "removals", {})
    named = [head_name(layer, head)[spoken != "ko"] for layer, head in np.ndindex(costs.shape)]
    low = min(0.0, float(costs.min()))
    return named_bars(named, costs.flatten().tolist(), domain=(low, 1), **titles)


def compared(lesson: Lesson) -> Figure:
    """The model beside its controls and simpler guesses: means over the seeds."""
    found = self_attention_results.controls(language())
    return named_bars(
        [t(*GUESSES[name][0]) for name in found],
        [float(np.mean(values)) for values in found.values()],
        colours=[GUESSES[name][1] for name in found],
        domain=(0, 1),
        **lesson.words("compared"),
    )


def by_heads(lesson: Lesson) -> Figure:
    """Accuracy and the dearest head's cost against the number of heads."""
    drawn = [
        Series(t(*LINES[one.name][0]), one.x, one.mean, one.low, one.high, LINES[one.name][1], True)
        for one in self_attention_results.lines(language())
    ]
    return curves(drawn, y_domain=(0, 1), x_values=HEADS, **lesson.words("by-heads"))


@per_model(2)
def growing(run: Reader, spoken: str) -> Figure:
    """The shown story and its twin over the training, to be played."""
    titles = figure_titles("self_attention", spoken, "growth", {})
    said = titles.pop("step_name")
    told = one_story.examples(spoken)[0]
    at, count = told.position(told.referents[0].at), len(told.tokens)
    layer, head = one_story.judged(run).telling
    frames = [np.asarray(kept["weights"])[:, layer, head, at, :count] for _, kept in run.snapshots]
    pair = [told, told.twins[0]]
    rows = [one.tokens[one.position(one.later)] for one in pair if one.later is not None]
    places = [one.position(one.referents[0].to[0]) for one in pair]
    return attention_map(
        np.stack(frames),
        rows=rows,
        columns=_columns(told.tokens, told.position(told.later or told.referents[0].at), spoken),
        gold=list(enumerate(places)),
        captions=[f"{said} {step:,}" for step, _ in run.snapshots],
        start=-1,
        **titles,
    )
