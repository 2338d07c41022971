"""Chances by token, words by their highest, and what a learner's own edit costs."""

import pytest
import torch

from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra.edits import edit
from nlp_core.experiments.electra.judging import Judged, Token, asked, judge
from nlp_core.training.packing import CLS, SEP
from tests.nlp_core.experiments.electra.small import electra


def test_tokens_spell_the_words_and_have_the_models_own_scores() -> None:
    found = read("The cow lived on the farm.")
    judged = judge(electra(), found)
    assert ["".join(t.text for t in tokens).strip() for tokens in judged.tokens] == list(
        judged.words
    )
    model = electra().model
    tokens = torch.tensor([[CLS, *found.pieces, SEP]])
    wanted = model.replaced(model(tokens)).sigmoid()[0, 1:-1].tolist()
    got = [one.chance for tokens in judged.tokens for one in tokens]
    assert got == pytest.approx(wanted, abs=1e-6)


def test_a_word_has_the_highest_value_of_its_tokens_without_its_signs() -> None:
    judged = Judged(
        ("a", "b.", "!"),
        (
            (Token("a", 0.2), Token("a", 0.7)),
            (Token("b", 0.1), Token(".", 0.9)),
            (Token("!", 0.8),),
        ),
        ((0, 2), (0, 1), (0, 0)),
    )
    assert judged.chances == (0.7, 0.1, 0.8)
    assert judged.called == (0, 2)


def test_a_masked_model_asks_about_15_percent_of_the_tokens() -> None:
    found = read("The cow lived on the farm, and it was so cold that the dog did not sleep.")
    draws = [asked(found, draw) for draw in range(1, 21)]
    assert {sum(draw) for draw in draws} == {max(1, round(0.15 * (len(found.pieces) + 2)))}
    assert len(set(draws)) > 10
    assert asked(found, 3) == asked(found, 3)


def test_an_edit_costs_one_pass_of_the_discriminator_over_its_own_sentence() -> None:
    found = read("고양이가 우유를 마셨다. " * 8)
    shapes: list[tuple[int, ...]] = []
    model = electra().model
    watch = model.register_forward_hook(lambda _, given, __: shapes.append(tuple(given[0].shape)))
    edited = [edit(found, place, "의자가").now for place in (0, 3, 6)]
    for now in edited:
        judge(electra(), now)
    watch.remove()
    assert shapes == [(1, len(now.pieces) + 2) for now in edited]
