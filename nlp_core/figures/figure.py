"""A figure: the chart and the numbers behind it; the page draws, badges and exports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A chart as plain data.

    ``chart`` is a Vega-Lite v6 spec without ``$schema``, ``width`` and ``background`` (the page
    supplies them, and what its ``config`` leaves open), with its data inline in its layers and
    parameters.
    ``table`` maps column titles (in the learner's language, given by the page) to equally long
    columns.
    """

    chart: dict[str, Any]
    table: Mapping[str, Sequence[Any]]

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self.table.values()}
        if len(lengths) != 1:
            raise ValueError(f"a figure's table needs columns of one length, not {sorted(lengths)}")
