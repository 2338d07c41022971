"""The replay shows, at each step, exactly the sentence that the tokenizer of that step cuts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.experiments.bpe.merge_replay import LINES, UNSEEN, Replay, replay
from nlp_core.experiments.bpe.subwords import corpus, shown, trained
from nlp_core.text.bpe import train
from nlp_core.text.bpe_base import Base

SENTENCES = (
    "영화관에서 본 영화가 정말 재미있었어요!",
    "The surprisingly funny story was wonderful!",
    "ㅋㅋ 재밌ㄷ 뷁 👩\u200d🚀\n다음 줄",
    "",
)


def tokens_at(replayed: Replay, step: int) -> list[str]:
    alive = [block for block in replayed.blocks if block.born <= step < block.died]
    return [block.text for block in sorted(alive, key=lambda block: (block.line, block.start))]


def seen(text: str) -> str:
    return text.replace(" ", "␣").replace("\n", "⏎").replace("[UNK]", UNSEEN)


@pytest.mark.parametrize("base", ["characters", "bytes"])
@pytest.mark.parametrize("text", SENTENCES)
def test_every_step_is_the_tokenizer_of_that_step(base: Base, text: str) -> None:
    bpe = trained(corpus("both"), base, 2000)
    found = replay(bpe, text)
    for i, number in enumerate([0, *(step.number for step in found.steps)]):
        cut = bpe.first(number).split(text)
        expected = [seen(shown(bpe, token.text)) for token in cut]
        assert tokens_at(found, i) == expected
        assert len(expected) == (found.steps[i - 1].tokens if i else found.symbols)


@given(st.text(alphabet="ab ", min_size=1, max_size=30))
@settings(deadline=None, max_examples=60)
def test_runs_of_one_letter(text: str) -> None:
    bpe = train(["aaaa ab aab aaaaaaa bbab"] * 3, vocab_size=20, base="characters")
    found = replay(bpe, text)
    assert tokens_at(found, len(found.steps)) == [
        token.text.replace(" ", "␣") for token in bpe.split(text)
    ]


def test_blocks_fill_their_lines_without_overlap() -> None:
    found = replay(trained(corpus("both"), "bytes", 2000), SENTENCES[0])
    for step in range(len(found.steps) + 1):
        for line in range(LINES):
            alive = [b for b in found.blocks if b.line == line and b.born <= step < b.died]
            alive.sort(key=lambda block: block.start)
            assert all(a.end == b.start for a, b in pairwise(alive))
            assert all(block.end <= found.width for block in alive)


def test_a_long_sentence_is_cut_and_says_so() -> None:
    found = replay(trained(corpus("both"), "characters", 2000), "영화가 " * 60)
    assert found.cut
    assert max(block.line for block in found.blocks) == LINES - 1


def test_no_merge_touches_it() -> None:
    found = replay(trained(corpus("ko"), "characters", 500), "영화")
    assert found.steps == () and found.symbols == 2
