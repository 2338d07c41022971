"""The best any learner could do: keep every rule that the examples allow, and let them vote.

Bayes' rule over the generator's own families. A rule's weight is how often the generator draws it
times how likely it then draws the words it was shown on; an answer's weight is the sum over the
rules that give it. One example such as ``aa > aaa`` allows a suffix, a prefix and two insertions,
so that even this learner errs: no curve can rise above its line.
"""

from collections.abc import Iterator, Mapping, Sequence

from nlp_core.corpora.letter_rules.draws import FEWEST_SYMBOLS, WORD_LENGTHS
from nlp_core.corpora.letter_rules.episodes import MIXTURES
from nlp_core.corpora.letter_rules.rules import (
    KNOWN_OPERATIONS,
    LAST_PLACE,
    LONGEST_AFFIX,
    LONGEST_EDGE,
    OPERATIONS,
    SYMBOLS,
    Rule,
    operate,
)

N_SYMBOL = (FEWEST_SYMBOLS + len(SYMBOLS)) / 2  # an episode's alphabet, on average
HOLDS_LETTER = 0.9  # the share of words that are made to hold the letter to substitute
Example = tuple[str, str]


def consistent_rules(
    examples: Sequence[Example], mixture: Mapping[str, float] = MIXTURES["all"]
) -> dict[Rule, float]:
    """Every rule that gives all the answers, with its weight; needs at least one example.

    >>> sorted(rule.family for rule in consistent_rules([("aa", "aaa")]))
    ['insert', 'prefix', 'suffix']
    """
    word, answer = examples[0]
    kept: dict[Rule, float] = {}
    for rule, prior in _candidates(word, answer):
        weight = prior * mixture.get(rule.family, 0.0)
        if weight and all(rule.apply(w) == a for w, a in examples):
            for shown, _ in examples:
                weight *= _likelihood(rule, shown)
            if weight:
                kept[rule] = weight
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
    """The rules of every family that turn ``word`` into ``answer``, with their prior inside it."""
    added = len(answer) - len(word)
    if 1 <= added <= LONGEST_AFFIX:
        prior = 1 / LONGEST_AFFIX / N_SYMBOL**added
        if answer.startswith(word):
            yield Rule("suffix", answer[len(word) :]), prior
        if answer.endswith(word):
            yield Rule("prefix", answer[:added]), prior
    for before in range(1, LONGEST_EDGE + 1):
        behind = added - before
        if 1 <= behind <= LONGEST_EDGE and answer[before : before + len(word)] == word:
            edges = answer[:before], answer[len(answer) - behind :]
            yield Rule("wrap", *edges), 1 / LONGEST_EDGE**2 / N_SYMBOL**added
    if added == 1:
        for place in range(1, min(LAST_PLACE, len(word) - 1) + 1):
            rule = Rule("insert", answer[place], place=place)
            if rule.apply(word) == answer:
                yield rule, 1 / LAST_PLACE / N_SYMBOL
    if added == 0:
        for old, new in _substitutes(word, answer):
            yield Rule("substitute", old, new), 1 / N_SYMBOL / (N_SYMBOL - 1)
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


def _likelihood(rule: Rule, word: str) -> float:
    """How much likelier the generator draws ``word`` under ``rule`` than under a suffix rule."""
    if rule.family == "substitute":
        share = word.count(rule.first) / len(word)
        return 1 - HOLDS_LETTER + HOLDS_LETTER * N_SYMBOL * share
    if rule.family in ("insert", "operation"):  # shorter words were lengthened
        shortest = rule.place + 1 if rule.family == "insert" else 2
        if len(word) != shortest:
            return float(len(word) > shortest)
        return float(WORD_LENGTHS[:shortest].sum() / WORD_LENGTHS[shortest - 1])
    return 1.0
