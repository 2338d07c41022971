"""A published GPT-2 goes on as the library's does, however hot, cold or cut."""

import math
from pathlib import Path

import pytest
import torch

from nlp_core.published import asking
from nlp_core.published.going_on import MOST_READ, WRITTEN, go_on
from nlp_core.training.sampling import Sampling
from tests.nlp_core.published.fake_hub import WORDS, code
from tests.nlp_core.published.test_reading import transformers

TEXT = "the cat sleeps"
GREEDY = Sampling(0.0)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    asking.forget()


def scores(folder: Path, ids: list[int]) -> torch.Tensor:
    theirs = transformers.GPT2LMHeadModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        found: torch.Tensor = theirs(input_ids=torch.tensor([ids])).logits[0, :, : len(WORDS)]
    return found


def test_surprise_and_the_next_token_are_the_librarys(folders: dict[str, Path]) -> None:
    found = go_on(str(folders["gpt2"]), TEXT, Sampling())
    ids = [WORDS.index(word) for word in TEXT.split()]
    logs = scores(folders["gpt2"], ids).log_softmax(-1)
    wanted = [-float(logs[i, ids[i + 1]]) / math.log(2) for i in range(2)]
    assert found.bits == pytest.approx(wanted, abs=1e-4)
    assert found.perplexity == pytest.approx(2 ** (sum(wanted) / 2), rel=1e-4)
    best = logs[-1].exp().sort(descending=True)
    assert [one.plain for one in found.candidates] == pytest.approx(best.values[:8].tolist())
    assert [one.text for one in found.candidates] == [WORDS[i] for i in best.indices[:8]]


def test_what_is_written_greedily_is_the_likeliest(folders: dict[str, Path]) -> None:
    found = go_on(str(folders["gpt2"]), TEXT, GREEDY)
    ids = [WORDS.index(word) for word in TEXT.split()]
    for _ in range(WRITTEN):
        ids.append(int(scores(folders["gpt2"], ids)[-1].argmax()))
    assert found.written.split() == [WORDS[i] for i in ids[3:]] and not found.ended
    assert found.stays == 1
    assert go_on(str(folders["gpt2"]), TEXT, Sampling(top_p=0.0)).written == found.written


def test_hot_is_even_and_the_dice_are_the_draws(folders: dict[str, Path]) -> None:
    hot = go_on(str(folders["gpt2"]), TEXT, Sampling(100.0))
    assert max(one.warmed for one in hot.candidates) < 1.3 / len(WORDS)
    again = go_on(str(folders["gpt2"]), TEXT, Sampling(100.0))
    other = go_on(str(folders["gpt2"]), TEXT, Sampling(100.0), 2)
    assert again.written == hot.written != other.written
    cut = go_on(str(folders["gpt2"]), TEXT, Sampling(1.0, top_k=3))
    assert cut.stays == 3 and sum(one.drawn > 0 for one in cut.candidates) == 3


def test_a_long_text_is_read_from_its_end(folders: dict[str, Path]) -> None:
    found = go_on(str(folders["gpt2"]), "the cat " * 400 + "sleeps", GREEDY)
    assert len(found.tokens) == min(MOST_READ, 32) and found.tokens[-1] == "sleeps"
    assert found.left_out == 801 - 32 and found.written == ""  # no position is left


def test_one_token_has_no_perplexity(folders: dict[str, Path]) -> None:
    found = go_on(str(folders["gpt2"]), "the", GREEDY)
    assert found.bits == () and math.isnan(found.perplexity) and found.written


def test_what_cannot_be_asked_is_told(folders: dict[str, Path]) -> None:
    assert code(lambda: go_on(str(folders["gpt2"]), " ", GREEDY)) == "empty-text"
    assert code(lambda: go_on(str(folders["bert"]), "the", GREEDY)) == "model-architecture"
    assert go_on(str(folders["gpt2"]), "漢字 👨‍👩‍👧", GREEDY).unknown >= 1
