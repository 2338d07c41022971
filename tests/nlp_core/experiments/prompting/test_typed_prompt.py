"""Asking a frozen model: any characters, the same weights before and after."""

import pytest
import torch

from nlp_core.corpora.letter_rules.episodes import CHARACTERS
from nlp_core.corpora.letter_rules.rules import SYMBOLS
from nlp_core.corpora.letter_rules.scope import LONGEST
from nlp_core.errors import LearnerError
from nlp_core.experiments.prompting.typed_prompt import (
    answer,
    drawn_lines,
    encode,
    fingerprint,
    read_ideally,
    relabel,
)
from nlp_core.recipes.prompting import PromptingSpec
from nlp_core.text.prompts import Prompt, parse


def read(text: str) -> Prompt:
    return parse(text, longest=LONGEST)


def test_every_character_borrows_a_symbol_of_its_own() -> None:
    symbols = relabel(read("사과 > a사과요\nCat >"))
    assert symbols["a"] == "a"
    assert len(set(symbols.values())) == len(symbols) == 6
    assert set(symbols.values()) <= set(SYMBOLS)


def test_a_prompt_as_tokens() -> None:
    prompt = read("# _요\n사과 > 사과요\n과 >")
    symbols = relabel(prompt)
    text = "".join(CHARACTERS[token] for token in encode(prompt, symbols))
    sa, gwa, yo = (symbols[c] for c in "사과요")
    assert text == f"\n#_{yo}\n{sa}{gwa}>{sa}{gwa}{yo}\n{gwa}>"


def test_an_arrow_inside_an_answer_is_a_character_like_any_other() -> None:
    prompt = read("a > b>c\nd >")
    text = "".join(CHARACTERS[token] for token in encode(prompt, relabel(prompt)))
    assert text.count(">") == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "\n".join(f"{chr(0xAC00 + i)} > {chr(0xB000 + i)}" for i in range(17)) + "\n가 >",
            "too-many-characters",
        ),
        ("\n".join(["abcdefghijkl > abcdefghijklmnopqrst"] * 10) + "\nab >", "long-prompt"),
    ],
)
def test_what_the_model_cannot_read_is_said(text: str, code: str) -> None:
    prompt = read(text)
    with pytest.raises(LearnerError) as error:
        encode(prompt, relabel(prompt))
    assert error.value.code == code


def test_an_answer_has_probabilities_and_leaves_the_weights_alone() -> None:
    model = PromptingSpec(size="8k").build().model.eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.5, generator=torch.Generator().manual_seed(1))
    before = fingerprint(model)
    result = answer(model, read("가 > 가나\n다 >"))
    assert fingerprint(model) == before
    assert result.probabilities.shape == (len(result.steps), len(result.columns))
    assert result.probabilities.sum(1) == pytest.approx(1, abs=1e-5)
    assert len(result.steps) <= 2 * LONGEST + 1


def test_a_fingerprint_sees_one_changed_weight() -> None:
    model = PromptingSpec(size="8k").build().model
    before = fingerprint(model)
    with torch.no_grad():
        model.head.weight[3, 4] += 1e-6
    assert fingerprint(model) != before


def test_the_ideal_reading_speaks_the_learners_characters() -> None:
    reading = read_ideally(read("사과 > 사과요\n바다 >"))
    assert reading.shares == {"바다요": 1.0}
    assert reading.numbers() == {"rules": 1, "n": 1, "answer": "바다요", "share": 1.0}
    assert read_ideally(read("바다 >")).n_rule == 0
    assert read_ideally(read("바다 > 하늘\n바다요 >")).n_rule == 0


@pytest.mark.parametrize("kind", ["suffix", "insert", "operation", "unseen"])
def test_drawn_prompts_can_be_read_and_have_an_answer(kind: str) -> None:
    text, right = drawn_lines(kind, 3, 4, described=True)
    prompt = read(text)
    assert len(prompt.examples) == 4
    assert bool(prompt.description) == (kind in ("suffix", "insert"))
    assert right
    assert drawn_lines(kind, 3, 4, described=True) == (text, right)
    assert drawn_lines(kind, 4, 4) != drawn_lines(kind, 3, 4)
    if kind != "unseen":
        assert next(iter(read_ideally(prompt).shares)) == right
