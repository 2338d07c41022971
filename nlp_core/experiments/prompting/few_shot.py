"""Exact match on rules never trained, by the number of examples (Brown et al. 2020, figure 1.2)."""

from collections.abc import Sequence

import numpy as np
from torch import nn

from nlp_core.corpora.letter_rules.draws import answers, draw_rules, draw_words
from nlp_core.corpora.letter_rules.episodes import CHARACTERS, WINDOW, Episodes, lay_out
from nlp_core.corpora.letter_rules.rules import FAMILIES, KINDS
from nlp_core.corpora.letter_rules.scope import WIDE, Scope
from nlp_core.experiments.prompting.ideal_learner import consistent_rules, vote
from nlp_core.recipes.prompting import MOST_SHOTS, exact_match


def family_episodes(
    family: str,
    count: int,
    seed: int,
    *,
    unseen: bool = True,
    described: bool = False,
    scope: Scope = WIDE,
) -> Episodes:
    """``count`` episodes of one family, on held-out rules or (``unseen`` false) on trained ones."""
    rng = np.random.default_rng([seed, KINDS.index(family)])
    kind = np.full(count, KINDS.index(family))
    draw = draw_rules(kind, rng, unseen=unseen, scope=scope)
    words = draw_words(draw, MOST_SHOTS + 1, rng, scope)
    return lay_out(draw, words, answers(draw, words), np.full(count, described), WINDOW)


def misled_episodes(family: str, count: int, seed: int, shots: int, control: str) -> Episodes:
    """Episodes whose ``shots`` examples mislead and whose next line asks for the right answer.

    ``control`` "other-answers": each example has the right answer to some other word (as in Min et
    al. 2022); "wrong-family": the examples follow a rule of another family.
    """
    number = KINDS.index(family)
    rng = np.random.default_rng([seed, number])
    draw = draw_rules(np.full(count, number), rng, unseen=True)
    words = draw_words(draw, shots + 1, rng)
    results = answers(draw, words)
    if control == "other-answers":
        results[:, :shots] = answers(draw, draw_words(draw, shots, rng))
    else:
        others = (number + rng.integers(1, len(FAMILIES), count)) % len(FAMILIES)
        wrong = draw_rules(others, rng, unseen=True)
        results[:, :shots] = answers(wrong, words[:, :shots])
    return lay_out(draw, words, results, np.zeros(count, bool), WINDOW)


def by_shots(model: nn.Module, data: Episodes) -> list[float]:
    """The mean of ``exact_match`` for 0 to 8 examples."""
    return [round(float(value), 4) for value in np.nanmean(exact_match(model, data), axis=0)]


def after_misleading(
    model: nn.Module, family: str, count: int, seed: int, shots: int, control: str
) -> float:
    """Exact match on the question after ``shots`` misleading examples."""
    right = exact_match(model, misled_episodes(family, count, seed, shots, control))
    return round(float(np.nanmean(right[:, shots])), 4)


def ideal_by_shots(data: Episodes) -> list[float]:
    """The ideal learner's exact match for 0 to 8 examples; without any it can only guess: 0."""
    right = np.full((len(data.tokens), MOST_SHOTS + 1), np.nan)
    for row in range(len(data.tokens)):
        lines = written_lines(data, row)[: MOST_SHOTS + 1]
        for shots, (question, answer) in enumerate(lines):
            rules = consistent_rules(lines[:shots], question=question) if shots else {}
            right[row, shots] = next(iter(vote(rules, question)), None) == answer
    return [round(float(value), 4) for value in np.nanmean(right, axis=0)]


def copying_by_shots(data: Episodes) -> list[float]:
    """The baseline that copies the question's word: right where the rule leaves it as it is."""
    right = np.full((len(data.tokens), MOST_SHOTS + 1), np.nan)
    for row in range(len(data.tokens)):
        for shots, (question, answer) in enumerate(written_lines(data, row)[: MOST_SHOTS + 1]):
            right[row, shots] = question == answer
    return [round(float(value), 4) for value in np.nanmean(right, axis=0)]


def written_lines(data: Episodes, row: int) -> list[tuple[str, str]]:
    """A row's finished lines as (word, answer), its description left out."""
    text = "".join(CHARACTERS[token] for token in data.tokens[row] if token)
    lines = [line for line in text.split("\n")[:-1] if ">" in line]
    pairs = (line.split(">") for line in lines)
    return [(word, answer) for word, answer in pairs]


def macro(by_family: Sequence[Sequence[float]]) -> list[float]:
    """The plain mean over families, for each number of examples."""
    return [round(float(value), 4) for value in np.mean(np.array(by_family), axis=0)]
