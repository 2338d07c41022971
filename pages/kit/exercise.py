"""Predict, then reveal: the answer comes from the live computation, with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.kit.language import t
from pages.kit.prose import escape
from pages.kit.visit import visit


@dataclass(frozen=True)
class Exercise:
    """A question with ``answers``: options that tie, or numbers within ``tolerance``."""

    key: str
    question: str
    why: str
    answers: tuple[Any, ...]
    options: Sequence[Any] | None = None
    names: Mapping[Any, str] = field(default_factory=dict)
    tolerance: float = 0.0

    def is_right(self, guess: Any) -> bool:
        """Whether ``guess`` is one of the answers."""
        if self.options is not None:
            return guess in self.answers
        return any(abs(float(guess) - float(one)) <= self.tolerance for one in self.answers)

    def shown(self, option: Any) -> str:
        """An option as the learner reads it; a number in four digits where there are no options."""
        if self.options is None:
            return format(option, ".4g")
        return escape(str(self.names.get(option, option)))


def ask(exercise: Exercise) -> None:
    """Draw one exercise: the question, a guess, and the answer once it is asked for."""
    key = exercise.key
    with st.container(key=f"{key}-predict", gap="small"):
        title = t("먼저 맞혀 보세요", "Predict first")
        st.markdown(f":material/psychology: **{title}**  \n{exercise.question}")
        guess = _guess(key, exercise.options, exercise.shown)
        opened = visit().opened
        if st.button(t("답 보기", "Reveal"), key=f"{key}-reveal", disabled=guess is None):
            opened.add(key)
        if key not in opened or guess is None:
            return
        right = exercise.is_right(guess)
        truth = ", ".join(exercise.shown(one) for one in exercise.answers)
        verdict = t("맞았어요!", "Right.") if right else t("아쉬워요.", "Not this time.")
        icon = ":material/check_circle:" if right else ":material/lightbulb:"
        (st.success if right else st.info)(
            f"{verdict} {t('답', 'Answer')}: **{truth}**  \n{exercise.why}", icon=icon
        )


def _guess(key: str, options: Sequence[Any] | None, shown: Callable[[Any], str]) -> Any:
    """The learner's guess, None before there is one."""
    label = t("내 예상", "My guess")
    if options is None:
        return st.number_input(label, value=None, key=key, format="%g")
    choices = list(dict.fromkeys(options))
    return st.radio(label, choices, index=None, format_func=shown, key=key, horizontal=True)
