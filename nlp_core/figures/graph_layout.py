"""Where the nodes and edges of a graph stand: columns from left to right, few crossings.

An operation stands right of all its inputs; an edge that crosses columns gets a place in each, so
that it bends around the nodes there; columns are sorted by where their neighbours stand (layers,
long edges and barycentres as in Sugiyama, Tagawa & Toda 1981).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Place = tuple[float, float]  # column, line
Edge = tuple[int, int, int]  # input, node, place among the node's inputs
Item = tuple[int, ...]  # a node (node,), or an edge's bend in a column (input, node, place, column)

SWEEPS = 6


def layout(inputs: Sequence[Sequence[int]]) -> tuple[list[Place], dict[Edge, list[Place]]]:
    """The nodes' places, and for each edge the places that it passes, both ends included.

    ``inputs`` names each node's inputs, all of them earlier nodes.
    """
    column = columns(inputs)
    layers: dict[int, list[Item]] = defaultdict(list)
    chains: dict[Edge, list[Item]] = {}
    for node, sources in enumerate(inputs):
        layers[column[node]].append((node,))
        for place, source in enumerate(sources):
            edge = (source, node, place)
            bends: list[Item] = [(*edge, c) for c in range(column[source] + 1, column[node])]
            for bend in bends:
                layers[bend[-1]].append(bend)
            chains[edge] = [(source,), *bends, (node,)]
    line = _lines(layers, (pair for chain in chains.values() for pair in pairwise(chain)))
    places = [(float(column[node]), line[(node,)]) for node in range(len(inputs))]
    paths = {
        edge: [places[edge[0]], *((float(b[-1]), line[b]) for b in chain[1:-1]), places[edge[1]]]
        for edge, chain in chains.items()
    }
    return places, paths


def columns(inputs: Sequence[Sequence[int]]) -> list[int]:
    """An operation right of all its inputs; an input just left of its first use."""
    column = [0] * len(inputs)
    for node, sources in enumerate(inputs):
        if sources:
            column[node] = 1 + max(column[source] for source in sources)
    for node, sources in enumerate(inputs):
        users = [column[user] for user, its in enumerate(inputs) if node in its]
        if not sources and users:
            column[node] = min(users) - 1
    return column


def _lines(
    layers: Mapping[int, list[Item]], links: Iterable[tuple[Item, Item]]
) -> dict[Item, float]:
    """A line for each item: columns sorted by where their neighbours stand, a few times over."""
    near: dict[Item, list[Item]] = defaultdict(list)
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    line: dict[Item, float] = {}
    for items in layers.values():
        line |= _centred(items)
    for sweep in range(SWEEPS):
        for column in sorted(layers, reverse=sweep % 2 == 0):
            line |= _centred(_by_neighbours(layers[column], near, line))
    return line


def _by_neighbours(
    items: list[Item], near: Mapping[Item, list[Item]], line: Mapping[Item, float]
) -> list[Item]:
    def wish(item: Item) -> float:
        return sum(line[other] for other in near[item]) / max(len(near[item]), 1)

    return sorted(items, key=wish)


def _centred(items: Sequence[Item]) -> dict[Item, float]:
    return {item: i - (len(items) - 1) / 2 for i, item in enumerate(items)}
