"""The first lines give what their comments say."""

import torch

from nlp_core.experiments.tensors.first_lines import first_lines


def test_the_lines_give_what_one_computes_by_hand() -> None:
    found = first_lines()
    assert found["shape"] == (2, 3) and found["dtype"] == torch.float32
    assert torch.equal(found["total"], torch.tensor([[11.0, 22, 33], [14, 25, 36]]))
    assert torch.equal(found["product"], torch.tensor([140.0, 320]))
    assert found["row"].tolist() == [1, 2, 3] and found["flat"].shape == (6,)
