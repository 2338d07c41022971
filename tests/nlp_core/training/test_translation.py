"""Padding, judging and a training that learns to copy."""

import torch

from nlp_core.models.seq2seq import END, PAD, START, Seq2Seq, decode_step
from nlp_core.training.translation import (
    AlignmentCount,
    Example,
    alignment,
    collate,
    count_links,
    exact_matches,
    train,
)

PAIRS = [Example((3, 4, 5), (5, 4, 3), ((0, 2), (1, 1), (2, 0))), Example((6,), (6,), ((0, 0),))]


def test_collate_pads_and_links() -> None:
    batch = collate(PAIRS)
    assert batch.source.tolist() == [[3, 4, 5], [6, PAD, PAD]]
    assert batch.target.tolist() == [[START, 5, 4, 3, END], [START, 6, END, PAD, PAD]]
    assert batch.links[0].int().tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
    assert int(batch.links[1].sum()) == 1


def test_alignment_error_rate_by_hand() -> None:
    batch = collate(PAIRS)
    weights = torch.zeros(2, 3, 3)
    weights[0, 0, 2] = weights[0, 1, 1] = weights[0, 2, 2] = weights[1, :, 0] = 1
    count = count_links(weights, batch.links)
    assert count == AlignmentCount(proposed=4, sure=4, both=3)
    assert count.error_rate == 1 - (3 + 3) / (4 + 4)


def test_a_word_without_a_sure_link_is_not_counted() -> None:
    batch = collate([Example((3, 4), (5, 6), ((1, 1),))])
    assert count_links(torch.eye(2).unsqueeze(0), batch.links) == AlignmentCount(1, 1, 1)


def test_a_small_translator_learns_to_reverse() -> None:
    torch.manual_seed(0)
    model = Seq2Seq(12, 12, 32, "general")
    generator = torch.Generator().manual_seed(1)
    rows = torch.randint(3, 12, (2000, 4), generator=generator).tolist()
    made = [Example(tuple(r), tuple(r[::-1]), tuple((i, 3 - i) for i in range(4))) for r in rows]
    held, batches = collate(made[:100]), [collate(made[i : i + 64]) for i in range(100, 1900, 64)]

    def check() -> tuple[dict[str, float], None]:
        return {"exact_match": float(exact_matches(model, held).float().mean())}, None

    steps = 200
    points = list(
        train(model, batches * 10, steps=steps, learning_rate=1e-2, check=check, checks=4)
    )
    assert [point.step for point in points] == [1, 50, 100, 150, 200]
    assert points[-1].metrics["exact_match"] > 0.9
    assert points[-1].loss < points[0].loss
    weights = alignment(model, held)
    assert weights is not None
    assert weights.shape == held.links.shape


@torch.inference_mode()
def greedy(model: Seq2Seq, source: torch.Tensor, limit: int) -> torch.Tensor:
    """The likeliest word at every step: source (B, S) to ids (B, limit), PAD after END."""
    memory = model.encoder(source)
    state, word = model.decoder.start(memory), torch.full_like(source[:, 0], START)
    done, written = torch.zeros_like(word, dtype=torch.bool), []
    for _ in range(limit):
        logits, state, _ = decode_step(model.decoder, word, state, memory)
        word = logits.argmax(dim=-1).masked_fill(done, PAD)
        written.append(word)
        done |= word == END
    return torch.stack(written, dim=1)


def test_exact_match_is_what_greedy_decoding_says() -> None:
    torch.manual_seed(0)
    model = Seq2Seq(8, 8, 16, "general")
    sources = torch.randint(3, 8, (300, 2)).tolist()
    written = greedy(model, torch.tensor(sources), limit=6).tolist()
    examples = [
        Example(tuple(source), tuple(row[: row.index(END)] if END in row else row))
        for source, row in zip(sources, written, strict=True)
    ]
    wrong = [Example(one.source, (*one.target[:1], 3, 4, 5)) for one in examples]
    batch = collate([*examples, *wrong])
    decoded = greedy(model, batch.source, limit=batch.target.size(1) - 1)
    expected = (decoded == batch.target[:, 1:]).all(dim=1)
    assert exact_matches(model, batch).tolist() == expected.tolist()
    assert not expected.all()


def test_every_word_may_be_counted() -> None:
    batch = collate([Example((3, 4), (5, 6), ((1, 1),))])
    every = torch.ones(1, 2, dtype=torch.bool)
    assert count_links(torch.eye(2).unsqueeze(0), batch.links, every) == AlignmentCount(2, 1, 1)
