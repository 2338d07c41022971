"""The BERT lesson's controls and its measured figures."""

from pages.parts import bert as parts


def test_a_pair_is_asked_as_typed_swapped_and_with_another_story() -> None:
    asked = [(first, second) for _, first, second in parts.trio("a", "b")]
    assert asked[:2] == [("a", "b"), ("b", "a")] and asked[2][0] == "a"
