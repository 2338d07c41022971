"""What a sentence's vectors do from layer to layer, by hand."""

import itertools

import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.albert.latency import measured
from nlp_core.experiments.albert.layers import passed, read
from nlp_core.experiments.albert.sizes import Size
from nlp_core.recipes.sentence_pairs import little_albert
from nlp_core.trained import Trained


@pytest.mark.parametrize("sharing", ["all", "none"])
def test_the_numbers_are_those_of_the_states(sharing: str) -> None:
    spec = little_albert(sharing=sharing)
    model = spec.build().model.eval()
    for p in model.encoder.parameters():  # blocks begin by adding nothing
        torch.nn.init.normal_(p, std=0.1, generator=torch.Generator().manual_seed(1))
    tokens = read("A wolf lived in the forest.")
    with torch.inference_mode():
        found = passed(Trained("x", spec, model, None, {}), tokens)
        _, steps = model.explain(torch.tensor([tokens]))
        states = [steps[0].entered, *(one.output for one in steps)]
    assert len(found.cosine) == len(found.added) == spec.n_layer == len(found.norm) - 1
    for i, (before, after) in enumerate(itertools.pairwise(states)):
        ends = (before * after).sum(-1) / (before.norm(dim=-1) * after.norm(dim=-1))
        assert found.cosine[i] == pytest.approx(float(ends.mean()), abs=1e-5)
        assert found.norm[i] == pytest.approx(float(before.norm(dim=-1).mean()), rel=1e-5)


def test_a_sentence_without_letters_is_told() -> None:
    with pytest.raises(LearnerError):
        read(" 🙂 ")


def test_latency_times_both_and_weighs_their_files() -> None:
    size = Size(v=200, h=64, layers=6, e=16, heads=2)
    found = measured(size, tokens=8, repeats=2)
    assert len(found.bert_seconds) == len(found.albert_seconds) == 2
    assert min(found.bert_seconds + found.albert_seconds) > 0
    assert found.albert_bytes < found.bert_bytes / 2
