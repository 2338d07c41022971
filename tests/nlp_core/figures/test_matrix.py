import pytest

from nlp_core.figures.matrix import confusion_matrix
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts


def test_counts_and_their_share_of_the_row() -> None:
    figure = confusion_matrix(
        [[3, 1], [0, 0]], ["no", "yes"], row_title="truth", column_title="said", count_title="n"
    )
    assert figure.table == {
        "truth": ["no", "no", "yes", "yes"],
        "said": ["no", "yes", "no", "yes"],
        "n": [3, 1, 0, 0],
    }
    for width in (PHONE, STAGE):
        assert {"3 (75%)", "1 (25%)", "0 (0%)", "truth", "said"} <= set(texts(svg(figure, width)))


def test_names_and_counts_must_fit() -> None:
    with pytest.raises(ValueError, match="names"):
        confusion_matrix([[1]], ["a", "b"], row_title="r", column_title="c", count_title="n")
