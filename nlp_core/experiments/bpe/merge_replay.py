"""The merges of a tokenizer that change one sentence, one at a time."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from nlp_core.experiments.bpe.subwords import shown
from nlp_core.text.bpe import UNKNOWN, Bpe
from nlp_core.text.bpe_base import chunks

LINES = 6
UNSEEN = "?"  # stands for [UNK], which would not fit
UNITS = {"characters": 16, "bytes": 28}  # symbols in a line of the picture, at least


class Block(NamedTuple):
    """A token, its spaces visible, on its line, from symbol ``start`` to ``end``; there from step
    ``born`` until ``died`` (not included). A symbol is a character, or a byte, of the base.
    """

    text: str
    line: int
    start: int
    end: int
    born: int
    died: int


class Step(NamedTuple):
    """A merge that changes the sentence: its number among all merges (from 1), the two tokens, how
    often they stood side by side in training, and the sentence's number of tokens afterwards.
    """

    number: int
    left: str
    right: str
    frequency: int
    tokens: int


@dataclass(frozen=True)
class Replay:
    """Step 0 shows the symbols alone, step i the sentence after ``steps[i - 1]``.

    ``symbols`` counts what step 0 shows, ``width`` the symbols that a line has room for; ``cut``
    says that the sentence goes on where the picture ends.
    """

    blocks: tuple[Block, ...]
    steps: tuple[Step, ...]
    symbols: int
    width: int
    cut: bool


@dataclass
class _Node:
    token: str
    line: int
    start: int
    born: int  # merges done when it appeared
    died: int


def replay(bpe: Bpe, text: str) -> Replay:
    """The blocks and steps of a sentence, as much of it as fits into the figure."""
    ranks = {(merge.left, merge.right): i for i, merge in enumerate(bpe.merges, start=1)}
    rows, width, cut = _lines(bpe, text)
    never = len(ranks) + 1
    nodes: list[_Node] = []
    for line, offset, symbols in rows:
        alive = [_Node(s, line, offset + i, 0, never) for i, s in enumerate(symbols)]
        nodes += alive
        while True:
            pairs = [ranks.get((a.token, b.token), never) for a, b in pairwise(alive)]
            rank = min(pairs, default=never)
            if rank == never:
                break
            i = pairs.index(rank)
            left, right = alive[i : i + 2]
            left.died = right.died = rank
            made = _Node(left.token + right.token, line, left.start, rank, never)
            alive[i : i + 2] = [made]
            nodes.append(made)
    return _replay(bpe, nodes, width, cut)


def _replay(bpe: Bpe, nodes: list[_Node], width: int, cut: bool) -> Replay:
    """Number the steps by the merges that happened, leaving out all others."""
    happened = sorted({node.born for node in nodes if node.born})
    step = {rank: i for i, rank in enumerate(happened, start=1)} | {0: 0}
    last = len(happened) + 1
    blocks = tuple(
        Block(
            _shown(bpe, node.token),
            node.line,
            node.start,
            node.start + _size(node.token, bpe),
            step[node.born],
            step.get(node.died, last),
        )
        for node in nodes
    )
    tokens = [sum(b.born <= i < b.died for b in blocks) for i in range(last)]
    steps = []
    for rank in happened:
        left, right, frequency = bpe.merges[rank - 1]
        sides = _shown(bpe, left), _shown(bpe, right)
        steps.append(Step(rank, *sides, frequency, tokens[step[rank]]))
    return Replay(blocks, tuple(steps), tokens[0], width, cut)


def _shown(bpe: Bpe, token: str) -> str:
    if bpe.base == "characters" and token == UNKNOWN:
        return UNSEEN
    return shown(bpe, token).replace(" ", "␣").replace("\n", "⏎")


def _lines(bpe: Bpe, text: str) -> tuple[list[tuple[int, int, list[str]]], int, bool]:
    """Each chunk's line, its place there and its symbols; a line's width; whether some are left."""
    unmerged = bpe.first(0)
    words = [[token.text for token in unmerged.split(chunk)] for chunk in chunks(text)]
    width = max([UNITS[bpe.base], *map(len, words)])
    rows: list[tuple[int, int, list[str]]] = []
    line = at = 0
    for symbols in words:
        if at + len(symbols) > width:
            line, at = line + 1, 0
        if line == LINES:
            return rows, width, True
        rows.append((line, at, symbols))
        at += len(symbols)
    return rows, width, False


def _size(token: str, bpe: Bpe) -> int:
    return 1 if token in bpe.special else len(token)
