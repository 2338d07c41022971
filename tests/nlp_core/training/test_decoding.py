"""Greedy and beam against decoding by hand and against every sentence there is."""

import itertools

import pytest
import torch

from nlp_core.models.seq2seq import END, START, Seq2Seq, decode_step
from nlp_core.training.decoding import WIDEST, beam_search, greedy
from nlp_core.training.translation import Example, collate, exact_matches

VOCABULARY, LIMIT = 6, 3  # ids 3 to 5 are words, 2 is END


def model(score: str = "none", seed: int = 0) -> Seq2Seq:
    torch.manual_seed(seed)
    made = Seq2Seq(VOCABULARY, VOCABULARY, 8, score)
    with torch.no_grad():
        made.decoder.bias.normal_(std=0.7)
        made.decoder.bias[:END] = -1e4  # a trained model writes neither PAD nor START
    return made


@torch.inference_mode()
def log_probability(of: Seq2Seq, source: torch.Tensor, words: tuple[int, ...]) -> float:
    memory = of.encoder(source)
    state, word, total = of.decoder.start(memory), torch.tensor([START]), 0.0
    for wanted in words:
        logits, state, _ = decode_step(of.decoder, word, state, memory)
        total += float(logits.log_softmax(-1)[0, wanted])
        word = torch.tensor([wanted])
    return total


def every_sentence() -> list[tuple[int, ...]]:
    """All sentences of at most ``LIMIT`` words with END, which stands last and nowhere else."""
    others = range(END + 1, VOCABULARY)
    lengths = range(LIMIT)
    return [(*w, END) for n in lengths for w in itertools.product(others, repeat=n)]


@pytest.mark.parametrize("score", ["none", "general"])
def test_one_sentence_at_a_time_is_greedy(score: str) -> None:
    for seed in range(12):
        one = model(score, seed)
        source = torch.tensor([[3, 4, 3]])
        found = beam_search(one, source, 1, 10)
        assert found.words(found.finished[0]) == greedy(one, source, 10)[0]
        assert all(len(step) == 1 for step in found.steps)


def test_a_wide_beam_never_does_worse_and_finds_the_best_of_a_small_world() -> None:
    better = 0
    for seed in range(20):
        one, source = model(seed=seed), torch.tensor([[3, 4]])
        truth = max(every_sentence(), key=lambda words: log_probability(one, source, words))
        wide = beam_search(one, source, WIDEST, LIMIT).finished[0]
        narrow = beam_search(one, source, 1, LIMIT).finished[0]
        assert wide.log_probability <= log_probability(one, source, truth) + 1e-5
        better += wide.log_probability > narrow.log_probability + 1e-6
    assert better > 0  # and somewhere it does better


def test_sums_paths_and_places_agree() -> None:
    one, source = model("general", 3), torch.tensor([[3, 4, 4]])
    found = beam_search(one, source, 4, 8, length_power=0.7)
    for branches in found.steps:
        sums = [branch.log_probability for branch in branches]
        assert sums == sorted(sums, reverse=True) and len(branches) <= 4
    for done in found.finished:
        words = tuple(found.steps[step][place].word for step, place in found.path(done))
        expected = log_probability(one, source, words)
        assert done.log_probability == pytest.approx(expected, abs=1e-4)
        assert done.score == pytest.approx(expected / len(words) ** 0.7, abs=1e-4)
        assert sum(found.steps[s][p].last for s, p in found.path(done)) == pytest.approx(
            expected, abs=1e-4
        )
    assert [done.score for done in found.finished] == sorted(
        (done.score for done in found.finished), reverse=True
    )


def test_a_sentence_without_an_end_is_handed_back_as_it_stands() -> None:
    one = model()
    with torch.no_grad():
        one.decoder.bias[END] = -1e4
    found = beam_search(one, torch.tensor([[3]]), 2, 4)
    assert len(found.finished) == 1 and len(found.words(found.finished[0])) == 4


def test_a_batch_is_decoded_as_its_rows_are() -> None:
    one = model("general", 1)
    rows = torch.tensor([[3, 4, 3], [4, 3, 0], [4, 0, 0]])
    alone = [greedy(one, row[row != 0].unsqueeze(0), 7)[0] for row in rows]
    assert greedy(one, rows, 7) == alone
    for row, words in zip(rows, alone, strict=True):
        if len(words) < 7:  # it ended
            source = tuple(int(i) for i in row if i)
            assert exact_matches(one, collate([Example(source, tuple(words))])).all()


@pytest.mark.parametrize("width", [0, -1, WIDEST + 1, 1000])
def test_a_beam_of_a_thousand_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match="1 to 8"):
        beam_search(model(), torch.tensor([[3]]), width, 5)
