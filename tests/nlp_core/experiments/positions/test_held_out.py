"""What is asked of encoders on sentences kept from training."""

import pytest
import torch

from nlp_core.experiments.positions import held_out
from nlp_core.models.order_encoder import WAYS
from nlp_core.recipes.word_order import WordOrderSpec, as_nets


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_way_is_asked_at_every_length(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_out, "COUNT", 10)
    nets = as_nets(WordOrderSpec(language=language, d_model=8, n_head=2).build().model)
    found = held_out.at_lengths(nets, language)
    assert len(found) == len(WAYS) * len(held_out.LENGTHS)
    assert all(0 <= one["who"] <= 1 and 0 <= one["where"] <= 1 for one in found)
    clauses = held_out.by_clause(nets, language)
    assert set(clauses) == set(WAYS)
    assert all(len(row) == held_out.BY_CLAUSE for row in clauses.values())
    rows = held_out.shuffled(nets, language)
    none = [row for row in rows if row["way"] == "none"]
    assert all(row["difference"] < 1e-4 for row in none)


def test_right_answers_after_a_shuffle_follow_the_particles_and_the_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The gold agent: in Korean the noun before 가, in English the one before the verb."""
    monkeypatch.setattr(held_out, "COUNT", 20)
    for language, moved_back in (("ko", {"nouns": 0, "phrases": 20}), ("en", None)):
        batch = held_out.held_out(language, 1, 1, count=20)
        gold = batch.answer[batch.is_who]
        lex = held_out.lexicon(language)
        lengths = batch.real.sum(dim=1).tolist()
        rows = [row[:n].tolist() for row, n in zip(batch.tokens, lengths, strict=True)]
        for kind, swap in held_out.SWAPS.items():
            found = [swap(row, lex) for row in rows]
            index = held_out._padded(found, batch.tokens.shape[1])
            moved = batch._replace(tokens=batch.tokens.gather(1, index))
            moved = moved._replace(place=held_out._verbs_after(found, batch))
            same = int((held_out._agents(moved, language) == gold).sum())
            assert same == (moved_back[kind] if moved_back else 0)
            assert torch.equal(
                moved.tokens[moved.row, moved.place], batch.tokens[batch.row, batch.place]
            )
