"""The three rules, each with what it leaves alone."""

import pytest

from nlp_core.text.stemming import stem


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("berries", "berry"),
        ("horses", "horse"),
        ("cats", "cat"),
        ("trees", "tree"),
        ("glass", "glass"),
        ("virus", "virus"),
        ("shoes", "shoe"),
        ("run", "run"),
        ("s", "s"),
        ("", ""),
    ],
)
def test_rules(word: str, expected: str) -> None:
    assert stem(word) == expected
