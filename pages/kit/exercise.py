"""Predict, then reveal: the answer comes from the live computation, with its reason."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.kit.language import t


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
    """Draw one exercise. ``answer`` may be a list where several options tie; with no options, a number."""
    key = f"{slug}-exercise-{identifier}"
    answers = list(answer) if isinstance(answer, list | tuple | set) else [answer]

    def shown(option: Any) -> str:
        return str((names or {}).get(option, option))

    with st.container(border=True, key=f"{key}-box"):
        st.markdown(
            f":material/psychology: **{t('먼저 맞혀 보세요', 'Predict first')}**  \n{question}"
        )
        guess: Any
        if options is None:
            guess = st.number_input(t("내 예상", "My guess"), value=None, key=key, format="%g")
        else:
            guess = st.radio(
                t("내 예상", "My guess"),
                list(dict.fromkeys(options)),
                index=None,
                format_func=shown,
                key=key,
                horizontal=True,
            )
        if st.button(t("답 보기", "Reveal"), key=f"{key}-reveal", disabled=guess is None):
            st.session_state[f"{key}-open"] = True
        if not st.session_state.get(f"{key}-open") or guess is None:
            return
        right = _right(guess, answers, tolerance if options is None else None)
        truth = ", ".join(shown(one) if options else format(one, ".4g") for one in answers)
        verdict = t("맞았어요!", "Right.") if right else t("아쉬워요.", "Not this time.")
        icon = ":material/check_circle:" if right else ":material/lightbulb:"
        (st.success if right else st.info)(
            f"{verdict} {t('답', 'Answer')}: **{_plain(truth)}**  \n{why}", icon=icon
        )


def _right(guess: Any, answers: list[Any], tolerance: float | None) -> bool:
    if tolerance is None:
        return guess in answers
    return any(abs(float(guess) - float(answer)) <= tolerance for answer in answers)


def _plain(text: str) -> str:
    from pages.kit.prose import escape

    return escape(text)
