"""A published GPT-2 is asked by prompts of the learner's own, and by those that are ready."""

from pathlib import Path

import pytest

from nlp_core.published.prompted import MOST_EXAMPLES
from nlp_core.text.prompts import parse
from pages.parts.prompting_real import READY, TASK, told
from tests.pages.drawing import badges, charts, words
from tests.pages.real_hub import fetched, hub, said

ALWAYS = 3  # charts: the answer, and the measured curves of two steps
OWN = "prompting-real-task"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_prompt_that_is_ready_is_one(language: str) -> None:
    assert {*READY[language], "own"} == set(TASK.options)
    for text, answer in READY[language].values():
        prompt = parse(text, longest=40)
        answers = {"".join(one) for _, one in prompt.examples}
        assert 2 <= len(prompt.examples) <= MOST_EXAMPLES and len(answers) > 1 and answer


def test_the_answer_of_a_ready_prompt_is_drawn_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("distilbert/distilgpt2", tmp_path, monkeypatch):
        page = fetched("prompting", "en")
        assert len(charts(page)) == ALWAYS + 1 and not page.warning
        assert any("distilgpt2" in badge for badge in badges(page))
        assert "Rome" in words(page) and "each other's answers" in said(page)


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("the > cat\ncat > sleeps\nthe >", True),
        ("the > cat\ncat > cat\nthe >", False),
        ("the >", False),
        ("# the cat\nthe > cat\ncat > the\nsleeps >", True),
        ("漢字 > 👨‍👩‍👧\n<i > </i\n**고양이** >", True),
    ],
)
def test_an_own_prompt_is_answered(
    text: str, control: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("distilbert/distilgpt2", tmp_path, monkeypatch):
        mine = {OWN: "own", "prompting-real-prompt-en": text, "prompting-real-answer-en": "cat"}
        page = fetched("prompting", "en", **mine)
        assert not page.warning and len(charts(page)) == ALWAYS + 1
        assert ("each other's answers" in said(page)) == control


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("the cat", "no arrow"),
        ("the > cat", "no question"),
        ("the > cat\n" * 9 + "the >", "9 examples"),
        ("the > cat\nthe > sleeps\ncat >", "contradict"),
    ],
)
def test_what_is_no_prompt_is_told_and_the_page_goes_on(
    text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("distilbert/distilgpt2", tmp_path, monkeypatch):
        page = fetched("prompting", "en", **{OWN: "own", "prompting-real-prompt-en": text})
        assert any(why in str(one.value) for one in page.warning)
        assert len(charts(page)) == ALWAYS and page.info


def test_the_korean_page_asks_the_korean_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("skt/kogpt2-base-v2", tmp_path, monkeypatch):
        page = fetched("prompting", "ko")
        assert "skt/kogpt2-base-v2" in said(page) and "로마" in words(page)
        assert len(charts(page)) == ALWAYS + 1


def test_a_tiny_probability_is_told_as_one() -> None:
    assert told(0.25) == "25.0%" and told(0.001) == "0.1%"
    assert "0.1%" in told(1e-9) and told(1e-9) != "0.1%"
