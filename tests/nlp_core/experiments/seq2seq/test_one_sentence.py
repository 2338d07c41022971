"""One sentence through the bottleneck: beams over a learner's words, and two ways to be fed."""

import pytest

from nlp_core.engine.artifact import unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.errors import LearnerError
from nlp_core.experiments.attention import one_sentence as attention
from nlp_core.experiments.attention.one_sentence import Translator
from nlp_core.experiments.attention.sentences import examples, known_texts
from nlp_core.experiments.seq2seq.one_sentence import (
    beam,
    fed,
    is_unread,
    missed,
    summaries,
)
from nlp_core.places import MODELS
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.training.decoding import WIDEST


@pytest.fixture(scope="module")
def model() -> Translator:
    spec = TranslationSpec(score="none")
    packed = Store(open_folder(MODELS), writable=False).read(run_id_of(spec))
    assert packed is not None
    return unpack(packed, spec, shipped=True)


def test_a_beam_of_one_writes_what_the_attention_lesson_writes(model: Translator) -> None:
    for text in examples("en-ko")[:4]:
        found = beam(model, text, 1)
        assert found.pieces(found.best) == attention.translate(model, text).target
        assert found.chosen() == found.alive()


def test_the_best_sentence_is_among_the_living(model: Translator) -> None:
    for width in (2, 5, WIDEST):
        found = beam(model, examples("en-ko")[1], width, "length")
        assert found.chosen() <= found.alive()
        assert max(one.score for one in found.search.finished) == found.best.score
        assert all(len(step) <= width for step in found.search.steps)


@pytest.mark.parametrize("width", [0, 9, 1000])
def test_a_beam_of_a_thousand_is_refused(model: Translator, width: int) -> None:
    with pytest.raises(LearnerError) as caught:
        beam(model, examples("en-ko")[0], width)
    assert caught.value.code == "wide-beam"
    assert caught.value.values == {"width": width, "widest": WIDEST}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-text"),
        ("the cat " * 100, "too-long"),
        ("🙂", "unknown-words"),
        ("The 고양이 sleeps", "unknown-words"),
    ],
)
def test_what_it_cannot_read_is_named(model: Translator, text: str, code: str) -> None:
    with pytest.raises(LearnerError) as caught:
        beam(model, text, 2)
    assert caught.value.code == code
    assert is_unread(model, text)


def test_every_sentence_becomes_as_many_numbers(model: Translator) -> None:
    found = summaries(model, examples("en-ko")[:3])
    assert found.shape == (3, model.spec.d_model)


def test_help_and_none_differ_only_after_a_mistake(model: Translator) -> None:
    source, written, reference = missed(model)
    assert source in known_texts("en-ko") and written != reference
    found = fed(model, source)
    assert found is not None and len(found.helped) == len(found.reference)
    for helped, alone, wanted in zip(found.helped, found.alone, found.reference, strict=False):
        assert helped == alone
        if alone != wanted:
            break
    else:
        pytest.fail("the sentence that is missed holds a mistake")
    assert fed(model, "the cat sleeps in the river with the king .") is None
