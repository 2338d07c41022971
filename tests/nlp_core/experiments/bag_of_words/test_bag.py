import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bag_of_words import bag
from nlp_core.experiments.bag_of_words.one_hots import compare_words, sum_of_one_hots
from nlp_core.experiments.bag_of_words.own_documents import DOCUMENTS, cut, split_documents
from nlp_core.experiments.bag_of_words.zipf import ranks
from nlp_core.text.reader import Reader
from nlp_core.text.stop_words import STOP_WORDS

TEXTS = split_documents(DOCUMENTS["ko"])


def test_the_forms_of_school_are_strangers_as_eojeol() -> None:
    met = bag.meeting(bag.pack(cut(TEXTS, Reader("ko"))), TEXTS, "학교")
    assert met is not None
    assert set(met.columns) == {"학교", "학교에", "학교를"}
    assert (met.holding, met.best, met.joined) == (4, "학교에", 2)


def test_the_forms_of_school_meet_as_morphemes() -> None:
    pytest.importorskip("kiwipiepy", reason="the Korean morpheme analyser is not installed")
    from nlp_core.text.morphemes import morphemes

    documents = cut(TEXTS, Reader("ko", "morphemes", morphemes))
    packed = bag.pack(documents)
    met = bag.meeting(packed, TEXTS, "학교")
    assert met is not None
    assert (met.columns, met.holding, met.joined) == (("학교",), 4, 4)
    assert bag.cosine_of(*documents[4:]) == pytest.approx(1)  # who sees whom is lost
    assert bag.cosine_of(*documents[1:3]) > 0 == bag.cosine_of(*cut(TEXTS[1:3], Reader("ko")))


def test_words_meet_nowhere_where_there_are_none() -> None:
    packed = bag.pack([("a",)])
    assert bag.meeting(packed, ["a"], "z") is None
    assert bag.meeting(packed, ["a"], "") is None


def test_a_unit_that_the_text_spells_otherwise_is_in_its_document() -> None:
    packed = bag.pack([("학교", "보", "ᆫ다"), ("집", "보", "ᆫ다"), ("집",)])
    met = bag.meeting(packed, ["학교를 본다", "집을 본다", "집"], "보")
    assert met is not None and (met.columns, met.holding, met.joined) == (("보",), 2, 2)


def test_what_a_learner_should_know_is_said() -> None:
    texts = ["the cat", "the dog", "the cat", "the"]
    documents = [tuple(text.split()) for text in texts]
    packed = bag.pack(documents, left_out=STOP_WORDS["en"], at_most=50)
    problems = {error.code: error.values for error in packed.problems(texts)}
    assert problems == {
        "repeated": {"first": 1, "again": 3, "count": 1},
        "no-known-word": {"first": 4, "count": 1},
        "too-few": {"asked": 50, "found": 2},
    }
    assert not bag.pack(documents[:2]).problems(texts[:2])
    with pytest.raises(LearnerError, match="no-words-left"):
        bag.pack([("the",)], left_out=STOP_WORDS["en"])


def test_numbers_of_a_bag() -> None:
    packed = bag.pack([("a", "b", "a"), ("a", "c")])
    assert packed.tokens == 5
    assert packed.frequent(2) == [("a", 3), ("b", 1)]
    assert packed.zeros() == pytest.approx(1 / 3)
    assert packed.in_reading_order(2) == ["a", "b"]
    assert packed.cells("counts", 1, ["b", "a"]).tolist() == [[1, 2]]
    assert np.linalg.norm(packed.cells("tf-idf", 2, ["a", "b", "c"]), axis=1) == pytest.approx(1)
    rarity = packed.rarity()
    assert (rarity["common"], rarity["common_df"], rarity["common_idf"]) == ("a", 2, 1)
    assert rarity["rare_df"] == 1 and rarity["rare_idf"] > 1
    assert [row[:2] for row in packed.rarities(12)] == [("a", 2), ("b", 1), ("c", 1)]
    assert [row[0] for row in packed.rarities(2)] == ["a", "c"]
    assert packed.rarities(1) == packed.rarities(2)[:1]


def test_a_document_adds_up() -> None:
    packed = bag.pack([("b", "a", "b"), ("c",)])
    known, columns, rows = sum_of_one_hots(packed, 0, 8)
    assert (known, columns) == (["b", "a", "b"], ["b", "a", "c"])
    assert rows.tolist() == [[1, 0, 0], [0, 1, 0], [1, 0, 0], [2, 1, 0]]


def test_no_word_is_nearest() -> None:
    pairs = compare_words(bag.pack(cut(TEXTS, Reader("ko"))), 8)
    assert pairs.extremes() == {"dot": 0, "nearest": np.sqrt(2), "farthest": np.sqrt(2)}
    assert pairs.nearest_to_first("tie") == "tie"
    alone = compare_words(bag.pack([("a",)]), 8)
    assert alone.extremes() == {"dot": 0, "nearest": 0, "farthest": 0}
    assert pairs.distance_in_words(0, 1) == "√2 ≈ 1.4142"
    assert pairs.distance_in_words(3, 3) == "0"


@pytest.mark.parametrize(("cosine", "word"), [(0.0, "zero"), (0.5, "between"), (1.0, "one")])
def test_a_cosine_in_words(cosine: float, word: str) -> None:
    assert bag.between(cosine) == word
    assert bag.cosine_of((), ("a",)) == 0


def test_zipf_by_construction() -> None:
    document = tuple(f"w{rank}" for rank in range(1, 61) for _ in range(600 // rank))
    law = ranks([document])
    assert law.slope == pytest.approx(-1, abs=0.03)
    assert law.frequency[0] == 600 and law.words[0] == "w1"
    assert ranks([("a", "b")]).once == 1
    assert len(law.ideal()[0]) == 60


def test_rare_words_and_own_stop_words_go() -> None:
    packed = bag.pack([("a", "b", "a"), ("a", "c"), ("c", "d", "d", "d")])
    assert packed.only(in_documents=2, left_out=()).vocabulary.words == ("a", "c")
    assert packed.only(in_documents=2, left_out=("a",)).vocabulary.words == ("c",)
    assert packed.only(in_documents=1, left_out=()) is packed
    with pytest.raises(LearnerError, match="no-words-left"):
        packed.only(in_documents=3, left_out=())
