"""What a spec's field takes, and what every training leaves as it found it."""

import re
from dataclasses import dataclass, field, fields
from typing import Any

import pytest
import torch

from nlp_core.training.run import allowed, check, one_thread, values_of


def test_one_thread_gives_the_threads_back_even_after_an_error() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        with pytest.raises(ZeroDivisionError), one_thread():
            assert torch.get_num_threads() == 1
            raise ZeroDivisionError
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)


@dataclass(frozen=True)
class Settings:
    kind: str = field(default="a", metadata=allowed("kind of thing", ("a", "b")))
    text: str = field(default="", metadata=allowed("words of one's own", private=True))
    count: int = field(default=3, metadata=allowed("how many", low=1, high=1000))
    rate: float = field(default=0.5, metadata=allowed("how fast", low=0, high=1))
    free: float = field(default=0.0, metadata=allowed("any finite or infinite number"))

    def __post_init__(self) -> None:
        check(self)


def test_a_field_declares_its_values_in_words() -> None:
    assert [values_of(each) for each in fields(Settings)] == [
        "one of a, b",
        "text",
        "a whole number from 1 to 1,000",
        "a number from 0 to 1",
        "a number",
    ]
    assert [bool(each.metadata["private"]) for each in fields(Settings)] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kind": "c"}, "kind must be one of a, b, not 'c'"),
        ({"text": 1}, "text must be text, not 1"),
        ({"count": 1001}, "count must be a whole number from 1 to 1,000, not 1001"),
        ({"count": 2.0}, "count must be a whole number from 1 to 1,000, not 2.0"),
        ({"rate": True}, "rate must be a number from 0 to 1, not True"),
        ({"free": float("nan")}, "free must be a number, not nan"),
    ],
)
def test_check_names_field_values_and_the_value(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Settings(**values)


def test_check_shows_the_beginning_of_a_long_value() -> None:
    with pytest.raises(ValueError) as refusal:
        Settings(kind="long" * 1000)
    assert len(str(refusal.value)) < 100


def test_check_lets_pass_what_is_allowed() -> None:
    assert Settings("b", "words", 1000, 1, float("inf")).rate == 1


def test_a_field_that_declares_nothing_is_a_mistake_of_its_author() -> None:
    @dataclass(frozen=True)
    class Forgetful:
        steps: int = 3

    with pytest.raises(KeyError):
        check(Forgetful())
