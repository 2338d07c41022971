"""Many rules and words at once: ``rules`` in arrays, fast enough to feed a training.

Words and parameters are numbers of symbols from 1; 0 is a gap, and gaps may stand anywhere, so
that a suffix, an insertion or a reversal is a matter of where an array is put.
"""

from dataclasses import dataclass

import numpy as np

from nlp_core.corpora.letter_rules import rules
from nlp_core.corpora.letter_rules.rules import KINDS, LONGEST_AFFIX, SYMBOLS, Rule
from nlp_core.corpora.letter_rules.scope import LONGEST, WIDE, Scope, draw_sizes


@dataclass
class Draw:
    """The parameters of N rules: kind, place (N,); first, second (N, 5); alphabet (N, 32).

    Only the first ``n_symbol`` (N,) of a row's alphabet are in use.
    """

    kind: np.ndarray
    place: np.ndarray
    first: np.ndarray
    second: np.ndarray
    alphabet: np.ndarray
    n_symbol: np.ndarray

    def rule(self, row: int) -> Rule:
        """Row ``row`` as a readable rule."""
        first, second = (
            "".join(SYMBOLS[number - 1] for number in digits[row] if number)
            for digits in (self.first, self.second)
        )
        return Rule(KINDS[self.kind[row]], first, second, int(self.place[row]))


def draw_rules(
    kind: np.ndarray, rng: np.random.Generator, *, unseen: bool, scope: Scope = WIDE
) -> Draw:
    """A rule for each kind in ``kind`` (N,): trained ones, or only held-out ones if ``unseen``."""
    n = len(kind)
    result = Draw(
        kind,
        np.zeros(n, np.int64),
        np.zeros((n, LONGEST_AFFIX), np.int64),
        np.zeros((n, LONGEST_AFFIX), np.int64),
        np.zeros((n, len(SYMBOLS)), np.int64),
        np.zeros(n, np.int64),
    )
    rows = np.arange(n)
    while len(rows):
        _draw_parameters(result, rows, rng, unseen, scope)
        hidden = rules.held_out(
            kind[rows], result.first[rows], result.second[rows], result.place[rows]
        )
        fixed = kind[rows] == KINDS.index("operation")
        rows = rows[(hidden != unseen) & ~fixed]
    return result


def _draw_parameters(
    draw: Draw, rows: np.ndarray, rng: np.random.Generator, unseen: bool, scope: Scope
) -> None:
    """Fill in ``rows`` with fresh alphabets and parameters, each row by its own kind."""
    n = len(rows)
    is_kind = {name: draw.kind[rows] == number for number, name in enumerate(KINDS)}
    substitutes = is_kind["substitute"]
    alphabet = rng.permuted(np.tile(np.arange(1, len(SYMBOLS) + 1), (n, 1)), axis=1)
    n_symbol = draw_sizes(scope.alphabet, n, rng)
    index = rng.integers(0, n_symbol[:, None], (n, 2 * LONGEST_AFFIX))
    picks = np.take_along_axis(alphabet, index, axis=1)
    another = rng.integers(1, n_symbol)
    picks[substitutes, 0] = alphabet[substitutes, 0]
    picks[substitutes, LONGEST_AFFIX] = alphabet[
        substitutes, another[substitutes]
    ]  # never the same one
    affix, edge = draw_sizes(scope.affix, n, rng), draw_sizes(scope.edge, (n, 2), rng)
    place = rng.integers(1, rules.LAST_PLACE + 1, n)
    known = len(rules.KNOWN_OPERATIONS)
    lowest, highest = (known, len(rules.OPERATIONS)) if unseen else (0, known)
    operation = rng.integers(lowest, highest, n)

    size = (is_kind["insert"] | substitutes).astype(np.int64)
    size = np.where(is_kind["suffix"] | is_kind["prefix"], affix, size)
    size = np.where(is_kind["wrap"], edge[:, 0], size)
    size_two = np.where(is_kind["wrap"], edge[:, 1], substitutes)
    column = np.arange(LONGEST_AFFIX)
    draw.first[rows] = picks[:, :LONGEST_AFFIX] * (column < size[:, None])
    draw.second[rows] = picks[:, LONGEST_AFFIX:] * (column < size_two[:, None])
    draw.place[rows] = place * is_kind["insert"] + operation * is_kind["operation"]
    draw.alphabet[rows], draw.n_symbol[rows] = alphabet, n_symbol


def draw_words(draw: Draw, lines: int, rng: np.random.Generator, scope: Scope = WIDE) -> np.ndarray:
    """Words for every row of ``draw``: (N, lines, 12) symbol numbers, 0 behind a word's end.

    A word is long enough for its row's insertion (an operation needs two letters), and nine in ten
    hold the letter to substitute.
    """
    n = len(draw.kind)
    is_kind = {name: draw.kind == number for number, name in enumerate(KINDS)}
    is_substitute = is_kind["substitute"]
    shortest = np.where(is_kind["insert"], draw.place, is_kind["operation"]) + 1
    length = draw_sizes(scope.word, (n, lines), rng)
    length = np.maximum(length, shortest[:, None])
    index = rng.integers(0, draw.n_symbol[:, None, None], (n, lines, LONGEST))
    words = np.take_along_axis(draw.alphabet[:, None], index, axis=2)
    where = rng.integers(0, length)
    forced = is_substitute[:, None] & (rng.random((n, lines)) < 0.9)
    row, line = np.nonzero(forced)
    words[row, line, where[row, line]] = draw.first[row, 0]
    return words * (np.arange(LONGEST) < length[..., None])


def answers(draw: Draw, words: np.ndarray) -> np.ndarray:
    """What each row's rule makes of its words: (N, lines, 35), gaps (0) anywhere."""
    n, lines, _ = words.shape
    head, tail = np.zeros((2, n, lines, LONGEST_AFFIX), np.int64)
    middle = np.zeros((n, lines, 1), np.int64)
    front, back = words.copy(), np.zeros_like(words)
    kind, column = draw.kind, np.arange(LONGEST)
    is_kind = {name: kind == number for number, name in enumerate(KINDS)}
    leads = is_kind["prefix"] | is_kind["wrap"]
    head[leads] = draw.first[leads, None]
    tail[is_kind["suffix"]] = draw.first[is_kind["suffix"], None]
    tail[is_kind["wrap"]] = draw.second[is_kind["wrap"], None]

    rows = is_kind["insert"]
    middle[rows] = draw.first[rows, None, :1]
    before = column < draw.place[rows, None, None]
    front[rows], back[rows] = words[rows] * before, words[rows] * ~before

    rows = is_kind["substitute"]
    old, new = draw.first[rows, :1, None], draw.second[rows, :1, None]
    front[rows] = np.where(words[rows] == old, new, words[rows])

    last = (words > 0).sum(-1, keepdims=True) - 1
    for number, operation in enumerate(rules.OPERATIONS):
        rows = is_kind["operation"] & (draw.place == number)
        front[rows], back[rows] = _operate(operation, words[rows], last[rows])
    return np.concatenate([head, front, middle, back, tail], axis=-1)


def _operate(operation: str, words: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """``rules.operate`` on arrays (N, lines, 12): the front and the back of the answers."""
    column = np.arange(LONGEST)
    ending = np.take_along_axis(words, last, axis=-1)  # (N, lines, 1)
    first, final = column == 0, column == last
    nothing = np.zeros_like(words)
    match operation:
        case "reverse":
            return words[..., ::-1], nothing
        case "drop-first":
            return words * ~first, nothing
        case "drop-last":
            return words * ~final, nothing
        case "repeat":
            return words, words
        case "rotate":
            return words * ~first, words * first
        case "swap-ends":
            return np.where(first, ending, np.where(final, words[..., :1], words)), nothing
        case "double-last":
            return words, ending * first
    raise ValueError(f"no letter operation {operation!r}: one of {rules.OPERATIONS}")
