"""The probes: what they ask, that a line finds what is there, and nothing where nothing is."""

import pytest
import torch

from nlp_core.corpora.pretraining.documents import little_world
from nlp_core.corpora.reviews import normalised
from nlp_core.experiments.bert.sentence import text_of
from nlp_core.experiments.electra import probes
from nlp_core.models.masks import everything
from nlp_core.training.packing import CLS, SEP
from tests.nlp_core.experiments.electra.small import electra

VOCAB = 1_500


@pytest.mark.parametrize("language", ["ko", "en"])
def test_texts_were_never_learned_from(language: str) -> None:
    known = {normalised("".join(one.sentences)) for one in little_world(language)}
    for make in probes.QUESTIONS.values():
        texts = make(language).texts
        assert len(texts) > 200
        assert not {normalised(text_of(text)) for text in texts} & known


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_word_is_in_one_fold_alone(language: str) -> None:
    question = probes.kind(language)
    folds: dict[tuple[int, ...], set[int]] = {}
    for (text, first, last), fold in zip(question.bounds, question.fold.tolist(), strict=True):
        folds.setdefault(question.texts[text][first - 1 : last - 1], set()).add(fold)
    many = [word for word, some in folds.items() if len(some) > 1]
    assert len(many) <= 2  # two lemmas may be written alike
    assert set(question.answer.tolist()) == set(range(len(probes.KINDS)))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_word_that_settles_a_story_means_either_as_often(language: str) -> None:
    question = probes.referent(language)
    sides: dict[tuple[int, ...], list[int]] = {}
    for (text, first, last), answer in zip(question.bounds, question.answer.tolist(), strict=True):
        sides.setdefault(question.texts[text][first - 1 : last - 1], []).append(answer)
    assert sum(map(len, sides.values())) == len(question.answer)
    assert all(abs(sum(some) / len(some) - 0.5) < 0.01 for some in sides.values())


def test_a_line_finds_what_is_there_and_nothing_in_noise() -> None:
    question = probes.referent("en")
    dice = torch.Generator().manual_seed(0)
    noise = torch.randn(len(question.answer), 12, generator=dice)
    told = noise.clone()
    told[:, 3] += 6 * question.answer
    assert probes.accuracy(told, question) > 0.95
    assert abs(probes.accuracy(noise, question) - 0.5) < 0.12


def test_features_are_the_mean_states_of_each_item_read_alone() -> None:
    question, model = probes.kind("en"), electra().model
    found = probes.features(model, question)
    for item, (text, first, last) in list(enumerate(question.bounds))[::150]:
        row = torch.tensor([[CLS, *question.texts[text], SEP]])
        states = probes.layers(model, row, everything(row.shape[1]))
        torch.testing.assert_close(found[item], states[0, first:last].mean(0), atol=2e-4, rtol=1e-3)


def test_counting_sees_the_pieces_of_an_item_and_beside_it() -> None:
    question = probes.kind("en")
    table = probes.counted(question, VOCAB)
    assert len(table) == len(question.answer)
    assert table.any(0).all()
    assert 0.1 < probes.accuracy(table, question) < 0.7
