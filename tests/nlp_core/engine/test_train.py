from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch

from nlp_core.engine.train import Stopped, train
from nlp_core.training.run import KEPT, Bundle, Point, one_thread
from tests.nlp_core.engine.fake import FakeSpec


def test_every_point_is_observed_and_the_history_is_thinned():
    seen: list[dict] = []
    card = train(FakeSpec(steps=1000), observe=seen.append).card
    assert [point["step"] for point in seen] == list(range(1, 1001))
    assert len(card["history"]) <= 300 and card["history"][-1]["step"] == 1000


def test_a_stop_between_points_leaves_nothing():
    seen: list[dict] = []
    with pytest.raises(Stopped):
        train(FakeSpec(steps=1000), observe=seen.append, stopped=lambda: len(seen) >= 3)
    assert len(seen) == 3


def test_the_same_spec_gives_the_same_weights():
    assert train(FakeSpec()).tensors == train(FakeSpec()).tensors
    assert train(FakeSpec()).tensors != train(FakeSpec(seed=1)).tensors


def test_a_private_run_leaves_no_word_of_its_text():
    packed = train(FakeSpec(text="비밀 일기"))
    assert packed.card["private"] and packed.card["vocabulary"] is None
    assert "일기" not in str(packed.card) and "일기".encode() not in packed.tensors


def test_small_snapshots_travel_with_the_points_and_large_ones_stay():
    seen: list[dict] = []
    card = train(FakeSpec(steps=2), observe=seen.append).card
    content, kind, shape = seen[-1]["frame"]["w"]
    assert (len(content), kind, shape) == (4, "float32", [1, 1])
    assert "frame" not in card["history"][0]
    train(FakeSpec(steps=1, width=8000), observe=seen.append)
    assert "frame" not in seen[-1]


class WithWeights(FakeSpec):
    """Keeps something large for playback, and shows something small."""

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        for point in super().fit(bundle):
            kept = {f"{KEPT}all": torch.zeros(9000), "small": torch.ones(2)}
            yield replace(point, snapshot=kept)


def test_what_is_for_playback_alone_is_kept_and_never_travels():
    seen: list[dict] = []
    packed = train(WithWeights(steps=1), observe=seen.append)
    assert list(seen[-1]["frame"]) == ["small"]
    assert f"{KEPT}all".encode() in packed.tensors


class OneThread(FakeSpec):
    """Trains on one thread, whatever the process uses."""

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        with one_thread():
            yield from super().fit(bundle)


def test_the_device_is_the_one_that_trained_and_is_known_from_the_first_point():
    before = torch.get_num_threads()
    seen: list[dict] = []
    try:
        torch.set_num_threads(2)
        card = train(OneThread(), observe=seen.append).card
        assert torch.get_num_threads() == 2
        assert card["device"] == seen[0]["device"] == "CPU, 1 thread"
        assert train(FakeSpec()).card["device"] == "CPU, 2 threads"
    finally:
        torch.set_num_threads(before)
