"""The ladder from BERT to ALBERT is the modules' own count, whatever the sizes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.albert.sizes import (
    BASE,
    PRESETS,
    PUBLISHED,
    SHARED_IN_PARTS,
    STEPS,
    Size,
    checked,
    in_modules,
    ladder,
    parse_tokens,
    parts,
)
from nlp_core.models.encoder_block import SHARING
from nlp_core.models.parameter_count import published_total

SIZES = st.builds(
    lambda v, head, heads, layers, e, sharing: Size(v, head * heads, layers, e, heads, sharing),
    st.integers(1, 5_000),
    st.integers(1, 12),
    st.integers(1, 6),
    st.integers(1, 5),
    st.integers(1, 90),
    st.sampled_from(SHARING),
)


@given(SIZES)
@settings(max_examples=40, deadline=None)
def test_the_ladder_begins_and_ends_at_what_the_modules_count(size: Size) -> None:
    found, counted = ladder(size), in_modules(size)
    assert list(found) == ["bert", *STEPS[size.sharing]]
    assert found["bert"] == counted["bert"] == sum(parts(size.bert).values())
    assert list(found.values())[-1] == counted["albert"] == sum(parts(size.albert).values())


@given(SIZES)
@settings(max_examples=40, deadline=None)
def test_factorising_changes_the_embeddings_alone_and_sharing_the_blocks_alone(size: Size) -> None:
    alone = parts(replace(size, sharing="none").albert)
    whole, shared = parts(size.bert), parts(size.albert)
    for block in ("attention", "feed-forward"):
        assert alone[block] == whole[block]
        assert whole[block] == shared[block] * (
            size.layers if size.sharing in ("all", block) else 1
        )
    assert alone["embedding"] == shared["embedding"] == size.factors + size.h
    assert whole["embedding"] == size.table


def test_every_step_of_the_base_model_saves() -> None:
    totals = list(ladder(BASE).values())
    assert totals == sorted(totals, reverse=True)
    assert totals[0] == pytest.approx(108e6, rel=0.015)
    assert totals[-1] == pytest.approx(12e6, rel=0.03)


def test_one_layer_has_nothing_to_share() -> None:
    found = ladder(replace(BASE, layers=1))
    assert found["factorised"] == found["attention"] == found["feed-forward"]


def test_an_embedding_wider_than_the_states_costs_instead_of_saving() -> None:
    found = ladder(replace(BASE, e=1024))
    assert found["factorised"] > found["bert"]


def test_published_totals_are_met_but_for_the_one_that_its_own_sizes_do_not_make() -> None:
    for one in PUBLISHED:
        within = one.total / 1e6 == pytest.approx(one.millions, rel=0.03)
        assert within == (one.name != "ALBERT-xxlarge"), one.name
    assert next(one for one in PUBLISHED if "xx" in one.name).total / 1e6 == pytest.approx(
        223, 0.01
    )
    for sharing, millions in SHARED_IN_PARTS.items():
        total = published_total(replace(BASE, sharing=sharing).albert)
        assert total / 1e6 == pytest.approx(millions, rel=0.03)


@pytest.mark.parametrize("size", PRESETS.values())
def test_the_presets_fit(size: Size) -> None:
    assert checked(size) is size


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"heads": 7}, "heads-do-not-fit"),
        ({"e": 0}, "count-range"),
        ({"v": 0}, "count-range"),
        ({"v": 10**9}, "count-range"),
        ({"layers": -1}, "count-range"),
    ],
)
def test_sizes_that_no_model_has_are_told(changes: dict[str, int], code: str) -> None:
    with pytest.raises(LearnerError) as told:
        checked(replace(BASE, **changes))  # type: ignore[arg-type]
    assert told.value.code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "not-a-count"),
        ("🙂", "not-a-count"),
        ("３０", "not-a-count"),
        ("3.5", "not-a-count"),
        ("--3", "not-a-count"),
        ("1e9", "not-a-count"),
        ("0", "count-range"),
        ("-5", "count-range"),
        ("9" * 5000, "count-range"),
    ],
)
def test_a_number_of_tokens_that_is_none_is_told(typed: str, code: str) -> None:
    with pytest.raises(LearnerError) as told:
        parse_tokens(typed)
    assert told.value.code == code


def test_unknown_sharing_is_refused() -> None:
    with pytest.raises(ValueError, match="sharing is one of"):
        checked(replace(BASE, sharing="half"))
