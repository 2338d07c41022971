"""The ALBERT lesson's latency."""

from functools import lru_cache

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import NEGATIVE, POSITIVE
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.measurements import albert_results as measured
from pages.kit.prose import figure_titles


@lru_cache(maxsize=2)
def latency(spoken: str) -> Figure:
    """ALBERT's file and reading time, BERT's being 1."""
    words = figure_titles("albert", spoken, "latency", {})
    rows = [words.pop("file"), words.pop("time")]
    one = measured.latency()
    reference = words.pop("reference")
    drawn = [
        Spread(rows[0], one.file, one.file, one.file, POSITIVE),
        Spread(rows[1], one.time, one.low, one.high, NEGATIVE),
    ]
    end = 1.2 * max(1.0, one.high)
    return spread_bars(drawn, domain=(0.0, end), reference={reference: 1.0}, **words)
