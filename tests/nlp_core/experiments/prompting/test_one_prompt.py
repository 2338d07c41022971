"""One prompt asked of one model: computed once, the weights looked at on both sides."""

import pytest
import torch

from nlp_core.experiments.prompting import one_prompt
from nlp_core.memory import forget
from nlp_core.recipes.prompting import SIZES, PromptingSpec
from nlp_core.trained import Trained


@pytest.fixture
def model() -> one_prompt.Model:
    spec = PromptingSpec(size=next(iter(SIZES)))
    bundle = spec.build()
    return Trained("a run", spec, bundle.model.eval(), bundle.vocabulary, {})


@pytest.mark.parametrize("text", one_prompt.OPENING.values(), ids=one_prompt.OPENING)
def test_an_opening_prompt_is_asked_once_for_all(model: one_prompt.Model, text: str) -> None:
    forget()
    prompt = one_prompt.read(text)
    found = one_prompt.ask(model, prompt)
    assert one_prompt.ask(model, prompt) is found
    assert found.before == found.after
    assert len(prompt.examples) == 2


def test_a_learners_prompt_is_not_kept_for_all(model: one_prompt.Model) -> None:
    text = "ab > abc\nd >"
    prompt = one_prompt.read(text)
    assert one_prompt.ask(model, prompt) is not one_prompt.ask(model, prompt)


def test_a_weight_that_changes_meanwhile_is_seen(
    model: one_prompt.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(*_: object) -> None:
        with torch.no_grad():
            model.model.head.weight[0, 0] += 1

    monkeypatch.setattr(one_prompt, "answer", careless)
    text = "ab > abd\nd >"
    found = one_prompt.ask(model, one_prompt.read(text))
    assert found.before != found.after


def test_the_course_of_a_training() -> None:
    course = [(10, 0.0), (20, 0.1), (30, 0.5), (40, 0.7), (50, 0.75), (60, 0.8)]
    history = [
        {"step": step, "metrics": {"shots-1": value}, "seconds": 6.0 * step}
        for step, value in course
    ]
    found = one_prompt.rise(history)
    assert (found.first, found.half, found.most, found.last) == (20, 30, 50, 60)
    assert (found.half_minutes, found.minutes, found.reached) == (3.0, 6.0, 0.8)
