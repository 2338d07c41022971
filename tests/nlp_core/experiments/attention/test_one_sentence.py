"""Translating one sentence: numbers that fit together, interventions that do what they say."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.attention.one_sentence import (
    Translator,
    crossing_row,
    other_column,
    other_row,
    reading,
    translate,
    word_at,
)
from nlp_core.experiments.attention.sentences import (
    LONGEST,
    examples,
    known_pairs,
    known_words,
    labels,
    language_of,
    nouns,
    shown_example,
    truth,
    unknown_words,
)
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec, sentence_pieces, shown_pairs
from nlp_core.text.pieces import cut, respelt
from nlp_core.trained import Trained


def trained(score: str, direction: str = "en-ko", steps: int = 30) -> Translator:
    spec = TranslationSpec(direction, score, d_model=32, steps=steps, batch=32, learning_rate=1e-2)
    bundle = spec.build()
    list(spec.fit(bundle))
    return Trained("run", spec, bundle.model.eval(), bundle.vocabulary, card={})


@pytest.fixture(scope="module")
def general() -> Translator:
    return trained("general")


def test_rows_are_distributions_and_contexts_their_sums(general: Translator) -> None:
    result = translate(general, examples("en-ko")[0])
    assert result.attention is not None
    assert result.attention.shape == (len(result.target), len(result.source))
    np.testing.assert_allclose(result.attention.sum(1), 1, atol=1e-5)
    np.testing.assert_allclose(result.attention @ result.memory, result.contexts, atol=1e-4)


def test_scores_are_the_bilinear_form_of_query_and_memory(general: Translator) -> None:
    result = translate(general, examples("en-ko")[0])
    weight = general.model.decoder.attention.weight.detach().numpy()
    assert result.scores is not None
    np.testing.assert_allclose(
        result.queries @ weight @ result.memory.T, result.scores, atol=1e-3, rtol=1e-3
    )


def test_reading_goes_from_scores_to_context(general: Translator) -> None:
    result = translate(general, examples("en-ko")[0])
    one = reading(result, 0)
    np.testing.assert_allclose(one.exponentials / one.exponentials.sum(), one.weights, atol=1e-5)
    np.testing.assert_allclose(one.mixture[:-1].sum(0), one.mixture[-1], atol=1e-4)


def test_forcing_and_hiding_reach_the_weights(general: Translator) -> None:
    text = examples("en-ko")[0]
    forced = translate(general, text, forced=((0, 2),))
    assert forced.attention is not None
    assert forced.attention[0].argmax() == 2
    assert forced.attention[0, 2] == 1
    hidden = translate(general, text, hidden=(1,))
    assert hidden.attention is not None
    assert hidden.attention[:, 1].max() == 0
    free = translate(general, text)
    assert free.attention is not None
    assert free.attention[:, 1].max() > 0


def test_the_same_question_is_answered_once(general: Translator) -> None:
    text = examples("en-ko")[1]
    assert translate(general, text) is translate(general, text)


def test_without_attention_there_is_no_matrix() -> None:
    result = translate(trained("none", steps=2), examples("en-ko")[0])
    assert result.attention is None
    assert result.scores is None
    with pytest.raises(ValueError, match="without attention"):
        reading(result, 0)


def test_gold_is_drawn_only_where_the_reference_is_met() -> None:
    for direction in DIRECTIONS:
        pair = shown_pairs()[0]
        wanted = pair.ko if direction == "en-ko" else pair.en
        text, gold = truth(pair, direction, tuple(sentence_pieces(wanted)))
        target, source, links = shown_example(direction)
        assert (text, list(gold)) == (wanted.text, links)
        assert all(row < len(target) and column < len(source) for row, column in links)
        assert truth(pair, direction, (" x",)) == (wanted.text, ())
        assert truth(None, direction, (" x",)) == (None, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-text"),
        ("   ", "empty-text"),
        ("The dragon sleeps.", "unknown-words"),
        ("ㅋㅋ 🙂 <b>", "unknown-words"),
        ("고양이", "unknown-words"),
        ("the " * (LONGEST + 1), "too-long"),
    ],
)
def test_what_cannot_be_read_is_said(general: Translator, text: str, code: str) -> None:
    with pytest.raises(LearnerError) as raised:
        translate(general, text)
    assert raised.value.code == code


def test_every_example_is_known_by_its_gold(general: Translator) -> None:
    for text in examples("en-ko"):
        result = translate(general, text)
        assert result.reference is not None
        assert result.source_text == text
        assert result.source in known_pairs("en-ko")


def test_known_words_are_offered_for_unknown_ones(general: Translator) -> None:
    with pytest.raises(LearnerError) as raised:
        translate(general, "The studnt sleeps.")
    assert raised.value.values["words"] == "studnt"
    vocabulary = tuple(general.vocabulary["source"])
    assert "student" in known_words(vocabulary)
    (found,) = unknown_words("The studnt sleeps.", vocabulary, "en-ko")
    assert found.word == "studnt"
    assert found.near[0] == "student"
    assert translate(general, respelt("The studnt sleeps.", found.word, found.near[0])).source


@pytest.mark.parametrize(
    ("direction", "text", "word", "near"),
    [
        ("ko-en", "고앙이가 우유를 마신다.", "고앙이가", "고양이가"),
        ("ko-en", "토키가 잔다!", "토키가", "토끼가"),
        ("ko-en", "고양이가 무유를 마신다", "무유를", "우유를"),
        ("ko-en", "여앙을 본다", "여앙을", "여왕을"),
        ("ko-en", "고양이가 cat을 본다", "cat을", ""),
        ("en-ko", "“Teh rabit’s” runs", "Teh", "the"),
        ("en-ko", "The dragoon sleeps", "dragoon", ""),
    ],
)
def test_near_words_are_whole_and_can_be_read(
    direction: str, text: str, word: str, near: str
) -> None:
    vocabulary = tuple(TranslationSpec(direction=direction).build().vocabulary["source"])
    found = {one.word: one.near for one in unknown_words(text, vocabulary, direction)}
    assert word in found
    assert not near or found[word][0] == near
    for one in found[word]:
        assert not cut(respelt(word, word, one), vocabulary).unknown


def test_signs_around_a_known_word_do_not_hide_it(general: Translator) -> None:
    plain = translate(general, "The cat drinks milk.")
    assert translate(general, "‘The’ cat — drinks (milk)!").source == plain.source


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_examples_cross_and_fit_a_projector(direction: str) -> None:
    assert len(examples(direction)) >= 5
    assert all(language_of(text) == direction[:2] for text in examples(direction))
    assert all(max(len(p.en.units), len(p.ko.units)) <= 14 for p in shown_pairs())


def test_questions_point_at_places_that_exist(general: Translator) -> None:
    for text in examples("en-ko"):
        result = translate(general, text)
        row = crossing_row(result)
        assert 0 <= row < max(1, len(result.target))
        column, other = other_column(result, row), other_row(result, row)
        assert 0 <= column < len(result.source)
        assert 0 <= other < max(1, len(result.target))
        if len(result.target) > 1:
            assert other != row
        if len(result.source) > 1 and result.attention is not None and len(result.target):
            assert column != result.attention[row].argmax()  # something is moved
        assert word_at(result, 999) is None


@pytest.mark.parametrize("language", ["en", "ko"])
def test_likely_nouns_mostly_are(language: str) -> None:
    kinds = [
        sentence.units[place].kind
        for sentence in (getattr(pair, language) for pair in known_pairs("en-ko").values())
        for place in nouns(tuple(sentence_pieces(sentence)))
    ]
    assert sum(kind in {"noun", "name", "pronoun"} for kind in kinds) / len(kinds) > 0.85


def test_labels_mark_what_joins() -> None:
    assert labels((" 고양이", "가", " 운", "다", ".")) == ["고양이", "-가", "운", "-다", "."]
