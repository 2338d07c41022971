"""What ends a command early: one sentence for the person who typed it, and an exit status."""

import argparse
from typing import Any, NoReturn

from nlp_core.errors import LearnerError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130  # exit statuses


class Trouble(Exception):
    """Ends a command with a sentence on standard error."""

    def __init__(self, sentence: str, status: int = FAILED) -> None:
        super().__init__(sentence)
        self.status = status


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence, without the usage before it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Raise ``Trouble`` with argparse's message."""
        raise Trouble(f"{message}; see --help", MISUSED)


def in_words(error: LearnerError) -> str:
    """An error's code and values, readable without the pages' prose.

    >>> in_words(LearnerError("no-corpus", name="nsmc"))
    'no corpus (name: nsmc)'
    """
    values = ", ".join(f"{name}: {value}" for name, value in error.values.items())
    return error.code.replace("-", " ") + (f" ({values})" if values else "")
