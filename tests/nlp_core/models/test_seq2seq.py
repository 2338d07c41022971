"""Writing word by word is the same as teacher forcing at once; padding changes nothing."""

import pytest
import torch

from nlp_core.models.attention import SCORES
from nlp_core.models.seq2seq import Seq2Seq, decode_step


def small(score: str) -> Seq2Seq:
    torch.manual_seed(0)
    return Seq2Seq(11, 13, 8, score).eval()


@pytest.mark.parametrize("score", SCORES)
def test_steps_equal_the_fused_path(score: str) -> None:
    model = small(score)
    source, target = (
        torch.tensor([[3, 4, 5, 0], [6, 7, 8, 9]]),
        torch.tensor([[1, 5, 6], [1, 7, 3]]),
    )
    logits, attended = model(source, target)
    memory = model.encoder(source)
    state = model.decoder.start(memory)
    for t in range(target.size(1)):
        step, state, one = decode_step(model.decoder, target[:, t], state, memory)
        torch.testing.assert_close(step, logits[:, t], atol=1e-5, rtol=1e-4)
        if score != "none":
            torch.testing.assert_close(one.weights[:, 0], attended.weights[:, t])


@pytest.mark.parametrize("score", SCORES)
def test_padding_changes_nothing(score: str) -> None:
    model, target = small(score), torch.tensor([[1, 5, 6]])
    alone, _ = model(torch.tensor([[3, 4, 5]]), target)
    padded, _ = model(torch.tensor([[3, 4, 5, 0, 0], [3, 4, 5, 6, 7]]), target.expand(2, -1))
    torch.testing.assert_close(padded[:1], alone, atol=1e-5, rtol=1e-4)


def test_forcing_changes_what_is_read() -> None:
    model, source = small("general"), torch.tensor([[3, 4, 5]])
    target, forced = torch.tensor([[1, 5]]), torch.zeros(1, 2, 3)
    forced[0, 1, 2] = 1
    free, _ = model(source, target)
    changed, attended = model(source, target, forced)
    torch.testing.assert_close(changed[:, 0], free[:, 0])
    assert not torch.allclose(changed[:, 1], free[:, 1])
    torch.testing.assert_close(attended.context[:, 1], model.encoder(source).states[:, 2])


def test_without_attention_every_word_reads_the_same_vector() -> None:
    model = small("none")
    _, attended = model(torch.tensor([[3, 4, 5]]), torch.tensor([[1, 5, 6]]))
    assert attended.weights is None
    torch.testing.assert_close(attended.context[:, 0], attended.context[:, 2])
