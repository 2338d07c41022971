"""Points of a map: which bear names, none of which covers another, and what lies on top."""

import numpy as np

from nlp_core.figures.map_points import HIGH, LINE, TEXT, WIDE, MapPoints, named_points
from nlp_core.figures.type import text_width


def test_names_do_not_cover_each_other() -> None:
    places = np.random.default_rng(1).uniform(0, [WIDE, HIGH], size=(400, 2))
    labels = [f"word{i}" for i in range(400)]
    kept = named_points(*places.T, labels, [5])
    assert kept[0] == 5 and 10 < len(kept) < 80
    for i, one in enumerate(places[kept]):
        for j, other in enumerate(places[kept][:i]):
            wide = sum(text_width(labels[kept[k]], TEXT) for k in (i, j)) / 2
            assert abs(one[1] - other[1]) > LINE or abs(one[0] - other[0]) > wide


def test_of_marked_names_that_cover_each_other_the_first_stays() -> None:
    assert named_points([3.0, 3.0, 300.0], [5.0, 5.0, 5.0], ["a", "b", "c"], [1, 0]) == [1, 2]


def test_grey_points_lie_behind_and_marked_ones_in_front() -> None:
    columns = np.arange(8.0).reshape(2, 4)
    some = MapPoints(columns, "abcd", np.array([1, 0, 1, 0]), ["kind", "other"], [0, 8], (2, 1))
    rows = some.rows([2])
    assert [row["label"] for row in rows] == ["a", "d", "c", "b"]
    assert [row["mark"] for row in rows] == [0, 0, 2, 1]
    assert [row["shown"] for row in rows] == ["", "", "c", ""]
    assert rows[0] == {"x": 0, "y": 4, "label": "a", "k": 1, "kind": "other"} | {
        "shown": "",
        "mark": 0,
    }
