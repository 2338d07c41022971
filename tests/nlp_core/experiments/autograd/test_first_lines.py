"""The first lines give what one computes by hand."""

from nlp_core.experiments.autograd.first_lines import first_lines


def test_the_gradient_of_two_x_is_two() -> None:
    found = first_lines()
    assert found["x"].requires_grad and found["y"].item() == 2.0
    assert found["gradient"].item() == 2.0
