"""The ALBERT lesson's latency, as it was measured."""

import pytest

from pages.parts import albert_models as models


@pytest.mark.parametrize("spoken", ["ko", "en"])
def test_the_file_and_the_time_are_drawn(spoken: str) -> None:
    columns = list(models.latency(spoken).table.values())
    assert len(columns[0]) == 2 and columns[1][0] < 0.12 < columns[1][1]
