"""Temperature, top-k and top-p keep what they say, and equal dice draw alike."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.training.run import seeded
from nlp_core.training.sampling import (
    Sampling,
    chances,
    continued,
    dice,
    kept,
    picked,
    reading_once,
    warmed,
)

SCORES = torch.tensor([0.5, 0.25, 0.15, 0.1]).log()


def test_a_temperature_sharpens_flattens_and_at_zero_takes_the_likeliest() -> None:
    torch.testing.assert_close(warmed(SCORES, 1.0), SCORES.exp())
    assert warmed(SCORES, 0).tolist() == [1, 0, 0, 0]
    assert float(warmed(SCORES, 0.5)[0]) > 0.5 > float(warmed(SCORES, 2.0)[0])
    torch.testing.assert_close(warmed(SCORES, 100), torch.full((4,), 0.25), atol=0.005, rtol=0)


def test_cuts_keep_the_largest_and_at_least_one() -> None:
    shares = SCORES.exp()
    assert kept(shares, Sampling(top_k=2)).tolist() == [True, True, False, False]
    assert kept(shares, Sampling(top_p=0.74)).tolist() == [True, True, False, False]
    assert kept(shares, Sampling(top_p=0.76)).tolist() == [True, True, True, False]
    assert kept(shares, Sampling(top_p=0)).tolist() == [True, False, False, False]
    assert kept(shares, Sampling()).all()
    both = Sampling(top_k=3, top_p=0.6)  # of the three that are left: .56, .28, .17
    assert kept(shares, both).tolist() == [True, True, False, False]


@settings(deadline=None)
@given(
    st.lists(st.floats(-20, 20, allow_subnormal=False), min_size=1, max_size=30),
    st.floats(0, 100, allow_subnormal=False),
    st.integers(0, 40),
    st.floats(0, 1, allow_subnormal=False),
)
def test_what_is_drawn_from_sums_to_one_and_holds_the_likeliest(
    scores: list[float], temperature: float, top_k: int, top_p: float
) -> None:
    shares = chances(torch.tensor(scores), Sampling(temperature, top_k, top_p))
    assert float(shares.sum()) == pytest.approx(1, abs=1e-4)
    assert float(shares[warmed(torch.tensor(scores), temperature).argmax()]) > 0
    if top_k:
        assert int((shares > 0).sum()) <= top_k
    for at in (0.0, 0.5, 0.999999):
        assert float(shares[picked(shares, at)]) > 0


def test_settings_out_of_range_are_refused() -> None:
    for wrong in ({"temperature": 101}, {"temperature": -1}, {"top_k": -1}, {"top_p": 1.1}):
        with pytest.raises(ValueError, match=r"temperature is from 0|top_k is 0"):
            Sampling(**wrong)  # type: ignore[arg-type]


def test_draws_follow_the_probabilities() -> None:
    shares = SCORES.exp()
    found = torch.tensor([picked(shares, at) for at in dice(0, 4000)])
    share = torch.bincount(found, minlength=4) / 4000
    torch.testing.assert_close(share, shares, atol=0.03, rtol=0)


def test_a_text_grows_until_its_end_and_the_same_dice_write_the_same() -> None:
    with seeded(0):
        model = Gpt(GptConfig(20, d_model=16, n_layer=1, n_head=2)).eval()

    def write(draw: int, end: int = -1) -> list[int]:
        how = Sampling(temperature=2.0)
        return continued(reading_once(model, 20), [4, 7], 12, how, draw=draw, end=end)

    first = write(1)
    assert len(first) == 12 and first == write(1) != write(2)
    assert write(1, end=first[3]) == first[: first.index(first[3]) + 1]
    with torch.inference_mode():
        again = continued(
            lambda text: model.token_scores(model(torch.tensor([text])))[0, -1],
            [4, 7],
            12,
            Sampling(temperature=2.0),
            draw=1,
            end=-1,
        )
    assert again == first
