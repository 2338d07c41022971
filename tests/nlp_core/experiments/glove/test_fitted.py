"""Views of the shipped models: what they learned is what the counts say."""

import pytest

from nlp_core.corpora.little_world.questions import PROBED
from nlp_core.errors import LearnerError
from nlp_core.experiments.glove import fitted
from nlp_core.experiments.glove.ratios import ratios
from nlp_core.measurements.results import obtain
from nlp_core.recipes.glove import LANGUAGES, GloVeSpec
from nlp_core.text.cooccurrence import Cooccurrences

both = pytest.mark.parametrize("language", LANGUAGES)


def shipped(language: str) -> tuple[fitted.TrainedGloVe, Cooccurrences]:
    trained = obtain(GloVeSpec(language=language))
    return trained, fitted.counted(trained.spec, trained.vocabulary["words"])


@both
def test_the_stage_holds_the_four_kinds_of_probes(language: str) -> None:
    _, counted = shipped(language)
    first, second, shared, neither = fitted.stage_probes(language, counted)
    assert first.value > 10 and second.value < 0.1
    assert 0.5 < shared.value < 2 and 0.3 < neither.value < 3
    assert min(shared.counts) > 10 * max(neither.counts) / 2


@both
def test_learned_ratios_point_where_the_counted_ones_do(language: str) -> None:
    trained, counted = shipped(language)
    probed = PROBED[language]
    said = fitted.learned_ratios(trained, counted, probed.pair, probed.probes)
    assert said[0] > 2 and said[1] < 0.5 and 0.5 < said[2] < 2
    step, last = trained.snapshots[-1]
    assert step == trained.card["steps"]
    assert fitted.probed(language, counted, last["probed"]) == pytest.approx(said, rel=0.05)
    untrained = fitted.probed(language, counted, trained.snapshots[0][1]["probed"])
    assert untrained == pytest.approx([1.0] * 4, rel=0.1)


@both
def test_the_fit_improves_through_the_training(language: str) -> None:
    trained, counted = shipped(language)
    past = fitted.replay(trained, counted)
    assert past.said.shape == (len(past.steps), len(past.logs))
    assert len(past.logs) == len(past.pairs) > 200
    assert past.errors[-1] < 0.1 * past.errors[0]
    pair, log = past.pairs[7], past.logs[7]
    count = counted.row(pair[0])[counted.index[pair[1]]]
    assert count == pytest.approx(2.718281828**log, rel=1e-4)


def test_one_cell_is_followed_in_numbers_and_the_model_stays_as_it_was() -> None:
    trained, counted = shipped("en")
    before = trained.model.word.weight.clone()
    cell = fitted.one_cell(trained, counted, "ice", "solid")
    assert cell.said == pytest.approx(cell.product + cell.biases)
    assert cell.error == pytest.approx(cell.weight * (cell.said - cell.log) ** 2, rel=1e-4)
    away = [abs(said - cell.log) for said in cell.alone]
    assert cell.log > away[0] > away[1] > away[2]
    assert (before == trained.model.word.weight).all()
    stopped = fitted.counted(GloVeSpec(borders="stop"), trained.vocabulary["words"])
    with pytest.raises(LearnerError, match="cell-zero"):
        fitted.one_cell(trained, stopped, "ice", "gas")


@both
def test_hidden_probes_are_words_that_the_stage_does_not_show(language: str) -> None:
    _, counted = shipped(language)
    assert not {*fitted.HIDDEN[language]} & {*PROBED[language].probes}
    found = ratios(counted, *PROBED[language].pair, fitted.HIDDEN[language])
    assert found[0].value == max(one.value for one in found)


@both
def test_the_tests_are_far_above_chance(language: str) -> None:
    trained, _ = shipped(language)
    gold, gold_sum, crossed, crossed_sum = fitted.tests_of(trained, language)
    assert gold >= 0.9 and gold > gold_sum
    assert crossed > 2 * crossed_sum


@both
def test_what_the_lesson_begins_with_is_in_the_corpus(language: str) -> None:
    _, counted = shipped(language)
    start = fitted.STARTS[language]
    begun = [*start.block.split(), start.word, *start.question, *start.pair, *start.probes.split()]
    assert {*begun, *fitted.HIDDEN[language]} <= set(counted.words)
