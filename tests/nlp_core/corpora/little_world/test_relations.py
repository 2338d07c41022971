"""Facts and analogies: enough of them, one unit each, and words that the text is full of."""

from collections import Counter
from collections.abc import Callable

import pytest

from nlp_core.corpora.little_world import Analogy, analogies, crossed, facts, sentences

LANGUAGES = ["en", "ko"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("gold", "least", "seen"), [(analogies, 200, 20), (crossed, 100, 10)])
def test_analogies_are_of_frequent_single_units(
    gold: Callable[[str], list[Analogy]], least: int, seen: int, language: str
) -> None:
    count = Counter(token for s in sentences(language, 20_000, seed=1) for token in s.tokens)
    found = gold(language)
    assert len(found) >= least
    assert len(set(found)) == len(found)
    for analogy in found:
        words = analogy[:4]
        assert len(set(words)) == 4
        assert min(count[word] for word in words) >= seen, analogy


def test_analogies_hold_what_a_class_expects() -> None:
    english = {tuple(analogy[:4]) for analogy in analogies("en")}
    pairs = {frozenset([a[:2], a[2:]]) for a in english}
    assert frozenset([("king", "queen"), ("man", "woman")]) in pairs
    assert frozenset([("Korea", "Seoul"), ("Japan", "Tokyo")]) in pairs
    assert frozenset([("cow", "calf"), ("dog", "puppy")]) in pairs
    assert any(a[0] == "소" and a[1] == "송아지" for a in analogies("ko"))


def test_crossed_analogies_join_pairs_of_two_kinds() -> None:
    english, korean = ({tuple(one[:4]) for one in crossed(language)} for language in LANGUAGES)
    assert ("king", "palace", "princess", "castle") in english
    assert ("big", "bigger", "short", "shorter") in english
    assert ("왕", "궁전", "공주", "성") in korean
    assert ("크", "작", "긴가", "짧은가") in korean


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_answer_their_questions(language: str) -> None:
    found = facts(language)
    assert len(found) >= 80
    for fact in found:
        assert fact.answer in fact.sentence.tokens
        assert fact.subject in fact.question.tokens
        assert fact.question.text.endswith("?")
        assert fact.sentence.text.endswith(".")
    assert len({(fact.relation, fact.subject) for fact in found}) == len(found)


def test_facts_are_true() -> None:
    known = {(f.relation, f.subject): f.answer for f in facts("ko")}
    assert known["language", "영국"] == "영어"
    assert known["young", "소"] == "송아지"
    assert known["young", "닭"] == "병아리"
    assert known["capital", "한국"] == "서울"
    assert known["state", "얼음"] == "고체"


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="language"):
        facts("fr")
