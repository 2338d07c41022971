"""The small GPT sees nothing of the future and counts places."""

import pytest
import torch

from nlp_core.models.rotary_gpt import (
    RotaryGPT,
    RotaryGPTConfig,
    count_since,
    noisy,
    normalise,
    rotate,
    shift_keys,
)


@pytest.fixture
def model() -> RotaryGPT:
    torch.manual_seed(0)
    gpt = RotaryGPT(
        RotaryGPTConfig(vocab_size=11, d_model=16, n_head=2, n_layer=2, breaks=(1, 2))
    ).eval()
    for parameter in gpt.parameters():  # zero-initialised outputs would hide everything
        torch.nn.init.normal_(parameter, std=0.3)
    return gpt


def test_no_token_sees_a_later_one(model: RotaryGPT) -> None:
    tokens = torch.randint(0, 11, (3, 20), generator=torch.Generator().manual_seed(2))
    changed = tokens.clone()
    changed[:, 12:] = (changed[:, 12:] + 1) % 11
    torch.testing.assert_close(model(tokens)[:, :12], model(changed)[:, :12])
    assert not torch.allclose(model(tokens)[:, 12:], model(changed)[:, 12:])


def test_attention_weights_come_as_output(model: RotaryGPT) -> None:
    tokens = torch.randint(0, 11, (3, 9))
    scores, weights = model.explain(tokens)
    assert scores.shape == (3, 9, 11)
    assert [one.shape for one in weights] == [(3, 2, 9, 9)] * 2
    torch.testing.assert_close(scores, model(tokens))


def test_a_rotary_product_depends_on_the_distance_alone() -> None:
    generator = torch.Generator().manual_seed(3)
    query, key = (torch.randn(1, 1, 1, 8, generator=generator) for _ in range(2))
    query, key = rotate(query.expand(1, 1, 12, 8)), rotate(key.expand(1, 1, 12, 8))
    products = (query @ key.mT)[0, 0]  # (T, T)
    for distance in range(-5, 6):
        diagonal = products.diagonal(distance)
        torch.testing.assert_close(diagonal, diagonal[:1].expand_as(diagonal))


def test_shifted_keys_are_those_of_the_token_before() -> None:
    keys = torch.arange(8.0).view(1, 2, 4, 1)  # (B, H, T, D)
    shifted = shift_keys(keys, torch.tensor([0.0, 1.0]))
    assert shifted[0, 0, :, 0].tolist() == [0, 1, 2, 3]
    assert shifted[0, 1, :, 0].tolist() == [0, 4, 5, 6]


def test_places_are_counted_from_the_last_break() -> None:
    tokens = torch.tensor([[1, 5, 6, 2, 7, 1, 5], [5, 5, 5, 5, 2, 2, 9]])
    expected = [[0, 1, 2, 0, 1, 0, 1], [0, 1, 2, 3, 0, 0, 1]]
    assert count_since(tokens, (1, 2)).tolist() == expected


def test_without_breaks_there_are_no_places() -> None:
    gpt = RotaryGPT(RotaryGPTConfig(vocab_size=5, d_model=8, n_head=2, n_layer=1))
    assert gpt(torch.zeros(2, 4, dtype=torch.long)).shape == (2, 4, 5)
    assert gpt.places.table.weight.numel() == 0


def test_a_fresh_model_finds_every_token_equally_likely() -> None:
    gpt = RotaryGPT(RotaryGPTConfig(vocab_size=5, d_model=8, n_head=2, n_layer=1, breaks=(1,)))
    assert not gpt(torch.randint(0, 5, (2, 6))).any()


def test_noise_replaces_a_share_of_the_tokens_by_any_others() -> None:
    torch.manual_seed(0)
    tokens = torch.full((200, 500), 4)
    read = noisy(tokens, 0.1, 5)
    replaced = read[read != tokens]
    assert len(replaced) / tokens.numel() == pytest.approx(0.1 * 4 / 5, abs=0.003)
    assert torch.bincount(replaced, minlength=5)[:4].min() > 0.24 * len(replaced)
    torch.testing.assert_close(noisy(tokens, 0.0, 5), tokens)


def test_noise_is_for_training_alone(model: RotaryGPT) -> None:
    gpt = RotaryGPT(RotaryGPTConfig(11, 16, 2, 2, breaks=(1, 2), noise=0.5)).eval()
    gpt.load_state_dict(model.state_dict())
    tokens = torch.randint(0, 11, (3, 20))
    torch.testing.assert_close(gpt(tokens), model(tokens))
    assert not torch.allclose(gpt.train()(tokens), model(tokens))


def test_rms_norm() -> None:
    x = torch.tensor([[3.0, 4.0]])
    torch.testing.assert_close(normalise(x), x / (12.5**0.5))
