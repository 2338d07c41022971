"""What the transfer lesson says of the fewest and of the most labels."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.parts import transfer as parts
from pages.parts import transfer_ends
from tests.pages.parts.label_curves import USUAL, flat, instead, store


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    yield from instead(monkeypatch, tmp_path)


def test_what_is_left_where_labels_are_many(folder: Path) -> None:
    assert transfer_ends.ends_verdict("nsmc") == "gain-gone"
    found = transfer_ends.ends("nsmc")
    assert (found["few"], found["most"]) == (10, 1_000)
    assert found["most_naive_bayes"] == pytest.approx(0.85)
    assert "0.0" not in parts.gains("ko", "nsmc").table
    store(folder, USUAL | {"pretrained": flat(0.6, 0.75, 0.9)})
    assert transfer_ends.ends_verdict("nsmc") == "still-gain"
