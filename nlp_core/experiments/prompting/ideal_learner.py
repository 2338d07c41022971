"""The best any learner could do: keep every rule that the examples allow, and let them vote.

Bayes' rule with the generator itself as the prior. A rule's weight is how often the generator draws
it times how likely it then draws the words that the prompt shows, over all alphabets that hold
them; an answer's weight is the sum over the rules that give it. One example such as ``aa > aaa``
allows a suffix, a prefix and an insertion, so that even this learner errs. No learner that knows no
more than the generator's own shares scores above it on average.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.corpora.letter_rules.episodes import MIXTURES
from nlp_core.corpora.letter_rules.rules import (
    KNOWN_OPERATIONS,
    LAST_PLACE,
    LONGEST_AFFIX,
    OPERATIONS,
    SYMBOLS,
    Rule,
    operate,
)
from nlp_core.corpora.letter_rules.scope import WIDE

HOLDS_LETTER = 0.9  # the share of words that are made to hold the letter to substitute
NEVER = 1e-9  # of a question too short for a rule: the generator draws none, a learner may type it
N_SYMBOL = np.arange(1, len(SYMBOLS) + 1)
Example = tuple[str, str]
Floats = NDArray[np.floating[Any]]


def consistent_rules(
    examples: Sequence[Example],
    mixture: Mapping[str, float] = MIXTURES["all"],
    *,
    question: str = "",
) -> dict[Rule, float]:
    """Every rule that gives all the answers, with its weight; needs at least one example.

    ``question``'s letters count as evidence too: nine in ten questions of a substitution hold its
    letter.

    >>> sorted(rule.family for rule in consistent_rules([("aa", "aaa")]))
    ['insert', 'prefix', 'suffix']
    """
    words = [word for word, _ in examples]
    letters = "".join(words) + question
    by_size = np.exp(-len(letters) * np.log(N_SYMBOL / len(set(letters))))  # (32,), scaled
    by_size = by_size * (len(set(letters)) <= N_SYMBOL)
    kept: dict[Rule, float] = {}
    for rule, prior in _candidates(*examples[0]):
        prior *= mixture.get(rule.family, 0.0)
        if prior and all(rule.apply(word) == answer for word, answer in examples):
            weight = prior * by_size * _alphabets(rule, letters)
            for word in words:
                weight = weight * (_length_share(rule, word) * _letter_share(rule, word))
            if question:
                length = max(_length_share(rule, question), NEVER)
                weight = weight * (length * _letter_share(rule, question))
            if total := float(weight.sum()):
                kept[rule] = total
    return kept


def vote(rules: Mapping[Rule, float], question: str) -> dict[str, float]:
    """The share of each answer to ``question``, the likeliest first; empty without rules."""
    shares: dict[str, float] = {}
    for rule, weight in rules.items():
        answer = rule.apply(question)
        shares[answer] = shares.get(answer, 0.0) + weight
    total = sum(shares.values())
    ranked = sorted(shares.items(), key=lambda pair: -pair[1])
    return {answer: weight / total for answer, weight in ranked}


def _candidates(word: str, answer: str) -> Iterator[tuple[Rule, float]]:
    """The rules of every family that turn ``word`` into ``answer``.

    With each its prior inside its family, without the choice of its letters.
    """
    added = len(answer) - len(word)
    if 1 <= added <= LONGEST_AFFIX:
        if answer.startswith(word):
            yield Rule("suffix", answer[len(word) :]), WIDE.affix[added - 1]
        if answer.endswith(word):
            yield Rule("prefix", answer[:added]), WIDE.affix[added - 1]
    for before in range(1, LONGEST_AFFIX + 1):
        behind = added - before
        if 1 <= behind <= LONGEST_AFFIX and answer[before : before + len(word)] == word:
            edges = answer[:before], answer[len(answer) - behind :]
            yield Rule("wrap", *edges), WIDE.edge[before - 1] * WIDE.edge[behind - 1]
    if added == 1:
        for place in range(1, min(LAST_PLACE, len(word) - 1) + 1):
            rule = Rule("insert", answer[place], place=place)
            if rule.apply(word) == answer:
                yield rule, 1 / LAST_PLACE
    if added == 0:
        for old, new in _substitutes(word, answer):
            yield Rule("substitute", old, new), 1.0
    for operation in KNOWN_OPERATIONS:
        if operate(operation, word) == answer:
            rule = Rule("operation", place=OPERATIONS.index(operation))
            yield rule, 1 / len(KNOWN_OPERATIONS)


def _substitutes(word: str, answer: str) -> list[Example]:
    """The letter pairs (old, new) that turn ``word`` into ``answer`` of the same length."""
    pairs = {(old, new) for old, new in zip(word, answer, strict=True) if old != new}
    if len(pairs) > 1:
        return []
    if pairs:
        old, new = next(iter(pairs))
        return [(old, new)] if word.replace(old, new) == answer else []
    absent = [symbol for symbol in SYMBOLS if symbol not in word]
    return [(old, new) for old in absent for new in SYMBOLS if new != old]


def _alphabets(rule: Rule, letters: str) -> Floats:
    """For 1 to 32 symbols: the share of such alphabets, and of this rule's letters in them."""
    drawn = rule.first + rule.second
    of_letters = 1.0 / N_SYMBOL ** len(drawn)
    if rule.family == "substitute":  # two different ones
        of_letters = 1.0 / (N_SYMBOL * np.maximum(N_SYMBOL - 1, 1))
    return _holding(len(set(letters + drawn))) * of_letters


@cache
def _holding(used: int) -> Floats:
    """How often an alphabet is drawn with 1 to 32 symbols and holds ``used`` given ones: (32,)."""
    share = np.zeros(len(SYMBOLS))
    for size, weight in enumerate(WIDE.alphabet, 1):
        if size >= used:
            share[size - 1] = (
                weight * comb(len(SYMBOLS) - used, size - used) / comb(len(SYMBOLS), size)
            )
    return share


def _length_share(rule: Rule, word: str) -> float:
    """How often the generator draws a word of this length; words too short for a rule grow."""
    share = WIDE.word[len(word) - 1] if len(word) <= len(WIDE.word) else 0.0
    if rule.family not in ("insert", "operation"):
        return share
    shortest = rule.place + 1 if rule.family == "insert" else 2
    if len(word) == shortest:
        return sum(WIDE.word[:shortest])
    return share if len(word) > shortest else 0.0


def _letter_share(rule: Rule, word: str) -> Floats:
    """How much likelier a word's letters are than any others, by the alphabet's size: (32,)."""
    if rule.family != "substitute":
        return np.ones(len(N_SYMBOL))
    share = word.count(rule.first) / len(word)
    return 1 - HOLDS_LETTER + HOLDS_LETTER * N_SYMBOL * share
