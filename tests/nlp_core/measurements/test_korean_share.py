"""The share of Korean is what it says, and the stored costs can be measured again."""

from pathlib import Path

import pytest

from nlp_core.measurements import korean_share
from nlp_core.measurements.korean_share import SHARES, cost, live_costs, mix, public_costs
from nlp_core.text.bpe import train


def size(texts: list[str]) -> int:
    return sum(len(text.encode("utf-8")) for text in texts)


@pytest.mark.parametrize("share", SHARES)
def test_a_mix_has_its_share_and_its_size(share: float) -> None:
    mixed = mix(["가나다라"] * 500, ["abcdef"] * 900, share, 5000)
    korean = [text for text in mixed if not text.isascii()]
    assert size(mixed) == pytest.approx(5000, abs=20)
    assert size(korean) == pytest.approx(5000 * share, abs=15)


def test_too_little_text() -> None:
    with pytest.raises(ValueError, match="too few"):
        mix(["가"], ["a"], 0.5, 100)


def test_cost_counts_tokens_sentences_and_words() -> None:
    bpe = train(["x"], vocab_size=256)  # no merges: a token is a byte
    found = cost(bpe, 0.5, ["가 나", "다"], ["ab cd", "e"])
    assert (found.korean, found.english) == (10 / 2, 6 / 2)
    assert (found.per_eojeol, found.per_word) == (10 / 3, 6 / 3)


@pytest.mark.parametrize("costs", [live_costs, public_costs])
def test_korean_gets_cheaper_with_its_share_and_english_dearer(costs) -> None:
    found = costs()
    assert [one.share for one in found] == list(SHARES)
    korean, english = [one.korean for one in found], [one.english for one in found]
    assert korean == sorted(korean, reverse=True) and english == sorted(english)
    assert korean[0] > 2 * korean[4], "half and half costs less than half as much"


def test_no_tokenizer_learned_from_the_sentences_it_is_tried_on() -> None:
    from nlp_core.corpora.reviews import reviews

    learned = {review.text for language in ("ko", "en") for review in reviews(language)}
    tried = {text for pair in korean_share.sentence_pairs() for text in pair}
    assert not learned & tried


def test_the_stored_costs_can_be_measured_again(
    public_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At one share, with the sizes that were stored."""
    stored = korean_share.public_file()
    assert stored["bytes"] == korean_share.PUBLIC_BYTES
    assert stored["vocab_size"] == korean_share.PUBLIC_VOCAB_SIZE
    monkeypatch.setattr(korean_share, "SHARES", (0.25,))
    again = korean_share.measure(public_data)
    assert again["costs"] == [one for one in stored["costs"] if one["share"] == 0.25]
    assert again["pairs"] == stored["pairs"]
