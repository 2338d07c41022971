"""One prompt asked of one frozen model, with its weights looked at before and after."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_core.corpora.letter_rules.scope import LONGEST
from nlp_core.experiments.prompting.typed_prompt import (
    Answer,
    Reading,
    answer,
    fingerprint,
    read_ideally,
)
from nlp_core.memory import per_model, per_visitor
from nlp_core.models.rotary_gpt import RotaryGPT
from nlp_core.recipes.prompting import PromptingSpec
from nlp_core.text.prompts import Prompt, parse
from nlp_core.trained import Trained

OPENING = {  # what the page opens with, by language
    "ko": "고양이 > 고양이들\n강아지 > 강아지들\n새 >",
    "en": "cat > cats\ndog > dogs\nbird >",
}
N_LETTER = LONGEST  # of a word: the models have seen no longer ones
Model = Trained[PromptingSpec, RotaryGPT]


@dataclass(frozen=True, eq=False)
class Asked:
    """What a model answered, and the fingerprints of its weights before and after it."""

    answer: Answer
    before: str
    after: str


def read(text: str) -> Prompt:
    """The prompt that ``text`` spells; LearnerError as ``parse`` says."""
    return parse(text, longest=N_LETTER)


def _is_opening(trained: Model, prompt: Prompt) -> bool:
    return prompt in _opening()


@cache
def _opening() -> tuple[Prompt, ...]:
    return tuple(read(text) for text in OPENING.values())


@per_model(8, shared=_is_opening)
def ask(trained: Model, prompt: Prompt) -> Asked:
    """Let the model answer; LearnerError as ``answer`` says."""
    before = fingerprint(trained.model)
    result = answer(trained.model, prompt)
    return Asked(result, before, fingerprint(trained.model))


@per_visitor(8)
def ideally(prompt: Prompt) -> Reading:
    """What the ideal learner makes of the prompt."""
    return read_ideally(prompt)


@dataclass(frozen=True)
class Rise:
    """When a training's one-shot accuracy left the ground, was half way up, and nearly there.

    Steps, and the minutes until each; ``reached`` is the accuracy at the end.
    """

    first: int
    half: int
    most: int
    last: int
    half_minutes: float
    minutes: float
    reached: float


def rise(history: list[dict[str, Any]], metric: str = "shots-1") -> Rise:
    """The course of a training: the first points at a tenth, a half and nine tenths of its end."""
    last = history[-1]
    reached = last["metrics"][metric]
    points = [
        next(one for one in history if one["metrics"][metric] >= share * reached)
        for share in (0.1, 0.5, 0.9)
    ]
    first, half, most = (int(one["step"]) for one in points)
    minutes = points[1]["seconds"] / 60, last["seconds"] / 60
    return Rise(first, half, most, int(last["step"]), *minutes, reached)
