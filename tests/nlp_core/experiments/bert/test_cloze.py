"""Guessing a hidden word from the left, and from both sides."""

import math

import pytest
import torch

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.cloze import (
    NARROWEST,
    SHOWN,
    WIDTH,
    Guess,
    Scores,
    among,
    beam,
    both_sides,
    guess,
    to_show,
    width,
)
from nlp_core.experiments.bert.lexicon import Lexicon, Pieces, spelled
from nlp_core.experiments.bert.sentence import MOST_HIDDEN, ROOM, read, text_of
from tests.nlp_core.experiments.bert.small import both, left

TEXT = "the cat sees the dog in the park."
WORDS = "cat dog cow wolf 앙카라에서 서울에서 부산에서 책을 말을 the a sees has park farm"
LEXICON = Lexicon(WORDS.split())


def test_what_stands_right_changes_only_what_reads_it() -> None:
    one, other = read(TEXT), read("the cat sees the cow at the farm.")
    place = 1
    assert guess(left(), one, place, LEXICON) == guess(left(), other, place, LEXICON)
    assert guess(both(), one, place, LEXICON) != guess(both(), other, place, LEXICON)


def test_what_stands_left_changes_both() -> None:
    one, other = read(TEXT), read("a cat sees the dog in the park.")
    for run in (left(), both()):
        assert guess(run, one, 1, LEXICON).chances != guess(run, other, 1, LEXICON).chances


def test_a_model_whose_right_side_is_hidden_reads_no_word_of_it() -> None:
    one, other = read("the cat sees a dog"), read("the cat sees a cow")
    assert len(one.pieces) == len(other.pieces)
    hidden = [guess(both(), found, 1, LEXICON, False).chances for found in (one, other)]
    assert hidden[0] == hidden[1]
    assert guess(both(), one, 1, LEXICON).chances != hidden[0]


def test_the_words_guessed_are_words_and_the_likeliest_come_first() -> None:
    for run in (left(), both()):
        found = guess(run, read("안나는 앙카라에서 책을 읽는다."), 1, LEXICON)
        assert list(found.chances) == sorted(found.chances, reverse=True)
        assert set(found.words) <= LEXICON.words
        assert 0 <= found.own <= 1


@pytest.mark.parametrize("own", ["cat", "앙카라에서", "park", "dragon"])
def test_the_chances_of_all_words_of_a_length_add_up_to_one(own: str) -> None:
    found = read(f"the {own} sees")
    before, pieces, after = found.around(1)
    scores = both_sides(both().model, before, len(pieces), after)
    words = [read(word).words[0].pieces for word in sorted(LEXICON.words | {own})]
    as_long = [word for word in words if len(word) == len(pieces)]
    with torch.inference_mode():
        chances = [math.exp(sum_of(scores, word, pieces, LEXICON)) for word in as_long]
    assert sum(chances) == pytest.approx(1.0, abs=1e-4)
    best = dict(zip(as_long, chances, strict=True))
    with torch.inference_mode():
        ways, logs, own_log = beam(scores, pieces, LEXICON)
    assert math.exp(own_log) == pytest.approx(best[pieces], rel=1e-3)
    assert set(ways) == set(as_long) if len(as_long) <= WIDTH else set(ways) <= set(as_long)
    assert ways[0] == max(best, key=lambda way: best[way])
    assert math.exp(logs[0]) == pytest.approx(best[ways[0]], rel=1e-3)


def test_a_long_text_is_read_in_fewer_ways() -> None:
    """What one answer reads is bounded, whatever word of whatever text is hidden."""
    for count in range(1, MOST_HIDDEN + 1):
        for length in range(1, LONGEST + 1):
            ways = width(count, length)
            assert NARROWEST <= ways <= WIDTH
            assert ways == NARROWEST or ways * count * length <= ROOM


def test_no_way_is_read_twice() -> None:
    read_ways: list[list[Pieces]] = []

    def noted(ways: list[Pieces]) -> torch.Tensor:
        read_ways.append(ways)
        return invented(ways)

    beam(noted, (4, 0, 7), Anything(), 9)  # type: ignore[arg-type]
    assert [len(ways) for ways in read_ways] == [len(set(ways)) for ways in read_ways]
    assert read_ways[0] == [()] and all((4, 0)[:i] in w for i, w in enumerate(read_ways))


class Anything:
    """Candidates of nine pieces, each of which goes on with any."""

    def following(self, begun: Pieces, own: Pieces) -> torch.Tensor:
        return torch.arange(9)


def invented(ways: list[Pieces]) -> torch.Tensor:
    """Scores that depend on every piece before."""
    rows = [
        torch.Generator().manual_seed(sum((i + 1) * (p + 1) * 37 for i, p in enumerate(way)))
        for way in ways
    ]
    return torch.stack([torch.randn(9, generator=one) for one in rows])


def test_few_ways_still_show_five_words_and_the_same_chance_of_the_own() -> None:
    own = (4, 0, 7)
    few, most = (beam(invented, own, Anything(), kept) for kept in (1, 9**3))  # type: ignore[arg-type]
    assert len(few[0]) == SHOWN and len(set(few[0])) == SHOWN and len(most[0]) == 9**3
    assert few[2] == pytest.approx(most[2], abs=1e-5)
    known = dict(zip(*most[:2], strict=True))
    assert known[own] == pytest.approx(most[2], abs=1e-5)
    assert [known[way] for way in few[0]] == pytest.approx(few[1], abs=1e-5)
    assert math.fsum(map(math.exp, most[1])) == pytest.approx(1.0, abs=1e-4)


def sum_of(scores: Scores, word: Pieces, own: Pieces, lexicon: Lexicon) -> float:
    """The log chance of a word among those as long as ``own``."""
    total = 0.0
    for place in range(len(word)):
        row = scores([word[:place]])[0]
        allowed = lexicon.following(word[:place], own)
        total += float(row[allowed].log_softmax(-1)[allowed.tolist().index(word[place])])
    return total


def test_an_unknown_word_is_a_candidate_where_it_stood_alone() -> None:
    found = read("the dragon sees")
    assert text_of(found.around(1)[1]) == "dragon" not in LEXICON.words
    assert guess(both(), found, 1, LEXICON).own > 0


def test_a_place_without_a_word_is_told() -> None:
    with pytest.raises(LearnerError):
        guess(both(), read("🙂 hello"), 0, LEXICON)


def test_top_one_and_top_five_count_ranks() -> None:
    ranks = (0, 3, None, 0)
    guesses = [Guess((), (), 0.0, rank) for rank in ranks]
    assert among(guesses) == (0.5, 0.75)


def test_a_typed_mask_is_guessed_as_one_piece() -> None:
    found = read("the [MASK] sees the dog")
    for run in (left(), both()):
        one = guess(run, found, 1, LEXICON)
        assert set(one.words) <= LEXICON.words and math.isnan(one.own) and one.rank is None
        assert text_of(one.best) == one.words[0] and sum(one.chances) <= 1.0001
    goes_on = guess(both(), read("[MASK]에서 책을 읽는다"), 0, LEXICON)
    assert goes_on.words and goes_on.best
    inside = guess(both(), read("앙[MASK] 책을"), 0, LEXICON)
    assert inside.words != goes_on.words


def test_a_rude_word_is_not_shown_and_the_next_takes_its_place() -> None:
    words = ["연기가", "씨발", "영화가", "배우가", "음악이", "장면이", "결말이"]
    ways = [read(word, "public").words[0].pieces for word in words]
    logs = [-float(number) for number in range(len(words))]
    shown = to_show(ways, logs, spelled("public"), "public")
    assert [word for word, _, _ in shown] == [words[0], *words[2:6]]
    assert [chance for _, chance, _ in shown][:2] == pytest.approx([1.0, math.exp(-2)])
    assert shown[1][2] == ways[2]
