"""Curves of what words add: a dash and a colour each, dots for texts that were found."""

from nlp_core.figures.ranked_curves import Curve, saturations

COLOURS = ["#111111", "#222222", "#333333"]


def test_lines_dots_and_the_heading() -> None:
    curves = [Curve("a", [0.0, 1.0]), Curve("b", [0.0, 2.0]), Curve("rest", None)]
    dots = [{"row": 0, "part": 1, "x": 1, "y": 2.5}]
    line, point, heading = saturations(curves, dots, [0, 1], COLOURS, "tf", "adds")
    assert [row["part"] for row in line["data"]["values"]] == [0, 1]
    scales = {name: line["encoding"][name]["scale"] for name in ("y", "color")}
    assert scales["y"]["domain"][1] > 2.5
    assert scales["color"]["range"] == COLOURS
    assert [row["dash"] for row in line["data"]["values"]] == [[1, 0], [7, 7]]
    assert point["data"]["values"] == dots
    assert heading["encoding"]["text"]


def test_no_curve_at_all() -> None:
    line, *_ = saturations([Curve("rest", None)], [], [0, 1], COLOURS[:1], "tf", "adds")
    assert line["encoding"]["y"]["scale"]["domain"] == [0, 1.0]
