import numpy as np
import pytest

from nlp_core.experiments.naive_bayes.all_classes import judge_held_out, likeliest
from nlp_core.experiments.naive_bayes.verdict import learn
from nlp_core.text.reader import Reader

WORDS = {"sport": "goal", "food": "soup", "travel": "train", "music": "song"}
ROWS = tuple((f"{word} {i}", label) for label, word in WORDS.items() for i in range(10))
UNITS = [text.split() for text, _ in ROWS]


def test_the_probabilities_of_all_classes_add_up_and_the_likeliest_is_first() -> None:
    found = likeliest(learn(ROWS, Reader("en")), ["soup", "soup", "song"])
    assert [label for label, _ in found[:2]] == ["food", "music"]
    assert sum(p for _, p in found) == pytest.approx(1)
    assert {label for label, _ in found} == set(WORDS)


def test_unmistakable_classes_are_told_apart_and_shuffled_labels_are_not() -> None:
    found = judge_held_out(ROWS, UNITS)
    assert found.accuracy == 1.0 and found.splits == 5
    assert found.tested == 4 * round(10 / 4)
    assert found.majority == pytest.approx(1 / 4, abs=0.01)
    dice = np.random.default_rng(0)
    labels = dice.permutation([label for _, label in ROWS])
    mixed = tuple((text, str(label)) for (text, _), label in zip(ROWS, labels, strict=True))
    assert judge_held_out(mixed, UNITS).accuracy < 0.6


def test_a_part_of_the_table_keeps_its_cells() -> None:
    found = judge_held_out(ROWS, UNITS)
    part = found.among(["travel", "food"])
    assert part.tolist() == [[found.table[3, 3], 0], [0, found.table[0, 0]]]


def test_classes_of_one_text_hold_nothing_out() -> None:
    found = judge_held_out((("a", "x"), ("b", "y"), ("c", "z")), [["a"], ["b"], ["c"]])
    assert found.tested == 0 and np.isnan(found.accuracy)
