"""Windows onto one storage lie where the formula says, and share what they seem to share."""

import numpy as np
import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.storage import (
    WINDOWS,
    base_matrix,
    literal_types,
    look,
    number_types,
    parse_number,
    shared_with_numpy,
    storage_places,
    stored_as,
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


def test_number_types_are_torchs() -> None:
    types = {kind.name: kind for kind in number_types()}
    assert types["int8"].low == -128 and types["uint8"].high == 255
    assert types["bfloat16"].bits == (1, 8, 7) and types["float16"].bits == (1, 5, 10)
    assert types["float32"].bits == (1, 8, 23) and types["float64"].bits == (1, 11, 52)
    for kind in types.values():
        assert torch.empty(1, dtype=getattr(torch, kind.name)).element_size() == kind.bytes


def test_numbers_are_kept_as_each_type_can() -> None:
    kept = stored_as(300.7)
    assert (kept["int8"], kept["uint8"], kept["int64"]) == (44, 44, 300)
    assert kept["bfloat16"] == 300.0 and kept["float64"] == 300.7 and kept["bool"] is True
    assert stored_as(70000.0)["float16"] == float("inf")


@pytest.mark.parametrize("text", ["", "nan", "1e99", "둘", "1,5"])
def test_bad_numbers_are_refused(text: str) -> None:
    with pytest.raises(LearnerError, match="number-wanted"):
        parse_number(text)


def test_literals_and_numpy() -> None:
    kinds = literal_types()
    assert list(kinds.values()) == ["int64", "float32", "bool", "float32", "float32", "float64"]
    shared = shared_with_numpy()
    assert shared == {"window": "[100.0, 2.0, 3.0]", "copy": "[1.0, 2.0, 3.0]"}
