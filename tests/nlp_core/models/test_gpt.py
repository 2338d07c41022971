"""GPT with a cache writes what it would write without."""

import pytest
import torch

from nlp_core.models.gpt import Gpt, GptConfig, next_scores
from nlp_core.models.style import STYLES
from tests.nlp_core.models.test_bert import awake, drawn


def model(style: str) -> Gpt:
    found = awake(Gpt(GptConfig(40, d_model=16, n_layer=3, n_head=2, n_position=24, style=style)))
    assert isinstance(found, Gpt)
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("parts", [(12,), (1,) * 12, (5, 1, 1, 4, 1)])
def test_reading_in_parts_gives_the_same_scores(style: str, parts: tuple[int, ...]) -> None:
    gpt, tokens = model(style), drawn(2, 12)
    cache = gpt.empty_cache(12, rows=2)
    with torch.inference_mode():
        whole = gpt.token_scores(gpt(tokens))
        for part in tokens.split(list(parts), dim=1):
            scores = next_scores(gpt, part, cache)
            wanted = whole[:, cache.length - 1]
            torch.testing.assert_close(scores, wanted, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("style", STYLES)
def test_greedy_text_is_the_same_with_and_without_cache(style: str) -> None:
    gpt, plain = model(style), drawn(1, 3)
    cache, read = gpt.empty_cache(20), plain
    with torch.inference_mode():
        for _ in range(15):
            found = next_scores(gpt, read, cache).argmax(-1, keepdim=True)
            wanted = gpt.token_scores(gpt(plain))[:, -1].argmax(-1, keepdim=True)
            assert torch.equal(found, wanted)
            read, plain = found, torch.cat([plain, wanted], dim=1)


def test_published_positions_end() -> None:
    with pytest.raises(ValueError, match="positions end at 24"):
        model("published")(drawn(1, 25))
    assert model("compact")(drawn(1, 25)).shape == (1, 25, 16)
