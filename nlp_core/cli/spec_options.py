"""A spec's fields as options of the command line: ``--field value``."""

import argparse
import sys
from dataclasses import Field, fields
from typing import Any

from nlp_core.cli.trouble import MISUSED, Trouble, in_words
from nlp_core.errors import LearnerError
from nlp_core.training.run import Allowed, Spec, values_of

KINDS = {int: "N", float: "X", str: "NAME"}
PREFIX = "spec."  # keeps a field's name apart from the command's own options


def phrase(kind: type[Spec]) -> str:
    """What a recipe trains: the first sentence of its module."""
    text = sys.modules[kind.__module__].__doc__ or ""
    return " ".join(text.split("\n\n")[0].split()).rstrip(".")


def add_fields(parser: argparse.ArgumentParser, kind: Any) -> None:
    """An option for each field, with its meaning, its values and its default."""
    group = parser.add_argument_group("what decides the result")
    for field in fields(kind):
        rule = field.metadata.get("allowed", Allowed())
        default = "empty" if field.default == "" else field.default
        words = f"{rule.meaning}: {values_of(field)} (default {default})"
        group.add_argument(
            f"--{field.name}",
            dest=PREFIX + field.name,
            metavar=KINDS[type(field.default)],
            default=argparse.SUPPRESS,
            help=words.replace("%", "%%"),
        )


def spec_from(kind: Any, options: argparse.Namespace) -> Spec:
    """The spec with the fields that the options set; Trouble for values that it does not take."""
    texts = vars(options)
    try:
        return kind(
            **{
                field.name: _read(field, texts[PREFIX + field.name])
                for field in fields(kind)
                if PREFIX + field.name in texts
            }
        )
    except LearnerError as error:
        raise Trouble(in_words(error), MISUSED) from error
    except ValueError as error:
        raise Trouble(str(error), MISUSED) from error


def _read(field: Field[Any], text: str) -> Any:
    """The text as a value of the default's type."""
    kind: Any = type(field.default)
    try:
        return kind(text)
    except ValueError:
        message = f"{field.name} must be {values_of(field)}, not {text!r:.60}"
        raise Trouble(message, MISUSED) from None
