"""Addresses for a lesson: every control it draws, with values that fit and values that do not."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

from pages.kit.controls import Choice, Control, Controls, Slider, Switch, Text
from tests.fuzz.hostile import HOSTILE

ABSURD = (
    *("", " ", "0", "-1", "1e999", "nan", "NaN", "inf", "١٢", "true", "None", "[]", "null"),
    *("9" * 400, "\x00", "\ufffd", "\u202e", "a" * 2000, "가" * 2000, "%s%n", "../../etc/passwd"),
    *("\N{ZERO WIDTH JOINER}", "e" + "\u0301" * 200, "🇰🇷👨‍👩‍👧", "İ ı ß ǆ", "\t\n", "x" * 61),
)
WORDS = (
    *(
        "good",
        "bad",
        "not",
        "don’t",
        "the",
        "movie",
        "좋아요",
        "안",
        "영화가",
        "정말",
        "고양이",
        "뷁",
    ),
    *(
        "मेरी",
        "שלום",
        "ㅋㅋㅋㅋ",
        "3,500",
        "3.14",
        "café",
        "x",
        "w",
        "y",
        "2",
        ">",
        "=",
        ";",
        ",",
        "-",
    ),
    *("(", ")", ":", "*", "+", "**", "/", "...", "None", "…", "!", "?", "dog", "학교에서", "low"),
)


@dataclass
class Watcher:
    """What controls a lesson has drawn so far, by their name in the address."""

    drawn: dict[str, Control] = field(default_factory=dict)

    def watch(self) -> None:
        """Note every control that is drawn from now on in this process."""
        for kind in (Choice, Slider, Switch, Text):
            self._wrap(kind)

    def _wrap(self, kind: Any) -> None:
        usual = kind.draw

        def draw(control: Any, controls: Controls) -> Any:
            self.drawn[f"{controls.slug}-{control.key}"] = control
            return usual(control, controls)

        kind.draw = draw


def address(dice: random.Random, slug: str, drawn: dict[str, Control]) -> dict[str, str]:
    """A case: some of the controls set, most of them to what they can be."""
    share = dice.choice((0.15, 0.4, 0.9))
    found = {
        name: value_of(dice, control) for name, control in drawn.items() if dice.random() < share
    }
    if dice.random() < 0.05:
        found[f"{slug}-{dice.choice(HOSTILE)[:60]}"] = dice.choice(ABSURD)
    return found


def value_of(dice: random.Random, control: Control) -> str:
    """A value for a control as an address writes it; one in twelve is absurd."""
    if dice.random() < 1 / 12:
        return dice.choice((*ABSURD, *HOSTILE))
    if isinstance(control, Choice):
        return str(dice.choice([*control.options, *control.former]))
    if isinstance(control, Switch):
        return dice.choice("01")
    if isinstance(control, Slider):
        return _number(dice, control)
    return text_of(dice, control)


def _number(dice: random.Random, slider: Slider) -> str:
    if dice.random() < 0.3:
        return format(dice.choice((slider.low, slider.high)), "g")
    steps = round((slider.high - slider.low) / slider.step) if slider.step else 0
    return format(slider.low + slider.step * dice.randint(0, max(steps, 0)), "g")


def text_of(dice: random.Random, control: Text) -> str:
    """The default, changed as a learner or a villain would; or words; or something hostile."""
    ways = (_typed, _typed, _typed, _words, _words, _hostile, _long)
    return dice.choice(ways)(dice, control)


def _default(dice: random.Random, control: Text) -> str:
    default = control.default
    return default if isinstance(default, str) else dice.choice(default)


def _typed(dice: random.Random, control: Text) -> str:
    parts = re.findall(r"\w+|\s+|[^\w\s]", _default(dice, control)) or ["a"]
    for _ in range(dice.randint(0, 3)):
        place, other = dice.randrange(len(parts)), dice.randrange(len(parts))
        kind = dice.randrange(5)
        if kind == 0:
            parts[place], parts[other] = parts[other], parts[place]
        elif kind == 1:
            parts.insert(place, parts[other])
        elif kind == 2 and len(parts) > 1:
            del parts[place]
        elif kind == 3:
            parts[place] = dice.choice(WORDS)
        else:
            parts[place] = str(dice.choice((0, 1, 2, 3, 5, 10, 99, -1, 0.5)))
    return "".join(parts)


def _words(dice: random.Random, control: Text) -> str:
    separator = dice.choice((" ", " ", " ", ", ", "\n"))
    return separator.join(dice.choice(WORDS) for _ in range(dice.randint(0, 12)))


def _hostile(dice: random.Random, control: Text) -> str:
    pieces = [dice.choice(HOSTILE) for _ in range(dice.randint(1, 3))]
    return dice.choice((" ", "\n", "")).join([*pieces, dice.choice(("", _default(dice, control)))])


def _long(dice: random.Random, control: Text) -> str:
    text = _words(dice, control) or "a"
    whole = text * (control.limit // len(text) + 2)
    return whole[: control.limit + dice.choice((-1, 0, 1, 50))]
