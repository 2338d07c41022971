"""The folders of trained models, and what can go wrong with them in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlp_core.cli.interrupt import undisturbed
from nlp_core.cli.trouble import MISUSED, Trouble
from nlp_core.engine.artifact import Packed
from nlp_core.engine.folder import open_folder
from nlp_core.engine.store import Store


def store_at(place: Path | str) -> Store:
    """The store at a path or URL."""
    try:
        return Store(open_folder(place))
    except (ImportError, ValueError) as error:
        raise Trouble(f"{place} cannot be opened: {error}", MISUSED) from error


def writable_store(place: Path | str) -> Store:
    """The store, tried with a small file, so that nobody trains for hours in vain."""
    store = store_at(place)
    with explained(place, "written"), undisturbed():
        store.folder.write(".probe", b"written to see whether this folder can be\n")
        store.folder.delete(".probe")
    return store


def keep(store: Store, place: Path | str, packed: Packed) -> None:
    """Write a model whole, or not at all."""
    with explained(place, "written"), undisturbed():
        store.write(packed)


@contextmanager
def explained(place: Path | str, act: str) -> Iterator[None]:
    """Trouble in the place of an OSError."""
    try:
        yield
    except OSError as error:
        raise Trouble(f"{place} cannot be {act}: {error.strerror or error}") from error
