"""A waterfall: a sum that grows term by term, each bar starting where the one before it ended."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from nlp_core.figures.bars import bar_row, signed_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.player import captioned


@dataclass(frozen=True)
class Term:
    """One term of a sum; ``note`` goes to the table only."""

    name: str
    value: float
    note: str = ""


def waterfall(
    terms: Sequence[Term],
    *,
    total: str,
    rest: str,
    x_title: str,
    name_title: str,
    value_title: str,
    sum_title: str,
    note_title: str,
    marked: Collection[str] = (),
    limit: int = 14,
    headline: str = "",
    marked_note: str = "",
    value_format: str = "+.2f",
    from_amount: bool = False,
) -> Figure:
    """Terms from top to bottom, then their ``total`` from zero; ``headline`` is large above them.

    The first term and the ``limit`` largest others are drawn, in their own order; the others are
    one bar named ``rest`` (its ``{}`` is their number). The table keeps every term. Bars in
    ``marked`` are outlined, and ``marked_note`` beside them says why. ``from_amount`` says that the
    first term is an amount and the others change it: it and the total are written without a plus.
    """
    drawn = _drawn(terms, limit)
    shown = [terms[i] for i in drawn]
    if len(drawn) < len(terms):
        others = [term.value for i, term in enumerate(terms) if i not in set(drawn)]
        shown.append(Term(rest.format(len(others)), sum(others)))
    rows = _rows(shown, marked, from_amount)
    names = [*(term.name for term in shown), total]
    chart = signed_bars(rows, names, x_title, value_format, marked_note)
    chart = captioned(chart, [], [headline]) if headline else chart
    values = [term.value for term in terms]
    columns = [term.name for term in terms], values, [*accumulate(values)], [t.note for t in terms]
    titles = name_title, value_title, sum_title, note_title
    return Figure(chart, dict(zip(titles, columns, strict=True)))


def _rows(
    shown: Sequence[Term], marked: Collection[str], from_amount: bool
) -> list[dict[str, Any]]:
    """A bar from where the one before it ended for each term, and the total from zero."""
    ends = [0.0, *accumulate(term.value for term in shown)]
    rows = []
    for i, term in enumerate(shown):
        amount = from_amount and i == 0
        row = bar_row(i, term.value, ends[i], ends[i + 1], term.name in marked, amount=amount)
        rows.append(row)
    total = bar_row(len(rows), ends[-1], 0.0, ends[-1], side="total", amount=from_amount)
    return [*rows, total]


def _drawn(terms: Sequence[Term], limit: int) -> list[int]:
    """Places of the first term and the largest others; of all, if only one would be left."""
    if len(terms) <= limit + 2:
        return list(range(len(terms)))
    by_size = sorted(range(1, len(terms)), key=lambda i: -abs(terms[i].value))
    return [0, *sorted(by_size[:limit])]
