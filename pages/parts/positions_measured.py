"""The positions lesson's figures of scores and learned vectors, and of what was measured."""

from functools import lru_cache

from nlp_core.experiments.positions import encodings, scores, shuffle
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.palette import CATEGORIES, KEY, LEARNED, NEGATIVE, POSITIVE, REFERENCE
from nlp_core.measurements import positions_results
from nlp_core.memory import per_model
from nlp_core.recipes.word_order import N_POSITION, as_nets
from pages.kit.language import Both
from pages.kit.prose import figure_titles

NAMES: dict[str, Both] = {
    "none": ("위치 없음", "no positions"),
    "learned": ("학습한 위치", "learned"),
    "sinusoidal": ("사인·코사인", "sinusoidal"),
    "rotary": ("회전(RoPE)", "rotary (RoPE)"),
    "causal": ("인과 마스크만", "causal mask only"),
}
COLOURS = {
    "none": NEGATIVE,
    "learned": LEARNED,
    "sinusoidal": POSITIVE,
    "rotary": KEY,
    "causal": CATEGORIES[3],
}


@per_model(16)
def scored(
    run: shuffle.Run, way: str, query: int, key: int, head: int, spoken: str
) -> tuple[Figure, float]:
    """Scores by the places of the two words, and how far they differ for one offset."""
    found = scores.scores(run, way, query, key, head)
    places = [str(place) for place in range(scores.PLACES)]
    words = figure_titles("positions", spoken, "scores", {})
    drawn = heatmap(
        found.table,
        rows=places,
        columns=places,
        limits=(float(found.table.min()), float(found.table.max())),
        decimals=1,
        zeros=True,
        row_height=32,
        **words,
    )
    return drawn, found.spread


@per_model(4)
def moved(run: shuffle.Run, spoken: str) -> Figure:
    """How far training moved each learned position."""
    words = figure_titles("positions", spoken, "moved", {})
    name = words.pop("line")
    found = scores.learned_moves(run).tolist()
    places = list(range(len(found)))
    return curves([Series(name, places, found, colour=LEARNED)], height=260, **words)


def beyond(run: shuffle.Run) -> str:
    """What the learned table says when it is asked for a position past its end."""
    positions = as_nets(run.model)["learned"].positions
    assert positions is not None
    try:
        positions(N_POSITION + 1)
    except ValueError as error:
        return str(error)
    return ""


@lru_cache(maxsize=16)
def lengths(spoken: str, view: str) -> Figure:
    """The accuracy of every way over the seeds, and what guessing scores."""
    words = figure_titles("positions", spoken, "lengths", {})
    by_clause, chance = words.pop("x_clause"), words.pop("chance")
    if view == "clause":
        words["x_title"] = by_clause
    drawn = [
        Series(
            chance if line.name == positions_results.CHANCE else NAMES[line.name][spoken != "ko"],
            line.x,
            line.mean,
            None if line.name == positions_results.CHANCE else line.low,
            None if line.name == positions_results.CHANCE else line.high,
            COLOURS.get(line.name, REFERENCE),
        )
        for line in positions_results.lines(spoken, view)
    ]
    return curves(drawn, y_domain=(0, 1), x_values=drawn[0].x, height=380, **words)


def turn_numbers(turn: encodings.Shift) -> dict[str, float]:
    """A clock's turn in the numbers that the words name."""
    (cos, sin), (minus, _) = turn.matrix.tolist()
    found = {"cos": cos, "sin": sin, "minus": minus, "error": turn.error}
    hands = {"": turn.before, "turned_": turn.turned, "there_": turn.there}
    for name, hand in hands.items():
        found[f"{name}s"], found[f"{name}c"] = (float(value) for value in hand)
    return found
