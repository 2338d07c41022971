"""The ideal learner: every rule that fits and no other, weighted as the generator draws them."""

import itertools

import numpy as np
import pytest

from nlp_core.corpora.letter_rules.rules import (
    FAMILIES,
    KNOWN_OPERATIONS,
    OPERATIONS,
    SYMBOLS,
    Rule,
)
from nlp_core.experiments.prompting.few_shot import family_episodes, written_lines
from nlp_core.experiments.prompting.ideal_learner import consistent_rules, vote


def test_one_example_may_leave_three_rules() -> None:
    rules = consistent_rules([("aa", "aaa")])
    assert set(rules) == {Rule("suffix", "a"), Rule("prefix", "a"), Rule("insert", "a", place=1)}
    shares = vote(rules, "bcd")
    assert set(shares) == {"bcda", "abcd", "bacd"}
    assert sum(shares.values()) == pytest.approx(1)


def test_a_second_example_settles_it() -> None:
    rules = consistent_rules([("aa", "aaa"), ("bc", "bca")])
    assert list(rules) == [Rule("suffix", "a")]
    assert vote(rules, "bcd") == {"bcda": 1.0}


@pytest.mark.parametrize(
    ("examples", "question", "answer"),
    [
        ([("kind", "kindly")], "slow", "slowly"),
        ([("kind", "unkind")], "real", "unreal"),
        ([("kind", "*kind!!")], "slow", "*slow!!"),
        ([("kind", "ki-nd")], "slow", "sl-ow"),
        ([("banana", "bonono")], "salad", "solod"),
        ([("abc", "cba")], "xyz", "zyx"),
        ([("abc", "abcabc")], "xy", "xyxy"),
        ([("abcde", "bcde")], "xyz", "yz"),
    ],
)
def test_answers_by_hand(examples: list[tuple[str, str]], question: str, answer: str) -> None:
    assert next(iter(vote(consistent_rules(examples), question))) == answer


def test_no_rule_fits_nonsense() -> None:
    assert consistent_rules([("abc", "xyz!")]) == {}
    assert consistent_rules([("ab", "abc"), ("ab", "cab")]) == {}
    assert consistent_rules([("abc", "bca")]) == {}  # a rotation was never trained
    assert vote({}, "abc") == {}


def test_an_unchanged_word_speaks_for_a_substitution_of_other_letters() -> None:
    rules = consistent_rules([("abc", "abc")])
    assert {rule.family for rule in rules} == {"substitute"}
    assert all(rule.first not in "abc" for rule in rules)
    assert len(rules) == 29 * 31


def test_it_finds_the_same_rules_as_a_search_through_all_of_them() -> None:
    letters = "abc"
    strings = ["".join(p) for n in (1, 2, 3) for p in itertools.product(letters, repeat=n)]
    edges = [s for s in strings if len(s) < 3]
    every = [
        *(Rule(family, s) for family in ("suffix", "prefix") for s in strings),
        *(Rule("wrap", a, b) for a in edges for b in edges),
        *(Rule("insert", s, place=k) for s in letters for k in (1, 2, 3, 4)),
        *(Rule("substitute", a, b) for a in letters for b in SYMBOLS if a != b),
        *(Rule("operation", place=OPERATIONS.index(one)) for one in KNOWN_OPERATIONS),
    ]
    rng = np.random.default_rng(0)
    for _ in range(300):
        rule = every[rng.integers(len(every))]
        words = ["".join(rng.choice(list(letters), rng.integers(2, 7))) for _ in range(2)]
        if rule.family == "insert":
            words = [word + "abca"[: rule.place + 1] for word in words]
        examples = [(word, rule.apply(word)) for word in words]
        found = {one for one in consistent_rules(examples) if one in every}
        wanted = {one for one in every if all(one.apply(w) == a for w, a in examples)}
        impossible = {
            one for one in wanted if one.family == "insert" and min(map(len, words)) <= one.place
        }
        assert found == wanted - impossible, (rule, examples)


def test_few_symbols_in_a_prompt_speak_for_a_small_alphabet() -> None:
    words = [("0110", "01101"), ("1010", "10101")]
    as_letters = [tuple(one.translate(str.maketrans("01", "ab")) for one in pair) for pair in words]
    shares = vote(consistent_rules(as_letters, question="bbb"), "bbb")
    assert next(iter(shares)) == "bbbb"


def test_long_additions_are_found() -> None:
    assert vote(consistent_rules([("go", "overgo")]), "run") == {"overrun": 1.0}
    answers = vote(consistent_rules([("ab", "<<<<<ab>>>>>".translate({60: "x", 62: "y"}))]), "c")
    assert answers == {"xxxxxcyyyyy": 1.0}


def test_it_is_as_sure_as_it_is_right() -> None:
    sure, right = [], []
    for family in FAMILIES:
        data = family_episodes(family, 150, 11, unseen=False)
        for row in range(150):
            (word, answer), (question, wanted) = written_lines(data, row)[:2]
            mixture = dict.fromkeys(FAMILIES, 0.2)
            rules = consistent_rules([(word, answer)], mixture, question=question)
            best, share = next(iter(vote(rules, question).items()))
            sure.append(share)
            right.append(best == wanted)
    assert np.mean(sure) == pytest.approx(np.mean(right), abs=0.03)
    unsure = np.array(sure) < 0.8
    assert 20 < unsure.sum() < 200
    assert np.mean(np.array(right)[unsure]) == pytest.approx(
        np.array(sure)[unsure].mean(), abs=0.15
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_the_true_rule_always_fits(family: str) -> None:
    data = family_episodes(family, 60, 1)
    for row in range(60):
        assert data.rules.rule(row) in consistent_rules(written_lines(data, row)[:3])
