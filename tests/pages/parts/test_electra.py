"""The ELECTRA lesson's stage, and that a second text is offered once its model is there."""

from dataclasses import replace

import pytest

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.bert.lexicon import language_of
from nlp_core.experiments.bert.sentence import piece_texts, read
from nlp_core.experiments.electra.edits import edit
from nlp_core.experiments.electra.examples import EXAMPLES
from nlp_core.experiments.electra.game import deal
from nlp_core.experiments.electra.judging import Judged, Token
from nlp_core.experiments.electra.two_losses import reach
from nlp_core.measurements.bert_results import lexicon
from nlp_core.measurements.electra_results import boards
from nlp_core.recipes.replaced_tokens import ELECTRAS
from nlp_core.trained import Trained
from pages.parts import electra as parts

JUDGED = Judged(
    ("the", "spoon", "lived."),
    ((Token(" the", 0.1),), (Token(" spoon", 0.9),), (Token(" lived", 0.2), Token(".", 0.7))),
    ((0, 1), (0, 1), (0, 1)),
)


def test_models_and_examples_go_together() -> None:
    assert {one.corpus for one in ELECTRAS} == set(parts.OFFERED) <= set(EXAMPLES)
    assert (parts.CORPUS in parts.CONTROLS) == (len(ELECTRAS) > 1)
    assert len({one.corpus for one in ELECTRAS}) == len(ELECTRAS)


def test_every_example_has_its_word_and_another() -> None:
    for corpus, spoken in EXAMPLES.items():
        for examples in spoken.values():
            for text, place, instead in examples:
                found = read(text, corpus)
                assert place in found.hideable
                assert edit(found, place, instead).changed == (place,)


def test_the_stage_marks_what_is_not_the_original() -> None:
    edited = edit(read("The cow lived."), 1, "spoon")
    asked = (False, True, False, False)
    table = parts.stage("en", edited, JUDGED, asked).table
    titles = list(table)
    assert table[titles[0]] == ["the", "spoon", "lived."]
    assert table[titles[2]] == ["", "cow", ""]
    assert table["MLM 15%"] == [0, 1, 0]
    assert table["RTD, all"] == [1, 1, 2]
    numbers = parts.stage_numbers(edited, JUDGED, asked)
    assert (numbers["called"], numbers["changed"]) == ("spoon", "spoon")
    assert (numbers["mlm_15"], numbers["rtd"], numbers["rtd_15"]) == (1, 4, 1)


def test_a_model_of_film_reviews_answers_all_that_the_page_asks() -> None:
    spec = replace(ELECTRAS[0], corpus="public", d_model=32, n_layer=1)
    run = Trained("run", spec, spec.build().model.eval().requires_grad_(False), {}, card={})
    for spoken, examples in EXAMPLES["public"].items():
        text, place, instead = examples[0]
        found = read(text, "public")
        offered = parts.offered(run, found, place)
        assert offered.words and all(offered.words)
        edited = edit(found, place, instead)
        judged, asked = parts.read_stage(run, edited, 1)
        assert len(asked) == sum(map(len, judged.tokens)) == len(edited.now.pieces)
        assert parts.stage(spoken, edited, judged, asked).table
        assert deal(run, text, 1, parts.words_played(run, spoken)).tried
        assert reach(run, found, 1).of("detecting", "generator") is None


def test_a_model_of_other_text_may_draw_any_word_of_the_language() -> None:
    class Run:
        spec = replace(ELECTRAS[0], corpus="public")

    assert parts.words_of(Run(), "ko") is parts.spelled("public", "ko")  # type: ignore[arg-type]


@pytest.mark.parametrize("corpus", ["little_world", "public"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_other_language_is_drawn(corpus: str, language: str) -> None:
    class Run:
        spec = replace(ELECTRAS[0], corpus=corpus)

    own = read({"ko": "고양이가", "en": "animals"}[language], corpus).words[0].pieces
    texts = piece_texts(corpus)
    words = parts.words_of(Run(), language)  # type: ignore[arg-type]
    found = {language_of(texts[piece]) for piece in words.following((), own).tolist()}
    both = parts.words_of(Run(), "")  # type: ignore[arg-type]
    other = {language_of(texts[piece]) for piece in both.following((), own).tolist()}
    assert found - {""} == {language} and other - {""} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_game_of_any_model_is_played_with_words_of_the_world(language: str) -> None:
    spec = replace(ELECTRAS[0], corpus="public", d_model=32, n_layer=1)
    run = Trained("run", spec, spec.build().model.eval().requires_grad_(False), {}, card={})
    words = parts.words_played(run, language)
    known = set(lexicon(language).words)
    for number, sentence in enumerate(boards(language), 1):
        dealt = deal(run, sentence, number, words)
        drawn = [dealt.edited.now.words[place].bare for place in dealt.replaced]
        assert set(drawn) <= known, drawn


def test_a_replaced_word_that_is_not_called_is_told_and_no_other() -> None:
    before = read("The cow lived.")
    missed = parts.missed(edit(before, 0, "a"), JUDGED)
    assert missed == {"missed": "a", "chance": 0.1, "called": 0.5}
    assert parts.missed(edit(before, 1, "spoon"), JUDGED) is None
    assert parts.missed(edit(before, 1, ""), JUDGED) is None
