"""The classifier on BERT's encoder: padding changes nothing, and only what is taken over is."""

import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.text_classifier import TextClassifier

CONFIG = BertConfig(50, d_model=16, n_layer=2, n_head=2)


@pytest.fixture
def base() -> Bert:
    torch.manual_seed(1)
    model = Bert(CONFIG)
    for parameter in model.parameters():  # blocks that start by adding nothing would hide mistakes
        nn.init.normal_(parameter, std=0.3)
    return model


def classifier() -> TextClassifier:
    torch.manual_seed(2)
    return TextClassifier(CONFIG, 3)


def test_a_new_head_prefers_no_class() -> None:
    tokens = torch.randint(6, 50, (4, 7))
    scores = classifier()(tokens, torch.ones(4, 7, dtype=torch.bool))
    assert scores.shape == (4, 3)
    assert scores.abs().max() == 0


def test_padding_changes_nothing(base: Bert) -> None:
    model = classifier()
    model.take(base)
    nn.init.normal_(model.head.weight)
    tokens = torch.randint(6, 50, (2, 5))
    padded = torch.cat([tokens, torch.randint(6, 50, (2, 3))], dim=1)
    real = torch.arange(8)[None] < 5
    short = model(tokens, torch.ones(2, 5, dtype=torch.bool))
    torch.testing.assert_close(model(padded, real.expand(2, 8)), short)


def test_what_it_takes_over_computes_what_the_base_computes(base: Bert) -> None:
    model = classifier()
    tokens = torch.randint(6, 50, (2, 5))
    real = torch.ones(2, 5, dtype=torch.bool)
    assert not torch.allclose(model.pooled(tokens, real), base(tokens).mean(1))
    model.take(base)
    torch.testing.assert_close(model.pooled(tokens, real), base(tokens).mean(1))


def test_without_context_the_token_table_alone_is_taken_over(base: Bert) -> None:
    model, before = classifier(), classifier()
    model.take(base, context=False)
    torch.testing.assert_close(model.embeddings.tokens.weight, base.embeddings.tokens.weight)

    def rest(one: TextClassifier) -> dict[str, Tensor]:
        return {k: v for k, v in one.state_dict().items() if k != "embeddings.tokens.weight"}

    torch.testing.assert_close(rest(model), rest(before))
