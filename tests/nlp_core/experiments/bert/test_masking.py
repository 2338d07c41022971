"""80/10/10 on one sentence."""

import pytest

from nlp_core.experiments.bert.masking import KINDS, SHARES, counted, draw
from nlp_core.experiments.bert.sentence import read

FOUND = read("안나는 앙카라에서 튀르키예어로 된 책을 읽는다.")


def test_a_draw_says_what_is_read_and_what_it_was() -> None:
    for seed in range(20):
        drawn = draw(FOUND, 0.4, seed)
        assert len(drawn) == len(FOUND.pieces) + 2
        for one in drawn:
            if one.kind == "asked-mask":
                assert one.read == "[MASK]" != one.was
            elif one.kind != "asked-other":
                assert one.read == one.was
        assert not drawn[0].kind and not drawn[-1].kind


def test_the_same_seed_gives_the_same_draw_and_others_differ() -> None:
    assert draw(FOUND, 0.15, 1) == draw(FOUND, 0.15, 1)
    assert len({draw(FOUND, 0.4, seed) for seed in range(10)}) > 1


def test_what_is_counted_is_what_is_drawn() -> None:
    """Counted in one batch; drawn one by one it comes to the same."""
    kinds = [one.kind for seed in range(300) for one in draw(FOUND, 0.4, seed) if one.kind]
    found = counted(FOUND, 0.4, 300)
    for kind in KINDS:
        assert found[kind] == pytest.approx(kinds.count(kind) / len(kinds), abs=0.05)


@pytest.mark.parametrize("share", SHARES)
def test_many_draws_are_eighty_ten_ten(share: float) -> None:
    found = counted(FOUND, share, 400)
    assert sum(found.values()) == pytest.approx(1.0)
    for kind, expected in zip(KINDS, (0.8, 0.1, 0.1), strict=True):
        assert found[kind] == pytest.approx(expected, abs=0.06)
