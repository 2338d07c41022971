"""The shape of a result from the shapes of its operands: the rules themselves, with no tensor made.

Written from the rules in PyTorch's documentation ("Broadcasting semantics", `torch.matmul`,
`torch.cat`, `torch.stack`, `Tensor.reshape`, `Tensor.permute`); tests hold them to PyTorch itself.
Every refusal is a LearnerError whose values name the dimension that caused it.
"""

from collections.abc import Sequence
from itertools import zip_longest
from math import prod

from nlp_core.errors import LearnerError

Shape = tuple[int, ...]

MOST_DIMENSIONS = 6
MOST_ELEMENTS = 1_000_000


def parse_integers(text: str) -> Shape:
    """Whole numbers with commas between, in brackets or bare: ``(2, -1)`` -> ``(2, -1)``.

    >>> parse_integers("[3,]"), parse_integers("()")
    ((3,), ())

    Raises LearnerError list-empty, list-gap (place), list-not-whole (item) or list-too-long.
    """
    inner = text.strip()
    if not inner:
        raise LearnerError("list-empty")
    if (inner[0], inner[-1]) in {("(", ")"), ("[", "]")}:
        inner = inner[1:-1].strip()
        if not inner:
            return ()
    items = [item.strip() for item in inner.removesuffix(",").split(",")]
    if len(items) > MOST_DIMENSIONS:
        raise LearnerError("list-too-long", count=len(items), most=MOST_DIMENSIONS)
    for place, item in enumerate(items, start=1):
        if not item:
            raise LearnerError("list-gap", place=place)
        if not item.removeprefix("-").isdecimal() or len(item) > 12:
            raise LearnerError("list-not-whole", item=item[:20])
    return tuple(int(item) for item in items)


def parse_shape(text: str) -> Shape:
    """A shape as a learner types it: ``2, 3`` or ``(2, 3)``; ``()`` is one number, (0,) is empty.

    Raises what parse_integers raises, shape-negative (size, dimension) and shape-too-large.
    """
    shape = parse_integers(text)
    for dimension, size in enumerate(shape):
        if size < 0:
            raise LearnerError("shape-negative", size=size, dimension=dimension)
    limit_elements(shape)
    return shape


def limit_elements(shape: Shape) -> None:
    """Raise shape-too-large where a tensor would hold more than a lesson should compute with."""
    if prod(shape) > MOST_ELEMENTS or any(size > MOST_ELEMENTS for size in shape):
        raise LearnerError("shape-too-large", shape=str(shape), most=MOST_ELEMENTS)


def wrap_dimension(dimension: int, count: int) -> int:
    """A dimension counted from the end (-1 is the last) as one counted from the front."""
    count = max(count, 1)  # PyTorch lets a single number be addressed as if it had one dimension
    if not -count <= dimension < count:
        raise LearnerError("dim-range", dimension=dimension, low=-count, high=count - 1)
    return dimension % count


def operand_name(place: int) -> str:
    """Operands are called a, b, c ... in messages and figures."""
    return chr(ord("a") + place)


def broadcast_shape(left: Shape, right: Shape) -> Shape:
    """Line the shapes up at their right ends; sizes must be equal, or one of them 1 (or absent).

    >>> broadcast_shape((4, 1), (3,))
    (4, 3)
    """
    result: list[int] = []
    count = max(len(left), len(right))
    for a, b in zip_longest(reversed(left), reversed(right), fillvalue=1):
        if a != b and a != 1 and b != 1:
            dimension = count - 1 - len(result)
            raise LearnerError("broadcast-sizes", dimension=dimension, left=a, right=b)
        result.append(b if a == 1 else a)  # the size 1 stretches to the other
    return tuple(reversed(result))


def matmul_shape(left: Shape, right: Shape) -> Shape:
    """Rows of the left by columns of the right; the dimensions before the last two are broadcast.

    A vector on the left counts as one row, on the right as one column, and is dropped again.

    >>> matmul_shape((8, 2, 3), (3, 5)), matmul_shape((3,), (3,))
    ((8, 2, 5), ())
    """
    for operand, shape in enumerate((left, right)):
        if not shape:
            raise LearnerError("matmul-scalar", operand=operand_name(operand))
    rows = left if len(left) > 1 else (1, *left)  # (..., n, k)
    columns = right if len(right) > 1 else (*right, 1)  # (..., k, m)
    batch = broadcast_shape(rows[:-2], columns[:-2])
    if rows[-1] != columns[-2]:
        dimension = max(len(right) - 2, 0)
        raise LearnerError(
            "matmul-inner",
            dimension=len(left) - 1,
            right_dimension=dimension,
            left=rows[-1],
            right=columns[-2],
        )
    row = rows[-2:-1] if len(left) > 1 else ()
    column = columns[-1:] if len(right) > 1 else ()
    return (*batch, *row, *column)


def cat_shape(shapes: Sequence[Shape], dimension: int) -> Shape:
    """Joined along one dimension: its sizes add up, all other sizes must be equal.

    PyTorch skips a tensor of shape (0,), whatever the others are; so does this.
    """
    for operand, shape in enumerate(shapes):
        if not shape:
            raise LearnerError("cat-scalar", operand=operand_name(operand))
    solid = [(operand, shape) for operand, shape in enumerate(shapes) if shape != (0,)]
    if not solid:
        return (0,)
    _, first = solid[0]
    along = wrap_dimension(dimension, len(first))
    for operand, shape in solid:
        if len(shape) != len(first):
            raise LearnerError(
                "cat-dimensions",
                operand=operand_name(operand),
                expected=len(first),
                found=len(shape),
            )
        for place, (expected, found) in enumerate(zip(first, shape, strict=True)):
            if expected != found and place != along:
                raise LearnerError(
                    "cat-sizes",
                    operand=operand_name(operand),
                    dimension=place,
                    along=along,
                    expected=expected,
                    found=found,
                )
    total = sum(shape[along] for _, shape in solid)
    return (*first[:along], total, *first[along + 1 :])


def stack_shape(shapes: Sequence[Shape], dimension: int) -> Shape:
    """Put on top of one another along a *new* dimension: all shapes must be the same."""
    first = shapes[0]
    along = wrap_dimension(dimension, len(first) + 1)
    for operand, shape in enumerate(shapes):
        if shape != first:
            pairs = enumerate(zip_longest(first, shape))
            place = next(place for place, (a, b) in pairs if a != b)
            raise LearnerError(
                "stack-sizes",
                operand=operand_name(operand),
                dimension=place,
                expected=str(first),
                found=str(shape),
            )
    return (*first[:along], len(shapes), *first[along:])


def reshape_shape(shape: Shape, target: Shape) -> Shape:
    """The same elements in the same order with other sizes; one size may be -1, "the rest".

    >>> reshape_shape((2, 6), (3, -1))
    (3, 4)
    """
    total, unknown = prod(shape), [i for i, size in enumerate(target) if size == -1]
    for place, size in enumerate(target):
        if size < -1:
            raise LearnerError("reshape-negative", dimension=place, size=size)
    if len(unknown) > 1:
        raise LearnerError("reshape-two-unknown", dimension=unknown[1])
    known = prod(size for size in target if size != -1)
    if unknown and known == 0 and total == 0:
        raise LearnerError("reshape-ambiguous", dimension=unknown[0])
    if unknown and known and total % known == 0:
        return tuple(total // known if size == -1 else size for size in target)
    if not target and total != 1:
        raise LearnerError("reshape-scalar", total=total)
    if unknown or known != total:
        dimension = _first_indivisible(total, target)
        raise LearnerError("reshape-count", dimension=dimension, total=total, wanted=known)
    return target


def _first_indivisible(total: int, target: Shape) -> int:
    """The first target dimension by which the remaining elements cannot be divided, or the last."""
    left = total
    for place, size in enumerate(target):
        if size != -1 and (size == 0 or left % size):
            return place
        left //= max(size, 1)
    return len(target) - 1


def permute_shape(shape: Shape, order: Shape) -> Shape:
    """The dimensions in another order; each must be named exactly once."""
    if len(order) != len(shape):
        raise LearnerError("permute-count", expected=len(shape), found=len(order))
    places = [wrap_dimension(dimension, len(shape)) for dimension in order]
    for i, place in enumerate(places):
        if place in places[:i]:
            raise LearnerError("permute-twice", dimension=place)
    return tuple(shape[place] for place in places)


def squeeze_shape(shape: Shape, dimension: int) -> Shape:
    """Drop one dimension if its size is 1; leave the shape as it is otherwise."""
    place = wrap_dimension(dimension, len(shape))
    return tuple(size for i, size in enumerate(shape) if i != place or size != 1)


def unsqueeze_shape(shape: Shape, dimension: int) -> Shape:
    """Put a new dimension of size 1 at a place."""
    place = wrap_dimension(dimension, len(shape) + 1)
    return (*shape[:place], 1, *shape[place:])
