"""Packed rows hold every passage once, whole, and ask what they should."""

from collections.abc import Iterator

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from nlp_core.training.packing import (
    BOS,
    CLS,
    EOS,
    IGNORED,
    N_SPECIAL,
    OUTSIDE,
    PAIRINGS,
    SEP,
    Rows,
    Text,
    pack,
)
from nlp_core.training.run import one_thread

Example = tuple[list[int], list[int], int]


def text_of(passages: list[tuple[int, int]]) -> Text:
    """Passages by length and length of the first part; every token is another number."""
    lengths = torch.tensor([length for length, _ in passages])
    ends = lengths.cumsum(0)
    return Text(
        torch.arange(100, 100 + int(ends[-1])),
        ends,
        torch.tensor([second for _, second in passages]),
        torch.arange(len(passages)) % 2,
    )


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def examples(rows: Rows) -> list[Example]:
    """The tokens of the two segments of each example, without special ones, and its answer."""
    found = []
    for tokens, document, segment, answer in zip(
        *(part.tolist() for part in (rows.tokens, rows.document, rows.segment, rows.answer)),
        strict=True,
    ):
        for number in sorted(set(document) - {OUTSIDE}):
            places = [i for i, one in enumerate(document) if one == number]
            assert places == list(range(places[0], places[-1] + 1))
            parts = [
                [tokens[i] for i in places if segment[i] == s and tokens[i] >= N_SPECIAL]
                for s in (0, 1)
            ]
            assert tokens[places[0]] in (CLS, BOS) and tokens[places[-1]] in (SEP, EOS)
            found.append((parts[0], parts[1], answer[places[0]]))
            assert all(answer[i] == IGNORED for i in places[1:])
    return found


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """One thread: tensors this small lose by a second one."""
    with one_thread():
        yield


passage_lists = st.lists(
    st.integers(1, 13).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))),
    min_size=1,
    max_size=40,
)


@settings(max_examples=30, deadline=None)
@given(passages=passage_lists, seed=st.integers(0, 1000), pairing=st.sampled_from(PAIRINGS))
def test_every_passage_is_there_once(
    passages: list[tuple[int, int]], seed: int, pairing: str
) -> None:
    text = text_of(passages)
    rows = pack(text, width=16, pairing=pairing, dice=dice(seed))
    found = examples(rows)
    assert len(found) == len(passages)
    begins = [0, *text.ends.tolist()[:-1]]
    starts = dict(zip(begins, passages, strict=True))
    for first, second, answer in found:
        whole = first + second
        if pairing == "next" and answer == 1:
            continue
        if pairing == "order" and answer == 1:
            whole = second + first
        length, cut = starts[whole[0] - 100]
        assert whole == list(range(whole[0], whole[0] + length))
        if pairing == "causal":
            assert not second and answer == IGNORED
        elif cut:
            assert len(first if not (pairing == "order" and answer == 1) else second) == cut
            assert answer == (IGNORED if pairing == "none" else answer)
        else:
            assert not second and answer == IGNORED
    tokens = rows.tokens[rows.tokens >= N_SPECIAL].tolist()
    if pairing != "next":
        assert sorted(tokens) == text.tokens.tolist()


def test_next_sentences_are_wrong_for_half_and_from_the_same_language() -> None:
    text = text_of([(8, 4)] * 400)
    found = examples(pack(text, width=16, pairing="next", dice=dice()))
    wrong = [(first, second) for first, second, answer in found if answer == 1]
    assert 150 < len(wrong) < 250 and all(answer in (0, 1) for _, _, answer in found)
    crossing = 0
    for first, second in wrong:
        here, there = (first[0] - 100) // 8, (second[0] - 100) // 8
        assert here != there and (second[0] - 100) % 8 == 4
        crossing += here % 2 != there % 2
    assert crossing <= 2  # where the last of one language stands before the first of the other


def test_swapped_parts_are_swapped_for_half() -> None:
    found = examples(pack(text_of([(8, 3)] * 400), width=16, pairing="order", dice=dice()))
    assert 150 < sum(answer for *_, answer in found) < 250
    for first, second, answer in found:
        assert (len(first), len(second)) == ((5, 3) if answer else (3, 5))


def test_the_dice_decide() -> None:
    text = text_of([(5, 2)] * 50)
    one, same, other = (pack(text, width=32, pairing="next", dice=dice(s)) for s in (1, 1, 2))
    assert torch.equal(one.tokens, same.tokens) and torch.equal(one.answer, same.answer)
    assert not torch.equal(one.tokens, other.tokens)


def test_rows_are_well_filled_and_too_long_passages_lose_their_end() -> None:
    lengths: list[tuple[int, int]] = [(1 + i % 20, 0) for i in range(2000)]
    rows = pack(text_of(lengths), width=128, pairing="none", dice=dice())
    filled: Tensor = rows.document != OUTSIDE
    assert filled.float().mean() > 0.9
    long = pack(text_of([(40, 0), (40, 20)]), width=16, pairing="none", dice=dice())
    assert sorted(len(a) + len(b) for a, b, _ in examples(long)) == [13, 13]


def test_a_pairing_is_known() -> None:
    with pytest.raises(ValueError, match="pairing is one of"):
        pack(text_of([(3, 0)]), width=16, pairing="both", dice=dice())
