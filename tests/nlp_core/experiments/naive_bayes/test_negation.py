import pytest

from nlp_core.experiments.naive_bayes import negation
from nlp_core.experiments.naive_bayes.verdict import judge_text, learn, review_rows, words
from nlp_core.text.reader import Reader


@pytest.mark.parametrize("language", ["ko", "en"])
def test_with_single_words_a_negation_adds_the_same_everywhere(language: str) -> None:
    model = learn(review_rows(language), Reader(language))
    word = negation.NEGATION[language]
    alone = judge_text(model, word, Reader(language), towards="positive")
    assert [share.word for share in alone.shares] == [word]  # the reviews know it
    pairs = negation.NEGATED[language]
    for one in negation.denials(model, pairs, Reader(language), "positive"):
        assert one.after - one.before == pytest.approx(alone.odds - alone.prior), one


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_denial_is_its_sentence_with_one_word_more(language: str) -> None:
    for plain, denied in negation.NEGATED[language]:
        before = [token.text for token in words(plain)]
        after = [token.text for token in words(denied)]
        after.remove(negation.NEGATION[language])
        assert after == before


@pytest.mark.parametrize("language", ["ko", "en"])
def test_most_plain_sentences_are_read_rightly(language: str) -> None:
    model = learn(review_rows(language), Reader(language))
    read = negation.denials(model, negation.NEGATED[language], Reader(language), "positive")
    assert sum(one.before > 0 for one in read) >= 4
    assert negation.columns(read)[0] == [denied for _, denied in negation.NEGATED[language]]


def test_flips_when_a_rightly_judged_sentence_crosses_to_the_other_verdict() -> None:
    assert negation.Denial("a", "not a", 1.0, -0.5).flips
    assert not negation.Denial("a", "not a", 1.0, 0.5).flips
    assert not negation.Denial("a", "not a", -1.0, 0.5).flips


def test_a_pair_whose_plain_sentence_is_misjudged_counts_for_neither() -> None:
    ends = ((1.0, -0.5), (1.0, 0.5), (-0.6, -1.2), (-0.1, 0.2))
    pairs = [negation.Denial("a", "not a", before, after) for before, after in ends]
    tally = {"total": 4, "told": 2, "misjudged": 2, "kept": 1, "flipped": 1}
    assert negation.tally(pairs) == tally
    assert negation.tally([]) == dict.fromkeys(tally, 0)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_praise_in_words_of_blame_is_misjudged(language: str) -> None:
    model = learn(review_rows(language), Reader(language))
    text = negation.DOUBLE[language]
    assert judge_text(model, text, Reader(language), towards="positive").winner == "negative"
