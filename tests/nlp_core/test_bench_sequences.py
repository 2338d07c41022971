"""The translation's timings run; nothing is asserted about how long they take."""

import itertools

import torch

from nlp_core import bench_sequences
from nlp_core.bench_sequences import one_by_one, sequences
from nlp_core.models.seq2seq import END, PAD, START
from nlp_core.recipes.translation import Ids, TranslationSpec

SMALL = TranslationSpec(d_model=16, steps=12, batch=8)


def test_every_timing_runs(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(bench_sequences, "STEPS", 2)
    names = [timing.name for timing in sequences(SMALL)]
    assert len(names) == len(set(names)) == 6
    assert sum("one sentence" in name for name in names) == 3


def test_sentences_alone_are_those_of_the_batch() -> None:
    spec = SMALL
    batch = next(spec.batches(Ids(spec.build().vocabulary)))
    alone = list(itertools.islice(one_by_one([batch]), 100))
    assert len(alone) == len(batch.source)
    for one, row in zip(alone, batch.target, strict=True):
        assert (one.source != PAD).all() and int(one.target[0, 0]) == START
        assert int(one.target[0, -1]) == END
        torch.testing.assert_close(one.target[0], row[row != PAD])
        assert one.links.shape[1:] == (one.target.size(1) - 2, one.source.size(1))
