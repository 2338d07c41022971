"""What comes next: probabilities, cuts, draws, a beam."""

import pytest

from nlp_core.corpora.pretraining.tokenizer import SPECIALS, tokenizer
from nlp_core.errors import LearnerError
from nlp_core.experiments.gpt import next_token
from nlp_core.experiments.gpt.next_token import after, beam
from nlp_core.experiments.gpt.reading import END_MARK, is_whole, letters, piece, read
from nlp_core.text.bpe_base import to_bytes
from nlp_core.training.sampling import Sampling
from tests.nlp_core.experiments.gpt.shipped import both

GPT = both()[0]
TEXTS = ("고양이가 너무", "the cat could", "왕은 ", "👩\u200d🚀 東京", "x" * 3000)


@pytest.mark.parametrize("text", TEXTS)
def test_candidates_are_probabilities_and_the_rest_is_the_others(text: str) -> None:
    found = after(GPT, text, Sampling(0.8, 5, 0.9))
    assert sum(one.warmed for one in found.candidates) + found.others == pytest.approx(1, abs=1e-4)
    values = [one.warmed for one in found.candidates]
    assert values == sorted(values, reverse=True)
    assert 1 <= found.stays <= 5 and found.of == 1500
    assert sum(one.drawn > 0 for one in found.candidates) == found.stays
    assert found.drawn.drawn > 0


def test_the_ends_of_the_settings() -> None:
    text = TEXTS[1]
    greedy = after(GPT, text, Sampling(temperature=0))
    assert greedy.stays == 1 and greedy.drawn == greedy.candidates[0]
    assert greedy.candidates[0].drawn == 1
    one = after(GPT, text, Sampling(top_p=0))
    assert one.stays == 1 and one.drawn == one.candidates[0]
    hot = after(GPT, text, Sampling(temperature=100))
    assert max(c.warmed for c in hot.candidates) < 3 / 1500


def test_a_taken_token_leads_on() -> None:
    text = "고양이가 너무"
    for _ in range(6):
        found = after(GPT, text, Sampling()).candidates
        chosen = next(c for c in found if len(c.after) > len(text))
        assert chosen.after.startswith(text)
        text = chosen.after
    ended = after(GPT, "the cat was always sad.", Sampling()).candidates[0]
    assert ended.text == END_MARK and not ended.after


def test_the_beginning_of_a_letter_is_completed() -> None:
    tokens = tokenizer("little_world").tokens
    begun = [one for one in range(len(SPECIALS), len(tokens)) if not is_whole("little_world", one)]
    found = [next_token._completed(GPT, read("little_world", "왕은").ids, one) for one in begun]
    assert any(found)
    for text in filter(None, found):
        assert "\ufffd" not in text and text.encode("utf-8").decode("utf-8") == text
    assert piece("little_world", begun[-1]).endswith("›")


def test_letters_wait_for_their_rest() -> None:
    tokens = tokenizer("little_world").tokens
    byte = {to_bytes(token): number for number, token in enumerate(tokens) if number >= 6}
    first, second, third = (byte[bytes([one])] for one in "뷁".encode())
    assert letters("little_world", [first, second]) == ""
    assert letters("little_world", [first, second, third]) == "뷁"
    assert letters("little_world", [first, first]) is None


def test_nothing_has_no_next_token() -> None:
    with pytest.raises(LearnerError):
        after(GPT, "\x00 ", Sampling())


def test_a_wider_beam_finds_a_text_that_is_no_less_likely() -> None:
    narrow, wide = (beam(GPT, "the cat", width) for width in (1, 6))
    assert wide.best.score >= narrow.best.score - 1e-4
    assert len(wide.words(wide.best)) >= 1
