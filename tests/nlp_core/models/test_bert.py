"""The four pre-trained architectures: what each sees, and what it computes on request."""

import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.albert import Albert, AlbertConfig
from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.models.masks import padding_mask, same_document
from nlp_core.models.style import STYLES

SIZES = {"d_model": 16, "n_layer": 2, "n_head": 2}


def awake(model: nn.Module) -> nn.Module:
    """All weights at random: outputs that start at 0 would hide everything."""
    torch.manual_seed(1)
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.3)
    return model.eval()


def models(style: str) -> list[nn.Module]:
    return [
        awake(Bert(BertConfig(40, **SIZES, style=style))),  # type: ignore[arg-type]
        awake(Albert(AlbertConfig(40, d_embedding=6, **SIZES, style=style))),  # type: ignore[arg-type]
        awake(Electra(ElectraConfig(40, d_embedding=6, d_generator=8, **SIZES, style=style))),  # type: ignore[arg-type]
        awake(Gpt(GptConfig(40, **SIZES, style=style))),  # type: ignore[arg-type]
    ]


def drawn(*shape: int) -> Tensor:
    return torch.randint(1, 40, shape, generator=torch.Generator().manual_seed(2))


@pytest.mark.parametrize("style", STYLES)
def test_padding_changes_nothing(style: str) -> None:
    tokens = drawn(1, 6)
    padded = torch.cat([tokens, torch.zeros(1, 3, dtype=torch.long)], dim=1)
    mask = padding_mask(padded > 0)
    for model in models(style):
        states = model(padded, mask=mask)[:, :6]
        torch.testing.assert_close(states, model(tokens), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_explained_is_what_is_computed(style: str) -> None:
    tokens = drawn(2, 7)
    for model in models(style):
        states, steps = model.explain(tokens)
        torch.testing.assert_close(states, model(tokens), atol=1e-5, rtol=1e-4)
        assert [one.heads.weights.shape for one in steps] == [(2, 2, 7, 7)] * 2
        sums = steps[0].heads.weights.sum(-1)
        torch.testing.assert_close(sums, torch.ones_like(sums))


@pytest.mark.parametrize("style", STYLES)
def test_both_sides_are_read_and_segments_count_but_for_gpt(style: str) -> None:
    tokens = drawn(1, 6)
    later = tokens.clone()
    later[0, 5] = (later[0, 5] + 1) % 40
    *both_sided, gpt = models(style)
    for model in both_sided:
        assert not torch.allclose(model(tokens)[:, 0], model(later)[:, 0])
        segments = torch.tensor([[0, 0, 0, 1, 1, 1]])
        assert not torch.allclose(model(tokens), model(tokens, segments))
        torch.testing.assert_close(model(tokens), model(tokens, torch.zeros_like(segments)))
    torch.testing.assert_close(gpt(tokens)[:, :5], gpt(later)[:, :5])


def test_a_compact_packed_row_gives_what_its_documents_give_alone() -> None:
    one, two = drawn(1, 4), drawn(1, 5)
    document = torch.tensor([[0] * 4 + [1] * 5])
    for model in models("compact"):
        packed = model(torch.cat([one, two], dim=1), mask=same_document(document))
        alone = torch.cat([model(one), model(two)], dim=1)
        torch.testing.assert_close(packed, alone, atol=1e-5, rtol=1e-4)


def test_heads_have_their_shapes() -> None:
    for style in STYLES:
        bert, albert, electra, gpt = models(style)
        tokens = drawn(2, 5)
        for model in (bert, albert):
            states = model(tokens)
            assert model.token_scores(states).shape == (2, 5, 40)
            assert model.pair_scores(states[:, 0]).shape == (2, 2)
        assert gpt.token_scores(gpt(tokens)).shape == (2, 5, 40)
        assert electra.replaced(electra(tokens)).shape == (2, 5)
        assert electra.guesses(electra.guess_states(tokens)).shape == (2, 5, 40)


def test_albert_is_smaller_and_electra_shares_its_embeddings() -> None:
    for style in STYLES:
        bert, albert, electra, _ = models(style)
        count = {id(m): sum(p.numel() for p in m.parameters()) for m in (bert, albert, electra)}
        assert count[id(albert)] < count[id(bert)]
        tables = [m for m in electra.modules() if isinstance(m, nn.Embedding)]
        assert sum(table.num_embeddings == 40 for table in tables) == 1
        loss = electra.guesses(electra.guess_states(drawn(1, 4))).sum()
        electra.zero_grad()
        loss.backward()
        assert electra.embeddings.tokens.weight.grad is not None


def test_a_style_is_known() -> None:
    with pytest.raises(ValueError, match="style is one of published and compact"):
        Bert(BertConfig(40, **SIZES, style="modern"))  # type: ignore[arg-type]
