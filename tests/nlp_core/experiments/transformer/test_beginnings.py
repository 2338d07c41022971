"""Untrained stacks: what vanishes and what collapses, and what keeps both from happening."""

import pytest

from nlp_core.experiments.transformer.beginnings import KINDS, SEEDS, beginnings


@pytest.mark.parametrize("deep", [4, 12])
def test_gradients_vanish_with_neither_and_tokens_collapse_without_residuals(deep: int) -> None:
    found = {one.kind: one for one in beginnings(deep)}
    assert set(found) == set(KINDS)
    for one in found.values():
        for mean, low, high in (one.gradient, one.alike):
            assert len(mean) == len(low) == len(high) == deep
            ranges = zip(low, mean, high, strict=True)
            assert all(a <= b * 1.001 and b <= c * 1.001 for a, b, c in ranges)
    assert found["neither"].gradient[0][0] < 1e-2 * found["neither"].gradient[0][-1]
    for kind in ("pre", "post", "no-norm"):
        first, *_, last = found[kind].gradient[0]
        assert 0.3 < first / last < 3
    assert found["no-residual"].alike[1][-1] > 0.95 > 0.8 > found["pre"].alike[2][-1]
    assert len(SEEDS) >= 3
