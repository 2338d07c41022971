"""The plain trainer on corpora small enough to count by hand."""

from nlp_core.text.bpe_plain import Merge, apply_merges, count_pairs, learn_merges_plainly


def test_the_worked_example() -> None:
    """Sennrich et al. 2016, figure 1, without its end-of-word mark."""
    chunks = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
    merges = learn_merges_plainly(chunks, 4)
    assert merges == [
        Merge("e", "s", 9),
        Merge("es", "t", 9),
        Merge("l", "o", 7),
        Merge("lo", "w", 7),
    ]


def test_of_equal_pairs_the_smaller_is_merged() -> None:
    assert learn_merges_plainly({"cd": 2, "ab": 2}, 1) == [Merge("a", "b", 2)]


def test_pairs_that_overlap_count_each_time() -> None:
    assert count_pairs({(1, 1, 1): 4}) == {(1, 1): 8}


def test_it_stops_where_pairs_are_rare() -> None:
    assert learn_merges_plainly({"ab": 1}, 5) == []
    assert learn_merges_plainly({"ab": 1}, 5, min_frequency=1) == [Merge("a", "b", 1)]
    assert learn_merges_plainly({}, 5) == []


def test_merges_apply_in_the_order_they_were_learned() -> None:
    ranks = {("b", "c"): 0, ("a", "b"): 1, ("a", "bc"): 2}
    assert apply_merges("abcab", ranks) == ["abc", "ab"]
    assert apply_merges("", ranks) == []
