"""The compiled product is torch's, and torch's stands in for it."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor

from nlp_core.models import matrix_vector_loops as loops
from nlp_core.models.matrix_vector_loops import Dense


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
    torch.testing.assert_close(found, torch.nn.functional.linear(x, weight, bias))


def test_a_matrix_that_lies_the_other_way_round_is_read_right() -> None:
    weight, x = drawn(6, 9).T, drawn(1, 6)
    torch.testing.assert_close(Dense(weight)(x), x @ weight.T)


def test_the_loop_as_python_is_the_product() -> None:
    matrix, vector, start = (drawn(*shape).numpy() for shape in ((4, 3), (3,), (4,)))
    result = np.empty(4, np.float32)
    loops.multiply(matrix, vector, start, result)
    np.testing.assert_allclose(result, matrix @ vector + start, rtol=1e-5)


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
