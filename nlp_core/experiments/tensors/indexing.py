"""What square brackets pick: the shape of ``a[0, 1:3, ..., None, [0, 2]]`` from the rules.

Whole numbers take a dimension away, slices keep it, ``None`` adds one, ``...`` stands for all that
are not named, and lists gather: several lists are read together, place by place (PyTorch,
"Tensor indexing API"; NumPy, "Advanced indexing").
"""

import re
from dataclasses import dataclass, field
from types import EllipsisType

from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.shapes import Shape, broadcast_shape

Item = int | slice | list[int] | None | EllipsisType

_NUMBER = r"\s*(-?\d{1,9})\s*"
_PART = r"\s*(-?\d{1,9})?\s*"
_SLICE = re.compile(rf"{_PART}:{_PART}(?::{_PART})?")


def parse_index(text: str) -> tuple[Item, ...]:
    """The text between the square brackets as the index that Python passes to the tensor.

    >>> parse_index("0, 1:3, ..., [0, 2]")
    (0, slice(1, 3, None), Ellipsis, [0, 2])

    Raises LearnerError index-item (item) or index-ellipses.
    """
    pieces = re.split(r",(?![^\[]*\])", text.strip().removesuffix(","))  # commas outside lists
    if len(pieces) > 10:
        raise LearnerError("list-too-long", count=len(pieces), most=10)
    items = tuple(_parse_item(piece) for piece in pieces)
    if sum(item is Ellipsis for item in items) > 1:
        raise LearnerError("index-ellipses")
    return items


def _parse_item(text: str) -> Item:
    if number := re.fullmatch(_NUMBER, text):
        return int(number[1])
    if text.strip() in ("...", "…"):
        return Ellipsis
    if text.strip() == "None":
        return None
    if part := _SLICE.fullmatch(text):
        start, stop, step = (None if piece is None else int(piece) for piece in part.groups())
        return slice(start, stop, step)
    if text.strip().startswith("[") and text.strip().endswith("]"):
        return _parse_list(text.strip()[1:-1])
    raise LearnerError("index-item", item=text.strip()[:20])


def _parse_list(inside: str) -> list[int]:
    pieces = inside.strip().removesuffix(",").split(",") if inside.strip() else []
    for piece in pieces:
        if not re.fullmatch(_NUMBER, piece):
            raise LearnerError("index-item", item=f"[{inside[:20]}]")
    return [int(piece) for piece in pieces]


@dataclass
class _Picked:
    """The result's sizes so far, and the lists: (place in the result, numbers, own dimension)."""

    sizes: list[int] = field(default_factory=list)
    lists: list[tuple[int, list[int], int]] = field(default_factory=list)


def index_shape(shape: Shape, items: tuple[Item, ...]) -> Shape:
    """The shape of ``a[items]``; refusals are index-too-many, -range, -step, -lists and -scalar.

    >>> index_shape((4, 5, 6), (0, slice(1, 3), Ellipsis))
    (2, 6)
    """
    named = sum(item is not None and item is not Ellipsis for item in items)
    if named > len(shape):
        raise LearnerError("index-too-many", named=named, dimensions=len(shape))
    if not any(item is Ellipsis for item in items):
        items = (*items, Ellipsis)
    picked, dimension = _Picked(), 0
    for item in items:
        if item is None:
            picked.sizes.append(1)
        elif item is Ellipsis:
            skipped = len(shape) - named
            picked.sizes.extend(shape[dimension : dimension + skipped])
            dimension += skipped
        else:
            _take(picked, item, dimension, shape[dimension])
            dimension += 1
    return _gather(picked, shape)


def _take(picked: _Picked, item: int | slice | list[int], dimension: int, size: int) -> None:
    if isinstance(item, int):
        if not -size <= item < size:
            raise LearnerError("index-range", index=item, dimension=dimension, size=size)
    elif isinstance(item, slice):
        if item.step is not None and item.step < 1:
            raise LearnerError("index-step", step=item.step, dimension=dimension)
        picked.sizes.append(len(range(*item.indices(size))))
    else:
        picked.lists.append((len(picked.sizes), item, dimension))
        picked.sizes.append(size)


def _gather(picked: _Picked, shape: Shape) -> Shape:
    """Replace the listed dimensions by one, where they stand if side by side, else in front."""
    if not picked.lists:
        return tuple(picked.sizes)
    length: tuple[int, ...] = (1,)
    for _, numbers, dimension in picked.lists:
        try:
            length = broadcast_shape(length, (len(numbers),))
        except LearnerError:
            raise LearnerError(
                "index-lists", dimension=dimension, left=length[0], right=len(numbers)
            ) from None
    places = [place for place, _, _ in picked.lists]
    rest = [size for place, size in enumerate(picked.sizes) if place not in places]
    together = places[-1] - places[0] == len(places) - 1
    front = places[0] if together else 0
    result: Shape = (*rest[:front], *length, *rest[front:])
    for _, numbers, dimension in picked.lists:
        size = shape[dimension]
        for number in numbers:
            outside = not -size <= number < size
            if outside and (0 not in result or (size == 0 and length != (0,))):  # nothing, no check
                raise LearnerError("index-range", index=number, dimension=dimension, size=size)
    return result
