from hypothesis import given
from hypothesis import strategies as st

from nlp_core.engine.curve import Curve


@given(count=st.integers(1, 2000), limit=st.integers(2, 50))
def test_a_curve_is_bounded_ordered_and_has_both_ends(count: int, limit: int):
    curve: Curve[int] = Curve(limit)
    for step in range(count):
        curve.add(step)
    items = curve.items
    assert len(items) <= limit
    assert items == sorted(set(items))
    assert items[0] == 0 and items[-1] == count - 1


def test_a_curve_keeps_everything_while_there_is_room_and_is_evenly_spread_after():
    curve: Curve[int] = Curve(300)
    for step in range(299):
        curve.add(step)
    assert len(curve.items) == 299
    for step in range(299, 5000):
        curve.add(step)
    gaps = {b - a for a, b in zip(curve.items[:-2], curve.items[1:-1], strict=True)}
    assert len(curve.items) > 140 and len(gaps) == 1
