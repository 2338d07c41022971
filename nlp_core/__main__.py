"""The site's command line: ``python -m nlp_core train | build | list | bench | data``.

``train`` takes the path that a click on the page takes; ``train --in-process`` and ``build`` need
no Dask and no fsspec, only torch, NumPy and safetensors, for a bare GPU box.
"""

import argparse
import dataclasses
import json
import os
import sys
import types
import typing
from pathlib import Path
from typing import Any

from nlp_core.bench import TOPICS
from nlp_core.corpora.public import CORPORA, fetch, find
from nlp_core.engine.artifact import Packed
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.engine.train import all_cores, train
from nlp_core.places import MODELS, default_cache
from nlp_core.recipes import recipes, shipped
from nlp_core.training.run import Spec


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if options.command == "train":
        spec = spec_from(options.recipe, rest)
        run = _train_here if options.in_process else _train_on_engine
        return run(spec, again=options.again)
    if rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    if options.command == "list":
        return _list()
    if options.command == "data":
        if set(options.corpora) - set(CORPORA):
            parser.error(f"no such corpus; there are: {', '.join(CORPORA)}")
        return _data(options.corpora, fetching=options.action == "fetch")
    if options.command == "bench":
        for timing in TOPICS[options.topic]():
            print(timing, flush=True)
        return 0
    return _build(options.names, options.into, again=options.again)


def _parser() -> argparse.ArgumentParser:
    names = sorted(recipes())
    parser = argparse.ArgumentParser(prog="python -m nlp_core", description="Train and list models")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("train", help="train one model into the cache")
    one.add_argument("recipe", choices=names)
    one.add_argument("--in-process", action="store_true", help="here, without Dask")
    one.add_argument("--again", action="store_true", help="even though it is there already")
    every = commands.add_parser("build", help="train the shipped models that are missing")
    every.add_argument("names", nargs="*", metavar="recipe", help=", ".join(names))
    every.add_argument("--again", action="store_true", help="all of them, even those there already")
    every.add_argument("--into", type=Path, default=MODELS, help="folder to write to")
    commands.add_parser("list", help="list the models that are shipped or in the cache")
    timed = commands.add_parser("bench", help="time the site's own parts on this machine")
    timed.add_argument("topic", choices=sorted(TOPICS))
    data = commands.add_parser("data", help="list the public corpora, or fetch some into the cache")
    data.add_argument("action", choices=["list", "fetch"])
    data.add_argument("corpora", nargs="*", metavar="corpus", help=", ".join(CORPORA))
    return parser


def spec_from(recipe: str, arguments: list[str]) -> Spec:
    """The recipe's spec with its ``--field value`` options set, each read as its field's type."""
    kind: Any = recipes()[recipe]
    hints = typing.get_type_hints(kind)
    parser = argparse.ArgumentParser(prog=f"python -m nlp_core train {recipe}", allow_abbrev=False)
    for field in dataclasses.fields(kind):
        parser.add_argument(
            f"--{field.name}", type=_reader(hints[field.name]), default=argparse.SUPPRESS
        )
    try:
        return kind(**vars(parser.parse_args(arguments)))
    except (TypeError, ValueError) as error:
        parser.error(str(error))


def typed(text: str, hint: Any) -> Any:
    """``text`` read as a value of the annotated type.

    >>> typed("3", int), typed("0.5", float | None), typed("[1, 2]", tuple[int, ...])
    (3, 0.5, (1, 2))
    """
    kind, choices = typing.get_origin(hint), typing.get_args(hint)
    if kind in (typing.Union, types.UnionType):
        if type(None) in choices and text.lower() in ("none", "null"):
            return None
        return typed(text, next(choice for choice in choices if choice is not type(None)))
    if kind is typing.Literal:
        return _one_of(text, {str(choice): choice for choice in choices})
    if hint is bool:
        return _one_of(text.lower(), {"true": True, "false": False})
    if hint in (int, float, str):
        return hint(text)
    value = json.loads(text)
    return _as_tuple(value) if (kind or hint) is tuple else value


def _one_of(text: str, choices: dict[str, Any]) -> Any:
    if text not in choices:
        raise ValueError(f"must be one of {', '.join(choices)}")
    return choices[text]


def _as_tuple(value: Any) -> Any:
    return tuple(_as_tuple(item) for item in value) if isinstance(value, list) else value


def _reader(hint: Any) -> Any:
    """An argparse type whose error message says what went wrong."""

    def read(text: str) -> Any:
        try:
            return typed(text, hint)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text!r}: {error}") from error

    return read


def _cache() -> Store:
    return Store(open_folder(os.environ.get("NLP_REVISITED_CACHE") or default_cache()))


def _train_here(spec: Spec, *, again: bool) -> int:
    store = _cache()
    return 0 if not again and _present(store, spec) else _train_into(store, spec, half=False)


def _train_into(store: Store, spec: Spec, *, half: bool) -> int:
    all_cores()
    packed = train(spec, observe=lambda point: _show(run_id_of(spec), point), half=half)
    store.write(packed)
    _finish(packed.card)
    return 0


def _build(names: list[str], folder: Path, *, again: bool) -> int:
    """Train the shipped specs (of the named recipes) that are missing; floats in 16 bits."""
    unknown = sorted(set(names) - set(recipes()))
    if unknown:
        print(f"no such recipe: {', '.join(unknown)}; there are: {', '.join(sorted(recipes()))}")
        return 2
    store = Store(open_folder(folder))
    for spec in shipped():
        wanted = not names or spec.NAME in names
        if wanted and (again or not _present(store, spec)):
            _train_into(store, spec, half=True)
    return 0


def _present(store: Store, spec: Spec) -> bool:
    packed: Packed | None = store.read(run_id_of(spec))
    if packed is not None:
        print(f"{run_id_of(spec)} is there already ({packed.card['date']})")
    return packed is not None


def _train_on_engine(spec: Spec, *, again: bool) -> int:
    """Submit a job as a page does, and follow it to its end."""
    from nlp_core.engine.engine import Engine

    with Engine() as engine:
        job = engine.submit(spec, "command line", again=again)
        while job.state in ("waiting", "running"):
            if job.points:
                _show(job.run_id, job.points[-1] | {"total": job.total})
            job = engine.wait(job, "command line")
        trained = engine.find(spec, here_first=True)
        if job.state != "done" or trained is None:
            print(f"\n{job.run_id} {job.state}: {job.error}", file=sys.stderr)
            return 1
        _finish(trained.card)
        if engine.storage_problem:
            print(f"not stored: {engine.storage_problem}", file=sys.stderr)
            return 1
    return 0


def _list() -> int:
    for place, store in (("shipped", Store(open_folder(MODELS))), ("cache", _cache())):
        for card in store.cards():
            print(
                f"{place:8} {card['run_id']:32} {card['parameters']:>10,} parameters "
                f"{card['seconds']:>8.1f} s  {card['device']}  {card['date']}  {card['metrics']}"
            )
    return 0


def _data(names: list[str], *, fetching: bool) -> int:
    """List the public corpora and where they are, or download them at their pinned revisions."""
    for name in names or CORPORA:
        one = CORPORA[name]
        if not fetching:
            print(f"{name:18} {one.size:33} {one.licence:37} {find(name) or 'not here'}")
            continue
        try:
            print(f"{name}: {fetch(name)}")
        except OSError as error:
            print(f"{name} could not be downloaded: {error}", file=sys.stderr)
            return 1
    return 0


def _show(name: str, point: dict[str, Any]) -> None:
    """Redraw one line: a bar, steps, seconds, loss and metrics."""
    share = point["step"] / max(point["total"], 1)
    bar = ("█" * round(20 * share)).ljust(20, "·")
    numbers = {"loss": point["loss"], **point["metrics"]}
    values = " ".join(f"{k} {float('nan') if v is None else v:.4f}" for k, v in numbers.items())
    line = f"{name} {bar} {point['step']}/{point['total']} {point['seconds']:.0f} s"
    print(f"\r{line} {values}", end="", file=sys.stderr, flush=True)


def _finish(card: dict[str, Any]) -> None:
    print(file=sys.stderr)
    print(f"{card['run_id']}: {card['seconds']:.1f} s on {card['device']}, {card['metrics']}")


if __name__ == "__main__":
    sys.exit(main())
