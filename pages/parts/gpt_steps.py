"""The GPT lesson's later figures: surprise, the causal mask, the beam, sizes, the cache."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.experiments.gpt.next_token import Beam
from nlp_core.experiments.gpt.surprise import Change, Surprise
from nlp_core.figures.bars import named_bars
from nlp_core.figures.beam_tree import ALIVE, CHOSEN, DEAD, Twig, beam_tree
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map
from nlp_core.figures.palette import FIXED, LEARNED, NEGATIVE
from nlp_core.measurements import gpt_cache, gpt_sizes_results
from nlp_core.training.decoding import Finished
from nlp_core.training.packing import EOS
from pages.kit.chips import Chip
from pages.kit.lesson import Lesson
from pages.kit.numbers import written
from pages.parts.gpt_next import visible

MOST = 20  # tokens that are drawn


def surprises(lesson: Lesson, found: Surprise) -> Figure:
    """Bits of surprise of each token, in the order of the text."""
    tokens, bits = found.tokens[:MOST], found.bits[:MOST]
    names = [f"{place}. {visible(token)}" for place, token in enumerate(tokens, 1)]
    return named_bars(
        names, bits, colours=[NEGATIVE] * len(bits), value_format=".1f", **lesson.words("bits")
    )


def bit_chips(found: Surprise) -> list[Chip]:
    """The tokens of a text, darker where they surprise more, with their bits."""
    return [
        Chip(token, role="negative", weight=min(bits / 16, 1.0), note=f"{bits:.1f}")
        for token, bits in zip(found.tokens[:MOST], found.bits[:MOST], strict=True)
    ]


def changes(lesson: Lesson, found: Change) -> Figure:
    """How far the prediction after each token moved when a later token was replaced."""
    words = lesson.words("changes")
    names = {name: words.pop(f"{name}_name") for name in ("masked", "unmasked")}
    end = min(found.place + 1, MOST)
    places = list(range(end))
    drawn = [
        Series(names["masked"], places, found.masked[:end].tolist(), colour=LEARNED, points=True),
        Series(names["unmasked"], places, found.unmasked[:end].tolist(), colour=FIXED, points=True),
    ]
    return curves(drawn, x_values=places, **words)


def change_numbers(found: Change) -> dict[str, Any]:
    """The largest changes before the replaced token, and the two tokens."""
    before = slice(0, found.place)
    return {
        "masked": float(found.masked[before].max(initial=0)),
        "unmasked": float(found.unmasked[before].max(initial=0)),
        "old": visible(found.tokens[found.place]),
        "new": visible(found.other),
        "place": found.place,
    }


def looks(
    lesson: Lesson, tokens: Sequence[str], weights: np.ndarray, layer: int, head: int
) -> Figure:
    """Attention weights of a head, or the mean of a layer's: none looks to the right."""
    part = weights[layer - 1]
    shown = [visible(token) for token in tokens]
    chosen = part[head - 1] if head else part.mean(axis=0)
    return attention_map(chosen, rows=shown, columns=shown, **lesson.words("looks"))


def tree(lesson: Lesson, found: Beam) -> Figure:
    """The tokens that a beam kept at each step, drawn as the seq2seq lesson draws words."""
    words = lesson.words("tree")
    search, end = found.search, words.pop("end_name")
    chosen = set(search.path(found.best))
    last = len(search.steps) - 1
    living = [(one.step, one.place) for one in search.finished]
    living += [(last, place) for place in range(len(search.steps[last]))]
    alive = {at for s, p in living for at in search.path(Finished(s, p, 0.0, 0.0))}
    steps = []
    table: dict[str, list[Any]] = {
        words[key]: [] for key in ("step_title", "token_title", "sum_title")
    }
    for c, step in enumerate(search.steps):
        twigs = []
        for place, one in enumerate(step):
            fate = CHOSEN if (c, place) in chosen else ALIVE if (c, place) in alive else DEAD
            text = end if one.word == EOS else visible(found.name(one.word))
            twigs.append(Twig(text, written(one.log_probability, ".1f"), one.parent, fate))
            row = (c + 1, text, round(one.log_probability, 3))
            for column, value in zip(table.values(), row, strict=True):
                column.append(value)
        steps.append(twigs)
    fates = (words["chosen_name"], words["alive_name"], words["dead_name"])
    return beam_tree(steps, fates=fates, table=table)


def beam_numbers(found: Beam, greedy: Beam) -> dict[str, Any]:
    """What both searches wrote, and how likely each is (log probability)."""
    one, other = (visible("".join(search.words(search.best))) for search in (found, greedy))
    sums = found.best.log_probability, greedy.best.log_probability
    return {"best": one, "greedy": other, "best_sum": sums[0], "greedy_sum": sums[1]}


def sizes(lesson: Lesson, side: str) -> Figure:
    """Held-out loss against the number of parameters, over the seeds, beside what counts reach."""
    words = lesson.words("sizes")
    name = words.pop("model_name")
    counted = {2: words.pop("two_name"), 3: words.pop("three_name"), 5: words.pop("five_name")}
    found, losses = gpt_sizes_results.sizes(side), gpt_sizes_results.counts(side)
    line = Series(
        name,
        [one.parameters for one in found],
        [one.mean for one in found],
        [one.low for one in found],
        [one.high for one in found],
        LEARNED,
        points=True,
    )
    lines = {said: losses[n - 1] for n, said in counted.items()}
    marks = [one.parameters for one in found]
    return curves([line], x_log=True, x_values=marks, references=lines, **words)


def size_numbers(side: str) -> dict[str, Any]:
    """The smallest and the largest model, their losses, and what they read."""
    found = gpt_sizes_results.sizes(side)
    small, large = found[0], found[-1]
    shipped = gpt_sizes_results.shipped(side)
    falls = all(one.low > other.high for one, other in itertools.pairwise(found))
    return {
        "small": small.parameters,
        "large": large.parameters,
        "small_loss": small.mean,
        "large_loss": large.mean,
        "tokens": gpt_sizes_results.tokens(),
        "seeds": gpt_sizes_results.seeds(),
        "shipped": shipped,
        "three": gpt_sizes_results.counts(side)[2],
        "five": gpt_sizes_results.counts(side)[4],
        "answer": "falls" if falls else "level",
    }


def times(lesson: Lesson) -> Figure:
    """Seconds of writing with and without the cache, by length."""
    words = lesson.words("times")
    names = words.pop("without_name"), words.pop("with_name")
    found = gpt_cache.rows()
    lengths = [one.length for one in found]
    drawn = [
        Series(names[0], lengths, [one.without for one in found], colour=FIXED, points=True),
        Series(names[1], lengths, [one.cached for one in found], colour=LEARNED, points=True),
    ]
    return curves(drawn, x_values=lengths, **words)


def read_tokens(length: int) -> dict[str, int]:
    """How many tokens are read to write so many, with the cache and without."""
    return {"length": length, "once": length, "again": length * (length + 1) // 2}


def time_numbers() -> dict[str, Any]:
    """The shortest and the longest text that were measured, and their ratios of times."""
    short, *_, long = gpt_cache.rows()
    ratios = {"short": short.length, "short_ratio": short.ratio, "long_ratio": long.ratio}
    return {**ratios, **read_tokens(long.length)}
