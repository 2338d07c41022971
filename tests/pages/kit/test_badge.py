"""A badge speaks in a phrase; the facts stand behind it."""

import pytest

from nlp_core.provenance import Computed, Measured, Published, Shipped, TrainedHere
from pages.kit.badge import details, device, duration, label, phrase
from tests.pages.kit.running import run

SHIPPED = Shipped("word2vec-0", "text", "CPU, 1 thread", "2026-11-23", seed=0, steps=5, seconds=77)


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (Computed(), "식으로 정확히 계산"),
        (Measured("CPU"), "지금 이 서버에서 측정"),
        (TrainedHere("run-0", 3, 10, 5.0, "CPU"), "이 서버에서 학습 · 시드 3"),
        (SHIPPED, "미리 학습 · 11월 23일, CPU 77초"),
        (Shipped("results", "text", "CPU", "2026-11-23"), "미리 측정 · 11월 23일"),
        (Published("Brown et al. 2020, Table 3.10"), "논문에 실린 값: Brown et al\\. 2020"),
    ],
)
def test_each_origin_has_its_phrase(origin: object, said: str) -> None:
    assert phrase(origin) == said  # type: ignore[arg-type]


def _english() -> None:
    import streamlit as st

    from nlp_core.provenance import Shipped
    from pages.kit.badge import phrase
    from pages.kit.language import settle_language

    settle_language(None)
    origin = Shipped("a-0", "t", "CPU, 1 thread", "2026-11-23", seed=0, steps=5, seconds=77)
    st.text(phrase(origin))


def test_english_says_when_and_on_what() -> None:
    assert run(_english).text[0].value == "shipped · trained 23 Nov, 77 s on CPU"


def test_equal_phrases_are_said_once() -> None:
    assert label((Computed(), Computed())) == "식으로 정확히 계산"
    assert label((Computed(), Measured("CPU"))).count(" + ") == 1


def test_the_facts_are_behind_the_phrase() -> None:
    facts = details(SHIPPED)
    for fact in ("word2vec\\-0", "스레드 1개", "2026\\-11\\-23", "5"):
        assert fact in facts
    assert "](https://x.org)" in details(Published("A 2020", "https://x.org"))


def test_units() -> None:
    assert (duration(89), duration(90)) == ("89초", "2분")
    assert device("CPU, 2 threads") == "CPU, 스레드 2개"
    assert device("NVIDIA H100") == "NVIDIA H100"
