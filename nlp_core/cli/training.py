"""``train`` and ``build``.

``train`` takes the path that a click on the page takes; ``train --in-process`` and ``build`` need
no Dask, for a bare GPU box.
"""

import argparse
from pathlib import Path

from nlp_core import recipes
from nlp_core.cli.interrupt import came, undisturbed
from nlp_core.cli.progress import Progress
from nlp_core.cli.spec_options import add_fields, phrase, spec_from
from nlp_core.cli.stores import explained, keep, writable_store
from nlp_core.cli.trouble import MISUSED, Trouble, in_words
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.engine.train import Stopped, all_cores, train, warm
from nlp_core.errors import LearnerError
from nlp_core.places import MODELS, cache_place
from nlp_core.training.run import Spec

VISITOR = "command line"


def add_train(parser: argparse.ArgumentParser) -> None:
    """``train <recipe>``, with the recipe's fields as options."""
    names = parser.add_subparsers(title="recipes", metavar="recipe", required=True)
    for name, kind in recipes.recipes().items():
        words = phrase(kind)
        one = names.add_parser(
            name,
            help=words.replace("%", "%%"),
            description=f"{words}.",
            usage=f"{parser.prog} {name} [options]",
        )
        one.add_argument(
            "--in-process", action="store_true", help="train in this process, without Dask"
        )
        one.add_argument(
            "--again", action="store_true", help="train even if the model is there already"
        )
        add_fields(one, kind)
        one.set_defaults(kind=kind, run=_train)


def add_build(parser: argparse.ArgumentParser) -> None:
    """``build [recipe ...]``."""
    names = ", ".join(recipes.recipes())
    parser.add_argument("names", nargs="*", metavar="recipe", help=f"{names}; all if none is named")
    parser.add_argument(
        "--again", action="store_true", help="train even the models that are there already"
    )
    parser.add_argument(
        "--into", type=Path, default=MODELS, metavar="FOLDER", help="folder to write to"
    )
    parser.set_defaults(run=_build)


def _train(options: argparse.Namespace) -> None:
    spec = spec_from(options.kind, options)
    place = cache_place()
    store = writable_store(place)
    if not options.in_process:
        _train_on_workers(spec, place, again=options.again)
    elif options.again or not _is_there(store, place, spec):
        _train_into(store, place, spec, half=False)


def _build(options: argparse.Namespace) -> None:
    """Train the shipped specs (of the named recipes) that are missing, floats in 16 bits; draw the
    map's pictures from them, unless they go to another folder."""
    known = recipes.recipes()
    for name in options.names:
        if name not in known:
            raise Trouble(f"recipe must be one of {', '.join(known)}, not {name!r:.60}", MISUSED)
    store = writable_store(options.into)
    for spec in recipes.shipped():
        wanted = not options.names or spec.NAME in options.names
        if wanted and (options.again or not _is_there(store, options.into, spec)):
            _train_into(store, options.into, spec, half=True)
    if options.into == MODELS:
        _draw_thumbnails()


def _draw_thumbnails() -> None:
    from nlp_core.thumbnails import FOLDER, build_thumbnails

    with explained(FOLDER, "written"), undisturbed():
        print(f"{len(build_thumbnails())} pictures drawn in {FOLDER}")


def _train_into(store: Store, place: Path | str, spec: Spec, *, half: bool) -> None:
    all_cores()
    with undisturbed():  # what torch imports late must not be broken off either
        warm()
    try:
        with Progress(run_id_of(spec)) as progress:
            packed = train(spec, observe=progress.show, stopped=came, half=half)
    except Stopped:
        raise KeyboardInterrupt from None
    except LearnerError as error:
        raise Trouble(f"{run_id_of(spec)} cannot be trained: {in_words(error)}") from error
    keep(store, place, packed)
    print(_summary(packed.card))


def _is_there(store: Store, place: Path | str, spec: Spec) -> bool:
    with explained(place, "read"):
        packed = store.read(run_id_of(spec))
    if packed is not None:
        print(f"{run_id_of(spec)} is there already ({packed.card['date']})")
    return packed is not None


def _train_on_workers(spec: Spec, place: str, *, again: bool) -> None:
    """Submit a job as a page does, and follow it to its end."""
    from nlp_core.engine.engine import Engine

    with Engine(cache=place) as engine:
        found = None if again else engine.find(spec)
        if found is not None:
            print(f"{found.run_id} is there already ({found.card['date']})")
            return
        with undisturbed():  # half-started workers cannot be closed
            engine.start()
        job = engine.submit(spec, VISITOR, again=again)
        try:
            with Progress(job.run_id) as progress:
                while job.state in ("waiting", "running"):
                    if job.points:
                        progress.show(job.points[-1] | {"total": job.total})
                    job = engine.wait(job, VISITOR)
        except KeyboardInterrupt:
            engine.leave(job.run_id, VISITOR)  # stopped, and not lost
            raise
        if job.state != "done":
            error = in_words(job.error) if isinstance(job.error, LearnerError) else job.error
            raise Trouble(f"{job.run_id} cannot be trained: {error}")
        trained = engine.find(spec, here_first=True)
        if trained is not None:
            print(_summary(trained.card))
        if engine.storage_problem:
            raise Trouble(f"{job.run_id} is trained, but not stored: {engine.storage_problem}")


def _summary(card: dict) -> str:
    return f"{card['run_id']}: {card['seconds']:.1f} s on {card['device']}, {card['metrics']}"
