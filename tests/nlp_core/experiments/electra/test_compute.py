"""FLOPs by the formula, beside what PyTorch counts of the modules."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from nlp_core.experiments.electra.compute import (
    QUESTIONS,
    encoder_flops,
    step_flops,
    taught,
)
from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.models.electra_ablations import ElectraWithTokens
from nlp_core.training.electra_ablations import ABLATIONS
from nlp_core.training.packing import N_SPECIAL, Rows

CONFIG = ElectraConfig(100, d_model=32, n_layer=2, n_head=2, d_embedding=16, d_generator=8)
WIDTH, SHARE = 40, 0.15


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_formula_is_near_what_is_counted(question: str) -> None:
    """Without attention's own products, which PyTorch does not count on a CPU."""
    torch.manual_seed(0)
    model = ElectraWithTokens(Electra(CONFIG))
    tokens = torch.randint(N_SPECIAL, 100, (4, WIDTH))
    rows = Rows(tokens, torch.zeros_like(tokens), torch.zeros_like(tokens), tokens)
    with FlopCounterMode(display=False) as counter:
        ABLATIONS[question](model, rows, SHARE, torch.Generator().manual_seed(0)).backward()
    formula = step_flops(CONFIG, question, tokens.numel(), 0, SHARE)
    assert formula == pytest.approx(counter.get_total_flops(), rel=0.02)


def test_attention_is_a_product_of_queries_and_keys_and_one_of_weights_and_values() -> None:
    each = encoder_flops(32, 2, 32, WIDTH) - encoder_flops(32, 2, 32, 0)
    assert each == 2 * (2 * WIDTH * 32 + 2 * WIDTH * 32)


def test_the_generator_costs_and_so_do_scores_everywhere() -> None:
    cost = {one: step_flops(CONFIG, one, 1024, WIDTH, SHARE) for one in QUESTIONS}
    assert cost["mlm-15"] < cost["rtd-15"] < cost["rtd"] < cost["all-mlm"]


def test_what_teaches() -> None:
    assert taught(20, 3) == {"rtd": 20, "all-mlm": 20, "rtd-15": 3, "mlm-15": 3}
