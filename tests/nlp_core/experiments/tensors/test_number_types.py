"""Data types keep what PyTorch says they keep."""

import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.number_types import (
    Kept,
    inferred_types,
    keep,
    number_types,
    parse_number,
)


def kept(number: int | float) -> dict[str, Kept]:
    return {one.kind.name: one for one in keep(number)}


def test_number_types_are_torchs() -> None:
    types = {kind.name: kind for kind in number_types()}
    assert types["int8"].low == -128 and types["uint8"].high == 255
    assert types["bfloat16"].bits == (1, 8, 7) and types["float16"].bits == (1, 5, 10)
    assert types["float32"].bits == (1, 8, 23) and types["float64"].bits == (1, 11, 52)
    for kind in types.values():
        assert torch.empty(1, dtype=kind.dtype).element_size() == kind.bytes


def test_an_integer_out_of_range_is_refused_when_written_and_wraps_when_converted() -> None:
    for name in ("int8", "uint8"):
        one = kept(300)[name]
        assert one.written is None and "overflow" in one.error
        assert one.converted == 300 - 256 and one.defined
    assert kept(300)["int16"].written == 300


def test_a_real_number_out_of_an_integers_range_has_no_defined_result() -> None:
    found = kept(300.7)
    assert not found["int8"].defined and found["int8"].written is None
    assert found["int64"].defined and found["int64"].converted == 300  # the fraction is cut
    assert found["bfloat16"].converted == 300.0 and found["float64"].written == 300.7
    assert found["float64"].converted == found["float32"].converted != 300.7  # it was float32
    assert found["bool"].defined and found["bool"].converted is True
    assert kept(70000.0)["float16"].converted == float("inf")


def test_what_fits_is_kept_either_way() -> None:
    for one in keep(7):
        if one.kind.name != "bool":
            assert one.written == one.converted == 7 and one.defined and not one.error


@pytest.mark.parametrize(("text", "number"), [("300", 300), (" -7", -7), ("300.7", 300.7)])
def test_numbers_are_read_as_integers_or_reals(text: str, number: float) -> None:
    assert parse_number(text) == number
    assert type(parse_number(text)) is type(number)


@pytest.mark.parametrize("text", ["", "nan", "1e99", "둘", "1,5", "9" * 400, "--1", "²"])
def test_bad_numbers_are_refused(text: str) -> None:
    with pytest.raises(LearnerError, match="number-wanted"):
        parse_number(text)


def test_types_are_inferred_from_values() -> None:
    found = list(inferred_types().values())
    assert found == ["int64", "float32", "bool", "float32", "float32", "float64"]
