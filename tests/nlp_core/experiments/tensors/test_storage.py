"""Windows onto one storage lie where the formula says, and share what they seem to share."""

import numpy as np
import pytest
import torch

from nlp_core.experiments.tensors.storage import (
    WINDOWS,
    base_matrix,
    look,
    shared_with_numpy,
    storage_places,
)

COPIES = {"a.T.reshape(-1)", "a[[0, 1]]", "a.clone()", "a + 0"}


@pytest.mark.parametrize("call", WINDOWS)
def test_windows_read_the_places_that_the_strides_name(call: str) -> None:
    window = look(call, 3, 4)
    if call == "a.T.view(-1)":
        assert "view size is not compatible" in window.error
        return
    assert window.shares == (call not in COPIES)
    if window.shares:  # the base counts 0, 1, 2 ... in memory, so each value is its own place
        assert np.array_equal(window.values, window.places)
        assert (window.base_after == -1).sum() == 1
    else:
        assert np.array_equal(window.base_after, base_matrix(3, 4).numpy())


def test_expand_repeats_one_place() -> None:
    window = look("a[:1].expand(3, -1)", 3, 4)
    assert window.strides == (0, 1) and not window.contiguous
    assert window.places.tolist() == [[0, 1, 2, 3]] * 3


def test_places_of_random_windows_match_torch() -> None:
    rng = np.random.default_rng(0)
    base = torch.arange(60.0).reshape(3, 4, 5)
    for _ in range(200):
        view = base.permute(*rng.permutation(3).tolist())[:: rng.integers(1, 3), rng.integers(3) :]
        places = storage_places(tuple(view.shape), view.stride(), int(view.storage_offset()))
        assert np.array_equal(places, view.numpy())


def test_an_array_is_shared_or_copied() -> None:
    shared = shared_with_numpy()
    assert shared == {"window": "[100.0, 2.0, 3.0]", "copy": "[1.0, 2.0, 3.0]"}
