"""``python -m nlp_core train | build | measure | list | data | bench``: read the words and run.

A command ends with exit status 0; with 2 and one sentence on standard error for words that it does
not take; with 1 and one sentence for what it cannot do; with 130 after Ctrl-C.
"""

import argparse
import contextlib
import os
import sys

from nlp_core.cli.interrupt import interruptible, undisturbed
from nlp_core.cli.trouble import FAILED, INTERRUPTED, Parser, Trouble, in_words
from nlp_core.errors import LearnerError

PROGRAM = "python -m nlp_core"
COMMANDS = {
    "train": "train one model into the cache",
    "build": "train the shipped models that are missing and draw the map's pictures",
    "measure": "make one of the stored measurements anew, which takes minutes to hours",
    "list": "list the models that are shipped or in the cache",
    "data": "list the public corpora, or fetch some into the cache",
    "bench": "time the site's own parts on this machine",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        with interruptible():
            _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return _end("stopped", INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        return _end(f"{PROGRAM}: the output has no reader any more", FAILED)
    except LearnerError as error:
        return _end(f"{PROGRAM}: {in_words(error)}", FAILED)
    except Trouble as trouble:
        return _end(f"{PROGRAM}: {trouble}", trouble.status)
    return 0


def _run(words: list[str]) -> None:
    try:
        options = _parser(words).parse_args(words)
        options.run(options)
    finally:
        sys.stdout.flush()  # a closed pipe is noticed here at the latest, after --help too


def _parser(words: list[str]) -> argparse.ArgumentParser:
    """A parser of all commands; the options of the one that is called are there."""
    parser = Parser(prog=PROGRAM, description="Train, build and list the site's models.")
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for name, meaning in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=f"{meaning}.".capitalize())
        if words[:1] == [name]:
            with undisturbed():  # an interrupted import of torch takes the interpreter with it
                _add_options(name, command)
    return parser


def _add_options(name: str, parser: argparse.ArgumentParser) -> None:
    """Import only what the command needs."""
    match name:
        case "train":
            from nlp_core.cli.training import add_train

            add_train(parser)
        case "build":
            from nlp_core.cli.training import add_build

            add_build(parser)
        case "measure":
            from nlp_core.cli.measuring import add_measure

            add_measure(parser)
        case "list":
            from nlp_core.cli.listing import add_list

            add_list(parser)
        case "data":
            from nlp_core.cli.listing import add_data

            add_data(parser)
        case "bench":
            from nlp_core.bench import TOPICS

            parser.add_argument("topic", choices=sorted(TOPICS), help="what is timed")
            parser.set_defaults(run=_bench)


def _bench(options: argparse.Namespace) -> None:
    from nlp_core.bench import TOPICS

    for timing in TOPICS[options.topic]():
        print(timing, flush=True)


def _end(sentence: str, status: int) -> int:
    with contextlib.suppress(OSError):  # nobody may read standard error either
        print(sentence, file=sys.stderr, flush=True)
    return status


def _drop_output() -> None:
    """Send what is left in the buffer nowhere, so that the interpreter's end does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
