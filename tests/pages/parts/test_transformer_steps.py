"""The Transformer lesson's steps: stages of a block, what is added, where it looks, how large."""

from typing import Any

import numpy as np
import pytest

from nlp_core.experiments.attention.sentences import examples
from nlp_core.experiments.transformer.one_sentence import walk
from nlp_core.experiments.transformer.sizes import BASE, known
from pages.kit.prose import figure_titles
from pages.parts import transformer_steps as steps
from tests.nlp_core.experiments.transformer.small import untrained


class Words:
    """A lesson that has a word for everything."""

    slug = "transformer"

    def words(self, key: str, **_: object) -> dict[str, str]:
        return dict(figure_titles("transformer", "en", key, {}))


LESSON: Any = Words()


@pytest.mark.parametrize("norm", ["pre", "post"])
def test_a_block_begins_with_what_enters_it_and_ends_with_its_output(norm: str) -> None:
    found = walk(untrained(norm=norm), examples("en-ko")[0])
    first, second = (steps.of_block(found, block) for block in (1, 2))
    assert [one.kind for one, _ in first[:3]] == ["word", "position", "embedding"]
    assert first[-1][0] is second[0][0]
    kinds = [one.kind for one, _ in second[1:]]
    assert kinds[-1] == ("norm-last" if norm == "pre" else "sum-feed")
    assert ("norm-attention" in kinds) == (norm == "pre")
    for block in (1, 2):
        drawn = steps.way(LESSON, found, 0, block)
        assert len({len(column) for column in drawn.table.values()}) == 1


def test_the_table_and_the_bars_tell_every_stage() -> None:
    found = walk(untrained(), examples("en-ko")[0])
    table = steps.way_table(LESSON, found, 1)
    assert {len(column) for column in table.values()} == {len(found.stages)}
    drawn = steps.added(LESSON, found, 1)
    assert len(drawn.table["part"]) == 4  # attention and feed-forward, twice
    numbers = steps.way_numbers(found, 1)
    assert numbers["begun"] > 0 and -1 <= numbers["cosine"] <= 1


def test_one_head_or_the_mean_of_all() -> None:
    found = walk(untrained(), examples("en-ko")[0])
    assert steps.looking(LESSON, found, 2, 1).table != steps.looking(LESSON, found, 2, 0).table
    np.testing.assert_allclose(found.looks(1, None), found.cross[1].mean(axis=0))


@pytest.mark.parametrize("effect", ["gradient", "alike"])
def test_untrained_stacks_are_drawn_block_by_block(effect: str) -> None:
    drawn = steps._begun("en", 4, effect)
    assert len(drawn.table[next(iter(drawn.table))]) == 4 * len(steps.BEGINNINGS)
    numbers = steps.begun_numbers(4)
    assert numbers["lost"] > 50 and numbers["alike_none"] > numbers["alike_pre"]


def test_the_parts_of_a_size_add_up() -> None:
    drawn, table = steps.sizes(LESSON, steps.fitting(BASE))
    assert {len(column) for column in table.values()} == {len(known())}
    parts = [column[0] for column in list(drawn.table.values())[1:]]
    assert len(parts) == 3 and sum(parts) == pytest.approx(BASE.total() / 1e6, abs=0.02)
