"""The subwords lesson's chips and the numbers that its prose names."""

import pytest

from nlp_core.measurements.korean_share import Cost
from pages.parts.bpe import chips, counted, share_numbers


def test_ids_stand_beside_tokens_only_when_asked_for() -> None:
    pieces = [("영", 5, False, "korean"), ("화", None, True, "korean"), ("?", 0, False, "unknown")]
    assert [chip.note for chip in chips(pieces, ids=True)] == ["5", "", "0"]  # type: ignore[arg-type]
    plain = chips(pieces)  # type: ignore[arg-type]
    assert [chip.note for chip in plain] == ["", "", ""]
    assert [chip.special for chip in plain] == [False, False, True]
    assert counted("BPE", plain) == "BPE · 3"


def test_the_shares_that_the_prose_names() -> None:
    costs = [Cost(share, 40 - 50 * share, 8.0, 2.0, 1.5) for share in (0.0, 0.05, 0.5, 1.0)]
    numbers = share_numbers(costs)
    assert numbers["ratio_first"] == 5.0
    assert numbers["korean_little"] == pytest.approx(37.5)
    assert (numbers["eojeol"], numbers["word"]) == (2.0, 1.5)
