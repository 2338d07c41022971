"""Graphs are laid out from left to right, without two nodes on one spot."""

import random

from nlp_core.figures.graph_layout import columns, layout


def test_layouts_of_random_graphs() -> None:
    rng = random.Random(0)
    for _ in range(100):
        inputs: list[tuple[int, ...]] = []
        for node in range(rng.randint(1, 20)):
            many = min(node, rng.choice([0, 1, 2, 2]))
            inputs.append(tuple(rng.choices(range(node), k=many)) if many else ())
        places, paths = layout(inputs)
        column = columns(inputs)
        bends = [place for path in paths.values() for place in path[1:-1]]
        assert len(set(places + bends)) == len(places) + len(bends)
        for (source, node, _), path in paths.items():
            assert [x for x, _ in path] == list(range(column[source], column[node] + 1))


def test_an_input_stands_beside_its_first_use() -> None:
    assert columns([(), (), (0, 1), (2,), (), (3, 4)]) == [0, 0, 1, 2, 2, 3]
