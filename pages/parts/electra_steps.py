"""The ELECTRA lesson's steps: what teaches, what is proposed, what each token says, two losses."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from nlp_core.experiments.bert.sentence import Read
from nlp_core.experiments.electra import game, two_losses
from nlp_core.experiments.electra.judging import CALLED, ELECTRA, Judged
from nlp_core.experiments.electra.proposals import Proposals
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.grid import number_grid
from nlp_core.figures.palette import DECODER, ENCODER, FIXED, LEARNED, NEGATIVE, POSITIVE
from nlp_core.measurements import electra_results as measured
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

NAMES: dict[str, Both] = {
    "rtd": ("RTD, 모든 토큰", "RTD, all tokens"),
    "all-mlm": ("MLM, 모든 토큰", "MLM, all tokens"),
    "rtd-15": ("RTD, 15%만", "RTD, 15 % only"),
    "mlm-15": ("MLM, 15%만 (BERT)", "MLM, 15 % only (BERT)"),
}
COLOURS = {"rtd": LEARNED, "all-mlm": ENCODER, "rtd-15": POSITIVE, "mlm-15": DECODER}
PARTS: dict[str, Both] = {
    "generator": ("생성자", "generator"),
    "embeddings": ("공유 임베딩", "embeddings"),
    "discriminator": ("판별자", "discriminator"),
}
LOSSES: dict[str, Both] = {
    "guessing": ("생성자", "generator"),
    "detecting": ("판별자", "discriminator"),
    "mixed": ("뽑지 않음", "no draw"),
}
LABELS: dict[str, Both] = {
    "original": ("원래 토큰", "original"),
    "replaced": ("바뀐 토큰", "replaced"),
    "left-out": ("손실에서 빠져요", "left out of the loss"),
}
REACHES = {"referent": (0.4, 1.0), "kind": (0.2, 0.7)}  # of the axis of accuracy
GIGA = 1e9
TOKENS = 24  # that are drawn


# What teaches.


@lru_cache(maxsize=8)
def teaches(spoken: str, probe: str) -> Figure:
    """The accuracy of a probe against the compute of pre-training, by what was asked."""
    words = figure_titles("electra", spoken, "teaches", {})
    level = {
        words.pop("untrained"): measured.untrained(spoken, probe),
        words.pop("counted"): measured.counted(spoken, probe),
    }
    drawn = [
        Series(
            NAMES[name][spoken != "ko"],
            [flops / GIGA for flops in line.x],
            line.mean,
            line.low,
            line.high,
            COLOURS[name],
            points=True,
        )
        for name, line in measured.lines(spoken, probe).items()
    ]
    return curves(drawn, x_log=True, y_domain=REACHES[probe], references=level, **words)


def leaders(spoken: str, probe: str) -> str:
    """Who is ahead at the end, in words; several where the seeds' ranges meet."""
    names = [NAMES[one][spoken != "ko"] for one in measured.leaders(spoken, probe)]
    return " · ".join(names)


def names() -> dict[str, str]:
    """What was asked, in the page's language."""
    return {name: t(*said) for name, said in NAMES.items()}


# What is proposed.


def proposed(lesson: Lesson, found: Proposals, own: str) -> Figure:
    """The generator's likeliest words, and the original where it is not among them."""
    rows = [f"{i + 1}. {word}" for i, word in enumerate(found.words)]
    chances = list(found.chances)
    colours = [LEARNED if word == own else FIXED for word in found.words]
    if own not in found.words:
        rows, chances, colours = [*rows, f"… {own}"], [*chances, found.own], [*colours, LEARNED]
    words = lesson.words("proposed")
    return named_bars(rows, chances, colours=colours, domain=(0.0, 1.0), **words)


# What each token says.


def by_token(lesson: Lesson, judged: Judged) -> Figure:
    """The chance of each token, in the order of the sentence."""
    tokens = [one for word in judged.tokens for one in word][:TOKENS]
    rows = [f"{i + 1}. {one.text.strip() or '␣'}" for i, one in enumerate(tokens)]
    values = [one.chance for one in tokens]
    colours = [NEGATIVE if value > CALLED else FIXED for value in values]
    return named_bars(
        rows,
        values,
        colours=colours,
        domain=(0.0, 1.0),
        references={f"{CALLED:g}": CALLED},
        **lesson.words("tokens"),
    )


def held_out(run: ELECTRA) -> dict[str, float]:
    """How well replaced tokens are told on held-out text, and the generator's right guesses."""
    return {
        name: run.metrics[name] for name in ("auc_ko", "auc_en", "generator_ko", "generator_en")
    }


def widest_word(judged: Judged) -> int:
    """The place of the word of most tokens."""
    counts = [len(tokens) for tokens in judged.tokens]
    return counts.index(max(counts))


# The game.


def round_numbers(dealt: game.Round, marked: Sequence[int]) -> dict[str, Any]:
    """How a round went."""
    mine, other = game.score(dealt, marked), game.score(dealt, dealt.called)
    return {
        "tried": len(dealt.tried),
        "replaced": mine.of,
        "found": mine.found,
        "wrong": mine.wrong,
        "model_found": other.found,
        "model_wrong": other.wrong,
    }


# Two losses.


def reaching(lesson: Lesson, found: two_losses.Reach) -> Figure:
    """How long each loss's gradient is in each part of the weights."""
    table = [
        [found.of(loss, part) or 0.0 for loss in two_losses.LOSSES] for part in two_losses.PARTS
    ]
    return number_grid(
        table,
        rows=[t(*PARTS[part]) for part in two_losses.PARTS],
        columns=[t(*LOSSES[loss]) for loss in two_losses.LOSSES],
        value_format=".3g",
        row_height=46,
        **lesson.words("reach"),
    )


def reach_numbers(run: ELECTRA, found: Read, draw: int) -> dict[str, Any]:
    """The gradients that are spoken of."""
    made = two_losses.reach(run, found, draw)
    return {
        "own": made.of("guessing", "generator") or 0.0,
        "through": made.of("detecting", "generator") or 0.0,
        "mixed": made.of("mixed", "generator") or 0.0,
        "shared": made.of("detecting", "embeddings") or 0.0,
    }
