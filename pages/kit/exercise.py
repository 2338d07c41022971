"""Predict, then reveal: the answer comes from the live computation, with its reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.kit.language import t
from pages.kit.prose import escape


def ask(
    slug: str,
    identifier: str,
    question: str,
    why: str,
    *,
    answer: Any,
    options: Sequence[Any] | None,
    names: Mapping[Any, str] | None,
    tolerance: float,
) -> None:
    """One exercise. ``answer`` may be a list where options tie; with no options, a number."""
    key = f"{slug}-exercise-{identifier}"
    answers = list(answer) if isinstance(answer, list | tuple | set) else [answer]

    def shown(option: Any) -> str:
        return str((names or {}).get(option, option))

    with st.container(border=True, key=f"{key}-box"):
        title = t("먼저 맞혀 보세요", "Predict first")
        st.markdown(f":material/psychology: **{title}**  \n{question}")
        guess = _guess(key, options, shown)
        if st.button(t("답 보기", "Reveal"), key=f"{key}-reveal", disabled=guess is None):
            st.session_state[f"{key}-open"] = True
        if not st.session_state.get(f"{key}-open") or guess is None:
            return
        right = _right(guess, answers, tolerance if options is None else None)
        truth = ", ".join(shown(one) if options else format(one, ".4g") for one in answers)
        verdict = t("맞았어요!", "Right.") if right else t("아쉬워요.", "Not this time.")
        icon = ":material/check_circle:" if right else ":material/lightbulb:"
        (st.success if right else st.info)(
            f"{verdict} {t('답', 'Answer')}: **{escape(truth)}**  \n{why}", icon=icon
        )


def _guess(key: str, options: Sequence[Any] | None, shown: Callable[[Any], str]) -> Any:
    """The learner's guess, None before there is one."""
    label = t("내 예상", "My guess")
    if options is None:
        return st.number_input(label, value=None, key=key, format="%g")
    choices = list(dict.fromkeys(options))
    return st.radio(label, choices, index=None, format_func=shown, key=key, horizontal=True)


def _right(guess: Any, answers: list[Any], tolerance: float | None) -> bool:
    if tolerance is None:
        return guess in answers
    return any(abs(float(guess) - float(answer)) <= tolerance for answer in answers)
