"""Other orders of a sentence: nouns alone, nouns with what belongs to them, and drawn ones."""

import pytest

from nlp_core.corpora.word_order import lexicon
from nlp_core.errors import LearnerError
from nlp_core.experiments.positions.orders import KINDS, drawn, reordered
from nlp_core.experiments.positions.own_sentence import EXAMPLES, read


def texts(language: str, text: str, kind: str, number: int = 1) -> str:
    found = read(text, language)
    order = reordered(kind, found.ids, lexicon(language), number)
    return " ".join(found.labels[place] for place in order)


def test_in_korean_particles_stay_or_move() -> None:
    text = "토끼가 숲에서 여우를 쫓는다."
    assert texts("ko", text, "nouns") == "여우 가 숲 에서 토끼 를 쫓는다 ."
    assert texts("ko", text, "phrases") == "여우 를 숲 에서 토끼 가 쫓는다 ."


def test_in_english_both_give_the_same_sentence() -> None:
    text = "In the park the rabbit chases the fox."
    swapped = "in the park the fox chases the rabbit ."
    assert texts("en", text, "nouns") == texts("en", text, "phrases") == swapped


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_order_is_another_one_of_the_same_units(language: str, kind: str) -> None:
    lex = lexicon(language)
    for text in EXAMPLES[language]:
        ids = read(text, language).ids
        for number in range(1, 6):
            order = reordered(kind, ids, lex, number)
            assert sorted(order) == list(range(len(ids)))
            assert [ids[place] for place in order] != list(ids)
            assert order[-1] == len(ids) - 1


@pytest.mark.parametrize("text", ["토끼가 토끼를 쫓는다", "쫓는다", "토끼가"])
def test_one_noun_cannot_change_places(text: str) -> None:
    with pytest.raises(LearnerError, match="two-nouns"):
        reordered("nouns", read(text, "ko").ids, lexicon("ko"))


@pytest.mark.parametrize("ids", [(), (2,), (5, 2), (5, 5, 5, 2)])
def test_one_word_cannot_be_shuffled(ids: tuple[int, ...]) -> None:
    with pytest.raises(LearnerError, match="one-unit"):
        drawn(ids, 1)


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no 'backwards'"):
        reordered("backwards", (5, 6), lexicon("ko"))
