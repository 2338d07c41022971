"""Held-out sentences with help and without: counts that fit together."""

import pytest

from nlp_core.experiments.attention.accuracy import by_length
from nlp_core.experiments.seq2seq import free_running as module
from nlp_core.experiments.seq2seq.free_running import by_width, free_running
from nlp_core.measurements.results import obtain
from nlp_core.recipes.translation import TranslationSpec


def test_free_running_fits_the_other_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    trained = obtain(TranslationSpec(score="none"))
    vocabulary = (tuple(trained.vocabulary["source"]), tuple(trained.vocabulary["target"]))
    found = free_running(trained.model, vocabulary, "en-ko")
    lengths = by_length(trained.model, trained.vocabulary, "en-ko")
    share = sum(one.exact_match * one.count for one in lengths) / sum(one.count for one in lengths)
    assert found.exact_match == pytest.approx(share, abs=2e-3)
    assert found.exact_match < found.own_word < found.next_word < 1
    assert 0 < found.bleu < 100 and 0 < found.chrf < 100
    batches = module.held_out_batches(*vocabulary, "en-ko")
    short = [type(batches[0])(b.source[:6], b.target[:6], b.links[:6]) for b in batches[:1]]
    monkeypatch.setattr(module, "held_out_batches", lambda *_: short)
    rows = by_width(trained.model, vocabulary, "en-ko", widths=(1, 4))
    assert [row["width"] for row in rows] == [1, 4]
    assert rows[1]["log_probability"] >= rows[0]["log_probability"] - 1e-6
