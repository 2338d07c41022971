"""Einsum: every dimension has a letter, and letters missing from the result are summed over.

``ij,jk->ik`` is the matrix product: i and k stay, j is summed. Rules as in `torch.einsum`'s
documentation (Einstein 1916 for the convention), sizes of 1 stretching as everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.shapes import Shape, broadcast_shape, operand_name


@dataclass(frozen=True)
class Equation:
    """Letters of each operand and of the result; "." stands for the ellipsis."""

    text: str
    operands: tuple[str, ...]
    result: str


def parse_equation(text: str) -> Equation:
    """``ij,jk->ik`` into its letters; without an arrow, letters that occur once are kept, sorted.

    >>> parse_equation("ij, jk")
    Equation(text='ij, jk', operands=('ij', 'jk'), result='ik')

    Raises LearnerError einsum-letter (letter) or einsum-arrow.
    """
    left, *right = text.replace(" ", "").replace("...", ".").split("->")
    if len(right) > 1 or len(text) > 60:
        raise LearnerError("einsum-arrow")
    for letter in (left + "".join(right)).replace(",", "").replace(".", ""):
        if not (letter.isascii() and letter.isalpha()):
            raise LearnerError("einsum-letter", letter=letter)
    operands = tuple(left.split(","))
    for letters in (*operands, *right):
        if letters.count(".") > 1 or "," in "".join(right):
            raise LearnerError("einsum-letter", letter=". ,")
    if right:
        return Equation(text, operands, right[0])
    once = sorted(x for x in set(left) - {",", "."} if left.count(x) == 1)
    return Equation(text, operands, ("." if "." in left else "") + "".join(once))


def einsum_shape(equation: Equation, shapes: Sequence[Shape]) -> Shape:
    """The sizes of the letters that the result names.

    Raises LearnerError einsum-operands, -dimensions, -diagonal, -sizes, -unknown or -twice; the
    value ``dimension`` is the letter that caused it.
    """
    _check_result(equation.result, "".join(equation.operands))
    if len(equation.operands) != len(shapes):
        raise LearnerError("einsum-operands", named=len(equation.operands), given=len(shapes))
    sizes: dict[str, int] = {}
    rest: Shape = ()  # what the ellipses stand for
    for place, (letters, shape) in enumerate(zip(equation.operands, shapes, strict=True)):
        name = operand_name(place)
        covered = len(shape) - len(letters.replace(".", ""))
        if covered < 0 or (covered and "." not in letters):
            raise LearnerError(
                "einsum-dimensions",
                operand=name,
                letters=len(letters.replace(".", "")),
                found=len(shape),
            )
        before = letters.partition(".")[0]
        if "." in letters:
            rest = broadcast_shape(rest, shape[len(before) : len(before) + covered])
            shape = shape[: len(before)] + shape[len(before) + covered :]
        _measure(letters.replace(".", ""), shape, name, sizes)
    return tuple(
        size for letter in equation.result for size in (rest if letter == "." else (sizes[letter],))
    )


def _check_result(result: str, operands: str) -> None:
    for letter in result.replace(".", ""):
        if letter not in operands:
            raise LearnerError("einsum-unknown", dimension=letter)
        if result.count(letter) > 1:
            raise LearnerError("einsum-twice", dimension=letter)


def _measure(letters: str, shape: Shape, operand: str, sizes: dict[str, int]) -> None:
    """Enter one operand's sizes; a letter used twice in it takes the diagonal, so equal sizes."""
    own: dict[str, int] = {}
    for letter, size in zip(letters, shape, strict=True):
        if own.setdefault(letter, size) != size:
            raise LearnerError(
                "einsum-diagonal", dimension=letter, operand=operand, left=own[letter], right=size
            )
    for letter, size in own.items():
        known = sizes.get(letter, 1)
        if 1 not in (known, size) and known != size:
            raise LearnerError("einsum-sizes", dimension=letter, left=known, right=size)
        sizes[letter] = size if known == 1 else known
