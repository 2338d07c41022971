"""What a language model computes for a single token, in compiled loops over arrays.

Most of it is a matrix times one vector, read once, from front to back, and memory sets its pace.
The matrix routines behind torch are made for many vectors at a time: with one, they read a matrix
that is not in the processor's cache two to four times more slowly than this. Weights that sixteen
bits hold exactly, as those of a stored checkpoint, are read from sixteen bits, which is half as
much to read; all sums are float32. The rest is so little arithmetic that calling torch for it takes
longer than the arithmetic.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Matrix = tuple[Array, Array]  # a linear layer's weight (N, K) and bias (N,)
Norm = tuple[Array, Array, float, int]  # gain (C,), shift (C,), epsilon, one of the next line
CENTRED, SCALED, UNSCALED = range(3)  # LayerNorm; RMSNorm; neither
# keys and values (H, L, D), cosines and sines of the places (L, D / 2), epsilon of ``attend``
Attention = tuple[Array, Array, Array, Array, float]


def widened(number: Any) -> Any:
    """A weight as float32: itself, or the number of half precision that a uint16's bits are."""
    return np.float32(number.view(np.float16)) if number.dtype == np.uint16 else number


def multiply(matrix: Array, vector: Array, start: Array, result: Array) -> None:
    """result (N,) = matrix (N, K), of float32 or of bits (see ``widened``), times vector (K,),
    plus ``start`` (N,). Four rows a quarter of the matrix apart go together: the processor fetches
    four streams ahead, and the vector is read once for all.
    """
    step = len(matrix) // 4
    for row in range(step):
        one = two = three = four = np.float32(0)
        for i in range(len(vector)):
            one += widened(matrix[row, i]) * vector[i]
            two += widened(matrix[row + step, i]) * vector[i]
            three += widened(matrix[row + 2 * step, i]) * vector[i]
            four += widened(matrix[row + 3 * step, i]) * vector[i]
        result[row] = start[row] + one
        result[row + step] = start[row + step] + two
        result[row + 2 * step] = start[row + 2 * step] + three
        result[row + 3 * step] = start[row + 3 * step] + four
    for row in range(4 * step, len(matrix)):
        one = np.float32(0)
        for i in range(len(vector)):
            one += widened(matrix[row, i]) * vector[i]
        result[row] = start[row] + one


def normalise(vector: Array, norm: Norm, result: Array) -> None:
    """result (C,): vector (C,) scaled to a mean square of 1, for a LayerNorm centred first, times
    a gain plus a shift. The result may be the vector itself.
    """
    gain, shift, epsilon, kind = norm
    mean = square = np.float32(0)
    if kind == CENTRED:
        for i in range(len(vector)):
            mean += vector[i]
        mean /= np.float32(len(vector))
    for i in range(len(vector)):
        square += (vector[i] - mean) * (vector[i] - mean)
    scale = np.float32(1 if kind == UNSCALED else 1 / np.sqrt(square / len(vector) + epsilon))
    for i in range(len(vector)):
        result[i] = (vector[i] - mean) * scale * gain[i] + shift[i]


def prepare(vector: Array, cos: Array, sin: Array, epsilon: float) -> None:
    """A head's query or key (D,), in place: scaled to a mean square of 1 where ``epsilon`` >= 0,
    then turned by ``cos`` and ``sin`` (D / 2; empty: not turned).
    """
    square, half = np.float32(0), len(cos)
    for i in range(len(vector)):
        square += vector[i] * vector[i]
    scale = np.float32(1 / np.sqrt(square / len(vector) + epsilon) if epsilon >= 0 else 1)
    for i in range(len(vector)):
        vector[i] *= scale
    for i in range(half):
        one, two = vector[i], vector[i + half]
        vector[i] = one * cos[i] - two * sin[i]
        vector[i + half] = one * sin[i] + two * cos[i]


def attend(
    query: Array, key: Array, value: Array, keys: Array, values: Array, place: int, mixed: Array
) -> None:
    """mixed (D,): what a head's query (D,) attends to at ``place``, whose key and value join those
    of the places before, (L, D) each.
    """
    size = len(query)
    scale, weights = np.float32(1 / np.sqrt(size)), np.empty(place + 1, np.float32)
    for i in range(size):
        keys[place, i], values[place, i], mixed[i] = key[i], value[i], 0
    total, highest = np.float32(0), np.float32(-np.inf)
    for at in range(place + 1):
        score = np.float32(0)
        for i in range(size):
            score += query[i] * keys[at, i]
        weights[at] = score * scale
        highest = max(highest, weights[at])
    for at in range(place + 1):
        weights[at] = np.exp(weights[at] - highest)
        total += weights[at]
    for at in range(place + 1):
        weight = weights[at] / total
        for i in range(size):
            mixed[i] += weight * values[at, i]


def add_to(state: Array, dense: Matrix, vector: Array) -> None:
    """Add a linear layer's output for a vector to a state, (C,)."""
    weight, bias = dense
    for i in range(len(state)):
        state[i] += bias[i]
    multiply(weight, vector, state, state)


def enter(
    state: Array, token: int, place: int, tokens: Array, positions: Array, norm: Norm
) -> None:
    """The state (C,) of a token that enters the model at ``place``: its row of ``tokens`` (V, C),
    plus the place's of ``positions`` (L, C; empty: none), normalised.
    """
    for i in range(len(state)):
        state[i] = widened(tokens[token, i])
        if len(positions):
            state[i] += positions[place, i]
    normalise(state, norm, state)


def first_half(
    state: Array, place: int, attention: Attention, norms: tuple[Norm, Norm],
    dense: tuple[Matrix, Matrix, Matrix], rooms: tuple[Array, Array, Array, Array],
) -> None:  # fmt: skip
    """A block up to its activation, for the token at ``place``: attention is added to its state
    (C,), and the network's hidden features are written as they are before their activation.

    ``norms`` come before attention and before the network; ``dense`` are queries, keys and values
    as one, attention's output and the network's first layer; ``rooms`` are written again for each
    token: (C,), (3, H, D), (H, D) and (hidden features,).
    """
    keys, values, cos, sin, epsilon = attention
    normed, asked, mixed, hidden = rooms
    normalise(state, norms[0], normed)
    multiply(dense[0][0], normed, dense[0][1], asked.reshape(-1))
    for head in range(asked.shape[1]):
        for part in range(2):
            prepare(asked[part, head], cos[place], sin[place], epsilon)
        query, key, value = asked[0, head], asked[1, head], asked[2, head]
        attend(query, key, value, keys[head], values[head], place, mixed[head])
    add_to(state, dense[1], mixed.reshape(-1))
    normalise(state, norms[1], normed)
    multiply(dense[2][0], normed, dense[2][1], hidden)


def score(state: Array, norm: Norm, dense: Matrix, normed: Array, result: Array) -> None:
    """result (V,): the scores of what follows a token whose last state (C,) is this one."""
    normalise(state, norm, normed)
    multiply(dense[0], normed, dense[1], result)


class Loops(NamedTuple):
    """The functions of these names, compiled; whether weights may be bits (see ``widened``)."""

    enter: Callable[..., None]
    first_half: Callable[..., None]
    add_to: Callable[..., None]
    score: Callable[..., None]
    read_bits: bool


@cache
def compiled() -> Loops | None:
    """The loops, compiled; None where numba is not installed."""
    try:
        from numba import njit, types
        from numba.core.registry import cpu_target
        from numba.extending import intrinsic, overload, register_jitable
    except ModuleNotFoundError:
        return None
    from llvmlite import ir  # numba's own way to the machine's code

    @intrinsic  # type: ignore[untyped-decorator]
    def from_half(typing_context: Any, number: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.fpext(builder.bitcast(arguments[0], ir.HalfType()), ir.FloatType())

        return types.float32(types.uint16), build

    def itself(number: Any) -> Any:
        return number

    def read(number: Any) -> Any:
        return from_half(number)  # type: ignore[call-arg]  # numba gives the context

    @overload(widened)  # type: ignore[untyped-decorator]
    def by_type(number: Any) -> Any:
        return read if number == types.uint16 else itself

    # to add in another order is what lets eight or sixteen numbers be added at once
    fast_math = {"reassoc", "contract"}
    how: dict[str, Any] = {"nogil": True, "fastmath": fast_math, "error_model": "numpy"}
    for loop in (multiply, normalise, prepare, attend, add_to):
        register_jitable(**how)(loop)
    fast = njit(**how)
    machine, _, features = cpu_target.target_context.codegen().magic_tuple()
    # without an instruction for it, reading half precision is a call of what is not there
    read_bits = machine.startswith(("aarch64", "arm64")) or "+f16c" in features.split(",")
    return Loops(fast(enter), fast(first_half), fast(add_to), fast(score), read_bits)
