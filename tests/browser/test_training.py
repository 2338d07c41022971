"""Training as a class meets it: click, watch, reload, share a job, stop watching."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

MINUTES = 3 * 60_000


@pytest.fixture
def pair(browser: Any, site: str) -> Iterator[tuple[Visitor, Visitor]]:
    """Two browsers of different people."""
    two = (Visitor(browser, site, locale="ko-KR"), Visitor(browser, site, locale="en-US"))
    yield two
    for one in two:
        one.close()


def test_word2vec_trains_and_finishes(pair: tuple[Visitor, Visitor]) -> None:
    visitor, _ = pair
    visitor.go("word2vec?lang=ko")
    visitor.press("word2vec-model-train")
    panel = visitor.at("word2vec-model-panel")
    expect(panel.get_by_role("progressbar")).to_be_visible(timeout=20_000)
    live = visitor.at("word2vec-offsets-foot")  # the figure on the stage is the one that moves
    expect(live).to_contain_text("이 서버에서 학습", timeout=30_000)
    expect(panel.get_by_role("progressbar")).to_be_visible()
    expect(visitor.at("word2vec-model-train")).to_be_visible(timeout=MINUTES)
    visitor.settle()
    assert "이 서버에서 학습" in visitor.read()


def test_a_job_survives_a_reload_and_a_viewer_who_leaves(pair: tuple[Visitor, Visitor]) -> None:
    """One starts and reloads; another joins; the first stops watching; the job goes on."""
    first, second = pair
    address = "attention?lang={}&attention-direction=en-ko&attention-score=dot"
    first.go(address.format("ko"))
    first.press("attention-model-train")
    stop = first.at("attention-model-stop")
    expect(stop).to_be_visible(timeout=30_000)
    first.page.reload()
    expect(stop).to_be_visible(timeout=30_000)
    second.go(address.format("en"))
    expect(second.at("attention-model-stop")).to_be_visible(timeout=30_000)
    stop.get_by_role("button").click()
    expect(first.at("attention-model-train")).to_be_visible(timeout=30_000)
    expect(second.at("attention-model-stop")).to_be_visible(timeout=30_000)
    second.at("attention-model-stop").get_by_role("button").click()
    expect(second.at("attention-model-train")).to_be_visible(timeout=30_000)
