"""The compiled product is torch's, and torch's stands in for it."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models import matrix_vector_loops as loops
from nlp_core.models.matrix_vector_loops import Dense
from nlp_core.models.positions import rotate


@pytest.fixture()
def afresh() -> Iterator[None]:
    loops.compiled.cache_clear()
    yield
    loops.compiled.cache_clear()


def drawn(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape)))


@pytest.mark.parametrize("shape", [(1, 1), (5, 3), (40, 67), (300, 256)])
@pytest.mark.parametrize("with_bias", [True, False])
def test_the_product_is_torchs(shape: tuple[int, int], with_bias: bool) -> None:
    weight, x = drawn(*shape), drawn(1, shape[1])
    bias = drawn(shape[0]) if with_bias else None
    found = Dense(weight, bias)(x)
    torch.testing.assert_close(found, F.linear(x, weight, bias))


def test_a_matrix_that_lies_the_other_way_round_is_read_right() -> None:
    weight, x = drawn(6, 9).T, drawn(1, 6)
    torch.testing.assert_close(Dense(weight)(x), x @ weight.T)


def test_the_loop_as_python_is_the_product() -> None:
    matrix, vector, start = (drawn(*shape).numpy() for shape in ((4, 3), (3,), (4,)))
    result = np.empty(4, np.float32)
    loops.multiply(matrix, vector, start, result)
    np.testing.assert_allclose(result, matrix @ vector + start, rtol=1e-5)


@pytest.mark.parametrize("centred", [True, False])
def test_the_loop_as_python_normalises(centred: bool) -> None:
    x, gain, shift = (drawn(6 + i) for i in range(3))
    x, gain, shift = x[:6], gain[:6], shift[:6]
    result = np.empty(6, np.float32)
    loops.normalise(x.numpy(), gain.numpy(), shift.numpy(), 1e-3, centred, result)
    if centred:
        wanted = F.layer_norm(x, (6,), gain, shift, 1e-3)
    else:
        wanted = F.rms_norm(x, (6,), gain, 1e-3) + shift
    np.testing.assert_allclose(result, wanted.numpy(), rtol=1e-5)


@pytest.mark.parametrize("turns", [True, False])
@pytest.mark.parametrize("epsilon", [-1.0, 1e-3])
def test_the_loop_as_python_attends(turns: bool, epsilon: float) -> None:
    asked, kept, place = drawn(3, 2, 4), drawn(2, 2, 7, 4), 5
    query, key, value = asked[:, :, None]  # (H, 1, D) each
    if epsilon >= 0:
        query, key = (F.rms_norm(one, (4,), eps=epsilon) for one in (query, key))
    angle = drawn(1, 2) if turns else torch.empty(1, 0)
    cos, sin = angle.cos(), angle.sin()
    if turns:
        query, key = (rotate(one[None], cos, sin)[0] for one in (query, key))
    keys = torch.cat([kept[0, :, :place], key], dim=1)
    values = torch.cat([kept[1, :, :place], value], dim=1)
    wanted = F.scaled_dot_product_attention(query, keys, values)[:, 0]  # (H, D)
    later, mixed = kept[:, :, place + 1 :].clone(), np.empty((2, 4), np.float32)
    arrays = asked.numpy(), kept.numpy(), place, cos[0].numpy(), sin[0].numpy()
    loops.attend(*arrays, epsilon, mixed)
    np.testing.assert_allclose(mixed, wanted.numpy(), rtol=1e-4, atol=1e-6)
    torch.testing.assert_close(kept[:, :, : place + 1], torch.stack([keys, values]))
    assert torch.equal(kept[:, :, place + 1 :], later)


def test_an_output_is_added_to_what_is_there() -> None:
    layer, x, state = Dense(drawn(5, 3), drawn(5)), drawn(1, 3), drawn(5)
    wanted = state + layer(x)[0]
    layer.onto(state.numpy(), x[0].numpy())
    torch.testing.assert_close(state, wanted)


def test_what_is_no_number_stays_so() -> None:
    weight = torch.tensor([[1.0, float("nan")], [float("inf"), 1.0], [2.0, 3.0]])
    found = Dense(weight)(torch.ones(1, 2))[0]
    assert found[0].isnan() and found[1].isinf() and found[2] == 5


def test_without_numba_or_in_other_numbers_torch_multiplies(
    monkeypatch: pytest.MonkeyPatch, afresh: None
) -> None:
    weight, x = drawn(7, 5), drawn(1, 5)
    half = Dense(weight.bfloat16())(x.bfloat16())
    assert half.dtype == torch.bfloat16
    monkeypatch.setitem(sys.modules, "numba", None)
    torch.testing.assert_close(Dense(weight)(x), x @ weight.T)
    assert loops.compiled() is None
