import pytest
import vl_convert

from nlp_core.figures.matrix import confusion_matrix


def test_counts_and_their_share_of_the_row() -> None:
    figure = confusion_matrix(
        [[3, 1], [0, 0]], ["no", "yes"], row_title="truth", column_title="said", count_title="n"
    )
    cells = figure.chart["data"]["values"]
    assert [cell["share"] for cell in cells] == [0.75, 0.25, 0.0, 0.0]
    assert figure.table == {
        "truth": ["no", "no", "yes", "yes"],
        "said": ["no", "yes", "no", "yes"],
        "n": [3, 1, 0, 0],
    }
    assert vl_convert.vegalite_to_vega(figure.chart)


def test_names_and_counts_must_fit() -> None:
    with pytest.raises(ValueError, match="names"):
        confusion_matrix([[1]], ["a", "b"], row_title="r", column_title="c", count_title="n")
