"""What the loops compute is what torch computes, as Python and compiled."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models import matrix_vector_loops as loops
from nlp_core.models.matrix_vector_loops import CENTRED, SCALED, UNSCALED, Array, Loops, compiled
from nlp_core.models.positions import rotate


@pytest.fixture()
def afresh() -> Iterator[None]:
    loops.compiled.cache_clear()
    yield
    loops.compiled.cache_clear()


def drawn(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape)))


def bits(weight: Tensor) -> Array:
    return weight.half().view(torch.uint16).numpy()


def with_bits() -> Loops:
    found = compiled()
    assert found is not None
    if not found.read_bits:
        pytest.skip("this processor does not read half precision")
    return found


@pytest.mark.parametrize("shape", [(1, 1), (5, 3), (40, 67), (300, 256)])
@pytest.mark.parametrize("half", [True, False])
def test_a_layers_output_is_added_to_a_state(shape: tuple[int, int], half: bool) -> None:
    weight, bias, x, state = drawn(*shape), drawn(shape[0]), drawn(shape[1]), drawn(shape[0])
    weight = weight.half().float() if half else weight
    wanted = state + F.linear(x, weight, bias)
    fast = with_bits() if half else compiled()
    assert fast is not None
    as_read = bits(weight) if half else weight.numpy()
    fast.add_to(state.numpy(), (as_read, bias.numpy()), x.numpy())
    torch.testing.assert_close(state, wanted)


def test_every_number_of_sixteen_bits_is_read_right() -> None:
    """Zeros, subnormals, infinities and what is no number among them."""
    patterns = np.arange(2**16, dtype=np.uint16)
    wanted = patterns.view(np.float16).astype(np.float32)
    found = np.zeros(2**16, np.float32)
    with_bits().add_to(found, (patterns[:, None], found.copy()), np.ones(1, np.float32))
    np.testing.assert_array_equal(found, wanted)
    for number in (0x3C01, 0x8001, 0x7C00):
        assert loops.widened(np.uint16(number)) == wanted[number]


@pytest.mark.parametrize("rows", [1, 3, 4, 11])
@pytest.mark.parametrize("half", [True, False])
def test_the_loop_as_python_is_the_product(rows: int, half: bool) -> None:
    matrix, vector, start = drawn(rows, 3).half().float(), drawn(3).numpy(), drawn(rows).numpy()
    result = np.empty(rows, np.float32)
    loops.multiply(bits(matrix) if half else matrix.numpy(), vector, start, result)
    np.testing.assert_allclose(result, matrix.numpy() @ vector + start, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", [CENTRED, SCALED, UNSCALED])
def test_the_loop_as_python_normalises(kind: int) -> None:
    x, gain, shift = drawn(6), drawn(7)[:6], drawn(8)[:6]
    wanted = {
        CENTRED: F.layer_norm(x, (6,), gain, shift, 1e-3),
        SCALED: F.rms_norm(x, (6,), gain, 1e-3) + shift,
        UNSCALED: x * gain + shift,
    }[kind].numpy()
    for result in (np.empty(6, np.float32), x.numpy()):  # the second is the vector itself
        loops.normalise(x.numpy(), (gain.numpy(), shift.numpy(), 1e-3, kind), result)
        np.testing.assert_allclose(result, wanted, rtol=1e-5)


@pytest.mark.parametrize("turns", [True, False])
@pytest.mark.parametrize("epsilon", [-1.0, 1e-3])
def test_the_loop_as_python_prepares_a_query(turns: bool, epsilon: float) -> None:
    query, angle = drawn(4), drawn(1, 2) if turns else torch.empty(1, 0)
    wanted = F.rms_norm(query, (4,), eps=epsilon) if epsilon >= 0 else query.clone()
    cos, sin = angle.cos(), angle.sin()
    if turns:
        wanted = rotate(wanted[None, None, None], cos, sin)[0, 0, 0]
    loops.prepare(query.numpy(), cos[0].numpy(), sin[0].numpy(), epsilon)
    torch.testing.assert_close(query, wanted)


def test_the_loop_as_python_attends() -> None:
    (query, key, value), keys, values, place = drawn(3, 4), drawn(7, 4), drawn(7, 4) + 1, 5
    all_keys = torch.cat([keys[:place], key[None]])
    all_values = torch.cat([values[:place], value[None]])
    wanted = F.scaled_dot_product_attention(query[None], all_keys, all_values)[0]
    last, mixed = keys[-1].clone(), np.empty(4, np.float32)
    asked = (one.numpy() for one in (query, key, value))
    loops.attend(*asked, keys.numpy(), values.numpy(), place, mixed)
    np.testing.assert_allclose(mixed, wanted.numpy(), rtol=1e-4, atol=1e-6)
    assert torch.equal(keys, torch.cat([all_keys, last[None]]))
    assert torch.equal(values[: place + 1], all_values)


def test_without_numba_nothing_is_compiled(monkeypatch: pytest.MonkeyPatch, afresh: None) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    assert loops.compiled() is None
