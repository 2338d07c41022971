"""Going on with next sentence prediction alone."""

import torch

from nlp_core.experiments.bert.taught import taught
from tests.nlp_core.experiments.bert.small import both


def test_a_copy_is_taught_and_the_model_stays_as_it_was() -> None:
    before = {name: tensor.clone() for name, tensor in both().model.state_dict().items()}
    further = taught(both(), steps=2)
    assert all(torch.equal(before[name], t) for name, t in both().model.state_dict().items())
    assert not torch.equal(before["pair_head.weight"], further.model.pair_head.weight)
    assert not further.model.training
    assert not any(one.requires_grad for one in further.model.parameters())
