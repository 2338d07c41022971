"""Writing word by word equals teacher forcing, padding changes nothing, parts can be left out."""

from dataclasses import replace

import pytest
import torch

from nlp_core.models.seq2seq import PAD, START
from nlp_core.models.transformer_translator import LONGEST, TransformerTranslator
from nlp_core.recipes.transformer import PARTS, TransformerSpec
from nlp_core.training.decoding import beam_search, greedy

SOURCE = torch.tensor([[3, 4, 5, PAD], [6, 7, 8, 9]])
TARGET = torch.tensor([[START, 5, 6], [START, 7, 3]])
SMALL = TransformerSpec(d_model=16, d_hidden=24, n_head=2)


def small(without: str = "nothing", norm: str = "pre", seed: int = 0) -> TransformerTranslator:
    torch.manual_seed(seed)
    spec = replace(SMALL, without=without, norm=norm)
    made = TransformerTranslator(11, 13, *spec.blocks(), 2, without != "positions").eval()
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return made


@pytest.mark.parametrize("norm", ["pre", "post"])
@pytest.mark.parametrize("without", PARTS)
@torch.inference_mode()
def test_word_by_word_equals_all_at_once(without: str, norm: str) -> None:
    model = small(without, norm)
    logits, _ = model(SOURCE, TARGET)
    memory, state = model.begin(SOURCE, TARGET.size(1))
    for t in range(TARGET.size(1)):
        step, state = model.step(TARGET[:, t], state, memory)
        torch.testing.assert_close(step, logits[:, t], atol=1e-4, rtol=1e-4)


@torch.inference_mode()
def test_padding_changes_nothing_and_the_future_is_not_seen() -> None:
    model = small()
    alone, _ = model(SOURCE[:1, :3], TARGET[:1])
    padded, _ = model(SOURCE, TARGET)
    torch.testing.assert_close(padded[:1], alone, atol=1e-5, rtol=1e-4)
    later = TARGET.clone()
    later[:, 2] = 9
    torch.testing.assert_close(model(SOURCE, later)[0][:, :2], padded[:, :2])


@torch.inference_mode()
def test_each_part_matters_and_is_gone_from_the_parameters() -> None:
    whole = small()
    count = sum(p.numel() for p in whole.parameters())
    for part in PARTS[1:]:
        less = small(part)
        assert sum(p.numel() for p in less.parameters()) <= count
        found = less.load_state_dict(whole.state_dict(), strict=False)
        assert not found.missing_keys
        assert not torch.allclose(less(SOURCE, TARGET)[0], whole(SOURCE, TARGET)[0], atol=1e-3)


@torch.inference_mode()
def test_without_positions_the_order_of_the_source_is_lost() -> None:
    mixed = SOURCE[1:, [2, 0, 3, 1]]
    for part, same in (("positions", True), ("nothing", False)):
        model = small(part)
        before, after = (model(source, TARGET[1:])[0] for source in (SOURCE[1:], mixed))
        assert torch.allclose(before, after, atol=1e-5) == same


@torch.inference_mode()
def test_rows_of_the_alignment_sum_to_one_over_real_words() -> None:
    found = small().align(SOURCE, TARGET)
    assert found is not None
    torch.testing.assert_close(found.sum(dim=-1), torch.ones(2, 3))
    assert not found[0, :, 3].any()
    assert small("cross-attention").align(SOURCE, TARGET) is None


@torch.inference_mode()
def test_explaining_gives_what_forward_gives() -> None:
    model = small()
    below, above = model.explain(SOURCE, TARGET)
    assert len(below) == len(above) == 2
    states = model.transformer.decoder.norm(above[-1].output)
    torch.testing.assert_close(model.score(states), model(SOURCE, TARGET)[0], atol=1e-5, rtol=1e-4)


def test_a_beam_of_one_is_greedy_and_a_wide_one_finds_no_worse() -> None:
    for seed in range(8):
        model, source = small(seed=seed), torch.tensor([[3, 4, 3, 7]])
        narrow = beam_search(model, source, 1, 8)
        assert narrow.words(narrow.finished[0]) == greedy(model, source, 8)[0]
        wide = beam_search(model, source, 6, 8)
        for done in wide.finished[:3]:
            words = [wide.steps[step][place].word for step, place in wide.path(done)]
            with torch.inference_mode():
                logits, _ = model(source, torch.tensor([[START, *words[:-1]]]))
            wanted = logits[0].log_softmax(-1).gather(1, torch.tensor(words)[:, None]).sum()
            assert done.log_probability == pytest.approx(float(wanted), abs=1e-3)


@torch.inference_mode()
def test_no_sentence_is_too_short_or_too_long() -> None:
    model = small()
    for length in (1, LONGEST + 5, 2000):
        source = torch.full((1, length), 4)
        logits, _ = model(source, torch.tensor([[START, 5]]))
        assert logits.isfinite().all()
    empty, _ = model(torch.full((1, 3), PAD), torch.tensor([[START, 5]]))
    assert empty.isfinite().all()


@pytest.mark.parametrize("heads", [0, 3, 5])
def test_heads_that_cannot_share_the_features_are_refused(heads: int) -> None:
    with pytest.raises(ValueError):
        replace(SMALL, n_head=heads)
