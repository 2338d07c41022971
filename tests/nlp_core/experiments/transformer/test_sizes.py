"""The formula equals the modules and comes near what the papers print."""

import itertools

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.transformer.sizes import BASE, Size, known
from nlp_core.recipes.transformer import NORMS, TransformerSpec


@pytest.mark.parametrize(
    ("d", "f", "layers", "norm"), list(itertools.product((8, 24), (12, 40), (1, 3), NORMS))
)
def test_the_formula_equals_the_modules(d: int, f: int, layers: int, norm: str) -> None:
    spec = TransformerSpec(d_model=d, d_hidden=f, n_head=2, n_layer=layers, norm=norm)
    model = spec.build().model
    tables = model.source.num_embeddings + model.target.num_embeddings
    asked = Size(d, f, 2, layers, tables, norm_first=norm == "pre")
    scores = model.bias.numel()  # one number a word, which the paper does without
    assert asked.total() + scores == sum(p.numel() for p in model.parameters())


def test_published_totals_are_near() -> None:
    for formula, paper in known().values():
        assert formula == pytest.approx(paper, rel=0.035)


def test_heads_change_nothing_or_are_refused() -> None:
    assert Size(512, 2048, 1, 6, 37_000).total() == BASE.total()
    for heads in (0, 3, 7):
        with pytest.raises(LearnerError):
            Size(512, 2048, heads, 6, 37_000).parts()
