"""Whether one text follows another, and the rival that counts."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.pairs import (
    KINDS,
    accepted,
    accepted_by_counting,
    accuracy,
    controls,
    follows,
    halves,
    shared,
    threshold,
)
from tests.nlp_core.experiments.bert.small import both

STORIES = [
    (f"the {animal} lived in the {place}.", f"it was {trait}.", f"the {animal} liked the {place}.")
    for animal in ("cat", "dog", "cow", "wolf", "rabbit", "horse")
    for place in ("park", "farm", "forest")
    for trait in ("small", "big")
]


def test_the_chance_is_one_and_depends_on_the_order() -> None:
    one, other = (follows(both(), *pair) for pair in (("a cat.", "a dog."), ("a dog.", "a cat.")))
    assert 0 <= one <= 1 and 0 <= other <= 1 and one != other


@pytest.mark.parametrize("pair", [("", "a cat."), ("a cat.", " "), ("\x00", "a")])
def test_an_empty_text_is_told(pair: tuple[str, str]) -> None:
    with pytest.raises(LearnerError) as error:
        follows(both(), *pair)
    assert error.value.code == "empty-pair"


def test_long_texts_are_cut() -> None:
    assert 0 <= follows(both(), "the cat sees " * 100, "🙂" * 300) <= 1


def test_controls_are_what_they_say() -> None:
    found = controls(STORIES, len(STORIES))
    assert set(found) == set(KINDS)
    for right, swapped, elsewhere, alike in zip(*found.values(), strict=True):
        assert swapped == right[::-1]
        assert right[0] == elsewhere[0] == alike[0]
    right, elsewhere, alike = (
        sum(shared(*pair) for pair in found[kind]) for kind in ("next", "elsewhere", "alike")
    )
    assert abs(alike - right) < abs(elsewhere - right)


def test_counting_is_of_no_use_where_wrong_pairs_have_as_much_in_common() -> None:
    found = controls(STORIES, len(STORIES))
    taken = accepted_by_counting(found, threshold(STORIES, len(STORIES)))
    assert accuracy(taken, "elsewhere") > accuracy(taken, "alike")
    assert accuracy(taken, "elsewhere") > 0.6


def test_the_model_is_asked_about_every_kind() -> None:
    found = {kind: pairs[:3] for kind, pairs in controls(STORIES, 6).items()}
    assert all(0 <= share <= 1 for share in accepted(both(), found).values())


def test_halves_join_to_the_story() -> None:
    assert halves(("a.", "b.", "c.")) == ("a. b.", "c.")
