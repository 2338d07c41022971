"""A learner's sentence is read piece by piece; a held gate changes what comes after it alone."""

import numpy as np
import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.gates import own_sentence
from nlp_core.experiments.gates.own_sentence import Held, Trace, hardest_hit, liveliest, read, trace
from nlp_core.recipes.gated_lm import UNKNOWN, GatedLMSpec, linked, pieces
from nlp_core.trained import Trained

VOCABULARY = [" 고양이", " 우유", "가", "를", " 마신", "다", "."]


def _run(cell: str) -> own_sentence.Reader:
    spec = GatedLMSpec(language="ko", cell=cell, d_model=8)
    model = spec.restore(VOCABULARY).model.eval()
    return Trained("run", spec, model, VOCABULARY, {"history": [], "metrics": {}})


def test_a_sentence_is_cut_and_what_is_unknown_stays_whole() -> None:
    found = read("고양이가 🙂 용을 마신다.", VOCABULARY)
    assert found.labels == ("고양이", "-가", "🙂", "용을", "마신", "-다", ".")
    assert found.unknown == ("🙂", "용을")
    assert found.ids[2] == found.ids[3] == UNKNOWN
    assert read("고양이가 우유를", VOCABULARY).labels[-1] == "-를"  # no mark that was not written


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        read(text, VOCABULARY)


def test_a_huge_sentence_is_cut_and_said() -> None:
    found = read("고양이가 " * 5_000, VOCABULARY)
    assert len(found.ids) == own_sentence.LONGEST
    assert found.left_out == 10_000 - own_sentence.LONGEST


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_trace_tells_every_gate_and_how_surprising_each_piece_was(cell: str) -> None:
    run = _run(cell)
    ids = read("고양이가 🙂 마신다.", VOCABULARY).ids
    found = trace(run, ids)
    assert all(part.shape == (len(ids), 8) for part in found.parts.values())
    assert np.isnan(found.surprise[2]) and np.isfinite(np.delete(found.surprise, 2)).all()
    tokens = torch.tensor([[0, *ids]])
    chance = run.model(tokens)[0, 0].softmax(-1)[ids[0]].item()
    assert 2 ** -found.surprise[0] == pytest.approx(chance, rel=1e-4)
    assert [len(row) for row in found.expected] == [own_sentence.NEXT] * len(ids)


@pytest.mark.parametrize(("cell", "gate"), [("lstm", "forget"), ("gru", "update")])
def test_a_gate_is_held_in_the_named_pieces_alone(cell: str, gate: str) -> None:
    run = _run(cell)
    ids = read("고양이가 우유를 마신다.", VOCABULARY).ids
    free, held = trace(run, ids), trace(run, ids, Held(gate, 1.0, 2, 3))
    assert (held.parts[gate][2:4] == 1).all()
    assert (held.parts[gate][:2] == free.parts[gate][:2]).all()
    assert (held.surprise[:3] == free.surprise[:3]).all()
    assert not (held.surprise[3:] == free.surprise[3:]).all()


def test_the_hardest_hit_piece_and_the_liveliest_units_are_found() -> None:
    free = Trace({}, np.array([1.0, np.nan, 2.0], np.float32), ())
    held = Trace({}, np.array([2.0, np.nan, 9.0], np.float32), ())
    assert hardest_hit(free, held) == 2
    part = np.array([[0, 0, 5], [0, 1, -5]], np.float32)
    assert liveliest(part, 2) == [1, 2]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_examples_are_linked_and_never_read_in_training(language: str) -> None:
    known = {sentence.text: places for sentence, *places in linked(language)}
    for sentence, *places in own_sentence.EXAMPLES[language]:
        assert known[sentence] == places
        found = read(sentence, pieces(language))
        assert not found.unknown
        assert len(found.ids) <= own_sentence.LONGEST
