"""Exact match by shots: one pass equals writing freely, and the controls mislead as they say."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.corpora.letter_rules.episodes import ARROW, CHARACTERS, NEWLINE, VOCAB_SIZE
from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.corpora.letter_rules.scope import LONGEST
from nlp_core.experiments.prompting.few_shot import (
    MOST_SHOTS,
    by_shots,
    copying_by_shots,
    exact_match,
    family_episodes,
    ideal_by_shots,
    macro,
    misled_episodes,
    written_lines,
)
from nlp_core.training.language_model import continue_text


class Copying(nn.Module):
    """Writes the question's word again, then ends: right for a substitute of an absent letter."""

    def __init__(self) -> None:
        super().__init__()
        self.anything = nn.Parameter(torch.zeros(1))

    def forward(self, tokens: Tensor) -> Tensor:
        likeliest = torch.zeros_like(tokens)
        for row, line in enumerate(tokens.tolist()):
            word: list[int] = []
            rest: list[int] | None = None
            for place, token in enumerate(line):
                if token == NEWLINE:
                    word, rest = [], None
                elif token == ARROW:
                    rest = [*word, NEWLINE]
                elif rest is None:
                    word.append(token)
                if rest is not None:
                    likeliest[row, place] = rest.pop(0) if rest else NEWLINE
        return F.one_hot(likeliest, VOCAB_SIZE).float()


def test_a_copying_model_scores_as_the_copying_baseline() -> None:
    data = family_episodes("substitute", 80, 4)
    assert by_shots(Copying(), data) == copying_by_shots(data)
    assert 0 < by_shots(Copying(), data)[0] < 0.3


def test_one_pass_equals_writing_freely() -> None:
    data = family_episodes("substitute", 12, 5)
    right = exact_match(Copying(), data)
    for row in range(12):
        for shots, (question, answer) in enumerate(written_lines(data, row)[: MOST_SHOTS + 1]):
            before = "".join(f"{w}>{a}\n" for w, a in written_lines(data, row)[:shots])
            text = f"\n{before}{question}>"
            tokens = torch.tensor([CHARACTERS.index(c) for c in text])
            rows = continue_text(Copying(), tokens, stop=NEWLINE, limit=2 * LONGEST + 1)
            written = "".join(CHARACTERS[i] for i in rows.argmax(-1)).removesuffix("\n")
            assert (written == answer) == bool(right[row, shots])


@pytest.mark.parametrize("family", FAMILIES)
def test_nine_lines_fit_whatever_their_length(family: str) -> None:
    data = family_episodes(family, 150, 6)
    assert min(len(written_lines(data, row)) for row in range(150)) > MOST_SHOTS
    assert not np.isnan(exact_match(Copying(), data)[:1]).any()


@pytest.mark.parametrize("control", ["other-answers", "wrong-family"])
@pytest.mark.parametrize("family", FAMILIES)
def test_controls_mislead_and_then_ask_for_the_truth(family: str, control: str) -> None:
    data = misled_episodes(family, 100, 7, 4, control)
    true_examples = 0
    for row in range(100):
        rule, lines = data.rules.rule(row), written_lines(data, row)
        true_examples += sum(rule.apply(word) == answer for word, answer in lines[:4])
        assert rule.apply(lines[4][0]) == lines[4][1]
        assert rule.held_out
    assert true_examples < 60  # of 400; short words repeat, and a wrong rule may agree by chance


def test_the_ideal_learner_is_a_ceiling_that_rises() -> None:
    curve = ideal_by_shots(family_episodes("insert", 100, 8))
    assert curve[0] == 0
    assert 0.9 < curve[1] <= curve[4] == curve[8] == 1


def test_macro_is_a_plain_mean() -> None:
    assert macro([[0.0, 1.0], [1.0, 1.0]]) == [0.5, 1.0]
