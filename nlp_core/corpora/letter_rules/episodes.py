"""Endless episodes for learning to learn: lines ``word > answer`` that all follow one fresh rule.

Every row of a batch is one episode. Nothing but the lines above a question tells its rule, so a
model that answers must read the rule off the examples (Brown et al. 2020, section 2; Garg et al.
2022; Lake & Baroni 2023). Lines are laid out in arrays with gaps, and the gaps are closed at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np

from nlp_core.corpora.letter_rules.draws import Draw, answers, draw_rules, draw_words
from nlp_core.corpora.letter_rules.rules import FAMILIES, KINDS, SYMBOLS
from nlp_core.corpora.letter_rules.scope import LONG, NARROW, WIDE, Scope

GAP, NEWLINE, ARROW, HASH, REST, LETTER, EQUALS = range(7)
FIRST_SYMBOL = 7
CHARACTERS = "\0\n>#_.=" + SYMBOLS
VOCAB_SIZE = len(CHARACTERS)
WINDOW = 360  # room for nine lines, whatever their length, and a description
EASY = 0.35  # of a training
MIXTURES: dict[str, dict[str, float]] = {
    "all": dict.fromkeys(FAMILIES, 0.16) | {"insert": 0.22, "substitute": 0.18, "operation": 0.12},
    "affixes": {"suffix": 0.5, "prefix": 0.5},
}


@dataclass(frozen=True)
class Episodes:
    """A batch of episodes, one a row: (B, T) each.

    ``tokens`` are ids into ``CHARACTERS``; ``line`` numbers the lines from 0 (the description has
    -1), so a question in line n has n examples above it; ``answer`` marks the answers' characters,
    the closing newline among them. ``rules`` holds each row's rule.
    """

    tokens: np.ndarray
    line: np.ndarray
    answer: np.ndarray
    rules: Draw


def descriptions(draw: Draw) -> np.ndarray:
    """Each row's description line as tokens with gaps: (N, 18); an operation has none."""
    n = len(draw.kind)
    is_kind = {name: draw.kind == number for number, name in enumerate(KINDS)}
    symbols = np.where(draw.first > 0, draw.first + FIRST_SYMBOL - 1, GAP)
    second = np.where(draw.second > 0, draw.second + FIRST_SYMBOL - 1, GAP)
    has_any = ~is_kind["operation"]
    dots = (np.arange(4) < draw.place[:, None]) & is_kind["insert"][:, None]
    leads = has_any & ~is_kind["suffix"]
    parts = [
        has_any[:, None] * HASH,
        dots * LETTER,
        leads[:, None] * symbols,
        is_kind["substitute"][:, None] * EQUALS,
        (has_any & ~is_kind["substitute"])[:, None] * REST,
        np.where(is_kind["suffix"][:, None], symbols, second),
        has_any[:, None] * NEWLINE,
    ]
    assert all(len(part) == n for part in parts)
    return np.concatenate(parts, axis=1)


def episodes(
    rng: np.random.Generator,
    *,
    rows: int,
    context: int,
    mixture: Mapping[str, float] = MIXTURES["all"],
    unseen: bool = False,
    described: float = 0.0,
    draw: Draw | None = None,
    scope: Scope = WIDE,
) -> Episodes:
    """``rows`` episodes of ``context`` tokens each, every one with its own rule.

    ``described`` is the share of episodes that open with a description; ``unseen`` takes held-out
    rules only; ``draw`` fixes the rules.
    """
    if draw is None:
        weights = np.array([mixture.get(kind, 0.0) for kind in KINDS])
        kind = rng.choice(len(KINDS), rows, p=weights / weights.sum())
        draw = draw_rules(kind, rng, unseen=unseen, scope=scope)
    lines = context // 8
    words = draw_words(draw, lines, rng, scope)
    return lay_out(draw, words, answers(draw, words), rng.random(rows) < described, context)


def lay_out(
    draw: Draw, words: np.ndarray, results: np.ndarray, described: np.ndarray, context: int
) -> Episodes:
    """Write words (N, lines, 12) and answers (N, lines, 35) as lines, and close the gaps."""
    n, lines, _ = words.shape
    arrow, newline = (np.full((n, lines, 1), token) for token in (ARROW, NEWLINE))
    shift = FIRST_SYMBOL - 1
    question = np.where(words > 0, words + shift, GAP)
    answer = np.where(results > 0, results + shift, GAP)
    body = np.concatenate([question, arrow, answer, newline], axis=-1)  # (N, lines, 49)
    width = body.shape[-1]
    header = np.concatenate(
        [np.full((n, 1), NEWLINE), descriptions(draw) * described[:, None]], axis=1
    )
    tokens = np.concatenate([header, body.reshape(n, lines * width)], axis=1)
    is_answer = np.tile(np.arange(width) > words.shape[-1], lines)
    flags = np.concatenate([np.zeros(header.shape[1], bool), is_answer])
    number = np.concatenate([np.full(header.shape[1], -1), np.repeat(np.arange(lines), width)])
    order = np.argsort(tokens == GAP, axis=1, kind="stable")[:, :context]
    tokens = np.take_along_axis(tokens, order, axis=1)
    return Episodes(tokens, number[order], flags[order] & (tokens != GAP), draw)


def curriculum(
    seed: int,
    *,
    steps: int,
    rows: int,
    context: int,
    mixture: Mapping[str, float] = MIXTURES["all"],
    described: float = 0.0,
) -> Iterator[Episodes]:
    """Batches for a training of ``steps``, the easy ones first (Bengio et al. 2009), without end.

    The first third has no small alphabets and no long affixes: a model that already copies letters
    learns the rest sooner. Later every fourth batch holds as many tokens in fewer, longer episodes
    with long words, so that eight examples of them are nothing new.
    """
    rng = np.random.default_rng(seed)
    few = max(1, rows * context // WINDOW)
    for step in count():
        late, long = step >= steps * EASY, step % 4 == 3
        yield episodes(
            rng,
            rows=few if late and long else rows,
            context=1 + (WINDOW if late and long else context),
            mixture=mixture,
            described=described,
            scope=(LONG if long else WIDE) if late else NARROW,
        )
