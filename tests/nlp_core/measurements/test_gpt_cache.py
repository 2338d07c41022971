"""Writing with the cache gives the tokens that writing without it gives."""

from nlp_core.measurements.gpt_cache import rows, with_cache, without_cache
from nlp_core.training.packing import BOS
from tests.nlp_core.experiments.gpt.shipped import both


def test_both_ways_write_the_same() -> None:
    model = both()[0].model
    for beginning in ([BOS], [BOS, 300, 301, 302]):
        assert with_cache(model, beginning, 20) == without_cache(model, beginning, 20)


def test_what_was_measured_is_whole() -> None:
    found = rows()
    assert [row.length for row in found] == sorted(row.length for row in found)
    assert all(row.same and row.without > 0 and row.cached > 0 for row in found)
