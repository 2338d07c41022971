"""Less teacher forcing: all of it is teacher forcing, none of it is what the model decodes."""

import torch

from nlp_core.models.seq2seq import Seq2Seq
from nlp_core.training.decoding import greedy
from nlp_core.training.scheduled_sampling import sampled_logits
from nlp_core.training.translation import Example, collate, teacher_forced

BATCH = collate([Example((3, 4, 5), (5, 4, 3, 6)), Example((6, 3), (6,))])


def model() -> Seq2Seq:
    torch.manual_seed(0)
    return Seq2Seq(8, 8, 16, "general")


def test_all_of_it_is_teacher_forcing() -> None:
    one = model()
    torch.testing.assert_close(sampled_logits(one, BATCH, 1.0), teacher_forced(one, BATCH))


def test_none_of_it_reads_what_was_written() -> None:
    one = model()
    written = sampled_logits(one, BATCH, 0.0).argmax(-1).tolist()
    for row, words in zip(written, greedy(one, BATCH.source, 5), strict=True):
        assert row[: len(words)] == words


def test_the_coins_are_seeded_and_there_is_a_gradient() -> None:
    one = model()
    first, second = (
        sampled_logits(one, BATCH, 0.5, torch.Generator().manual_seed(7)) for _ in range(2)
    )
    torch.testing.assert_close(first, second)
    first.sum().backward()
    assert all(p.grad is not None for p in one.encoder.parameters())
