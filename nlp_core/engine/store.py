"""One folder of artifacts: ``<run_id>.json`` is the card, and it names the tensors' file.

The tensors' file bears a digest of its content, so that two servers which write the same run never
mix their halves; the card comes last, so a card means complete. The card holds a checksum of the
tensors and one of itself. What does not add up is dropped with a logged reason and counts as
absent.
"""

import hashlib
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

from nlp_core.checksum import sealed
from nlp_core.engine.artifact import Packed
from nlp_core.engine.card import read_card
from nlp_core.engine.folder import Entry, Folder

logger = logging.getLogger(__name__)

ORPHAN_SECONDS = 3600.0
DAMAGED_SECONDS = 600.0
PRIVATE = ".private.safetensors"


class Store:
    """Artifacts in a folder, bounded to ``limit`` bytes; ``writable=False`` never changes it.

    A bounded store notes when an artifact was last read; any other leaves its files untouched.
    """

    def __init__(self, folder: Folder, *, limit: int | None = None, writable: bool = True) -> None:
        self.folder = folder
        self.limit = limit
        self.writable = writable
        self._damaged: dict[str, float] = {}  # what cannot be dropped, and until when it is known

    def read(self, run_id: str) -> Packed | None:
        """The run's artifact, all of it checked; None if absent, broken or unreachable.

        A card that another server replaces meanwhile is simply read again. What is broken and
        cannot be dropped is not read again for ten minutes.
        """
        while not self.is_damaged(run_id):
            text = self._card_text(run_id)
            if text is None:
                self._note_without_card(run_id)
                return None
            try:
                packed = self._checked(run_id, text)
            except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
                if self._card_text(run_id) == text:
                    self.drop(run_id, reason=f"{type(error).__name__}: {error}")
                    return None
            except OSError as error:
                logger.warning("%s cannot be read: %s", run_id, error)
                return None
            else:
                if self.limit is not None:
                    self.folder.touch(_card_name(run_id))
                return packed
        return None

    def is_damaged(self, run_id: str) -> bool:
        """Whether the run was found broken, in a store that must not change."""
        return time.monotonic() < self._damaged.get(run_id, 0.0)

    def write(self, packed: Packed) -> None:
        """Keep an artifact, then make room by dropping the least recently used.

        Raises OSError, and leaves no tensors without a card.
        """
        run_id = packed.card["run_id"]
        checksum = hashlib.sha256(packed.tensors).hexdigest()
        suffix = PRIVATE if packed.card["private"] else ".safetensors"
        name = f"{run_id}.{checksum[:8]}{suffix}"
        tensors = {"file": name, "sha256": checksum, "bytes": len(packed.tensors)}
        before = self._named_file(run_id)
        self.folder.write(name, packed.tensors)
        card = sealed(packed.card | {"tensors": tensors})
        try:
            self.folder.write(_card_name(run_id), as_text(card).encode())
        except BaseException:
            if name != before:
                self.folder.delete(name)
            raise
        if before not in (None, name):
            self.folder.delete(str(before))
        self.make_room(spare=run_id)

    def drop(self, run_id: str, *, reason: str) -> None:
        """Forget an artifact, card first; a store that must not change notes that it is broken."""
        logger.warning("%s is not usable: %s", run_id, reason)
        if not self.writable:
            self._damaged[run_id] = time.monotonic() + DAMAGED_SECONDS
        else:
            try:
                self._remove(run_id, [e.name for e in self.folder.entries() if _run(e) == run_id])
            except OSError as error:
                logger.warning("%s could not be dropped: %s", run_id, error)

    def make_room(self, *, spare: str = "") -> None:
        """Drop orphaned files, then private and least recently used runs, down to ``limit``."""
        if self.limit is None:
            return
        runs: dict[str, list[Entry]] = {}
        for entry in self.folder.entries():
            if _is_orphan(entry):
                self.folder.delete(entry.name)
            else:
                runs.setdefault(_run(entry), []).append(entry)
        total = sum(entry.size for entries in runs.values() for entry in entries)
        for run_id, entries in sorted(runs.items(), key=lambda item: _worth(item[1])):
            is_whole = any(entry.name == _card_name(run_id) for entry in entries)
            is_old = max(entry.used for entry in entries) < time.time() - ORPHAN_SECONDS
            if run_id != spare and (is_old if not is_whole else total > self.limit):
                self._remove(run_id, [entry.name for entry in entries])
                total -= sum(entry.size for entry in entries)

    def cards(self) -> Iterator[dict[str, Any]]:
        """The cards of all public runs, by name; private ones appear in no list."""
        entries = sorted(self.folder.entries(), key=lambda entry: entry.name)
        private = {_run(entry) for entry in entries if entry.name.endswith(PRIVATE)}
        for entry in entries:
            if entry.name.endswith(".json") and _run(entry) not in private:
                card = self._whole_card(_run(entry))
                if card is not None:
                    yield card

    def _note_without_card(self, run_id: str) -> None:
        """Tensors without a card are half written, or, where nothing is written, what is left."""
        if not self.writable and any(_run(entry) == run_id for entry in self.folder.entries()):
            self.drop(run_id, reason="its card is gone")

    def _checked(self, run_id: str, text: bytes) -> Packed:
        card = read_card(text, run_id)
        tensors = self.folder.read(card["tensors"]["file"])
        if hashlib.sha256(tensors).hexdigest() != card["tensors"]["sha256"]:
            raise ValueError("checksum of the tensors")
        return Packed(card=card, tensors=tensors)

    def _whole_card(self, run_id: str) -> dict[str, Any] | None:
        """The run's card if nothing is wrong with it."""
        text = self._card_text(run_id)
        try:
            return None if text is None else read_card(text, run_id)
        except ValueError:
            return None

    def _card_text(self, run_id: str) -> bytes | None:
        try:
            return self.folder.read(_card_name(run_id))
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.warning("card of %s cannot be read: %s", run_id, error)
            return None

    def _named_file(self, run_id: str) -> str | None:
        """The tensors' file that the present card names, if it can be read."""
        card = self._whole_card(run_id)
        return None if card is None else str(card["tensors"]["file"])

    def _remove(self, run_id: str, names: list[str]) -> None:
        for name in sorted(names, key=lambda name: name != _card_name(run_id)):
            self.folder.delete(name)


def as_text(card: dict[str, Any]) -> str:
    """A card as JSON, a field a line and a point of the history a line."""

    def one_line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    lines = {name: one_line(value) for name, value in card.items()}
    if card.get("history"):
        points = ",\n  ".join(map(one_line, card["history"]))
        lines["history"] = f"[\n  {points}\n ]"
    body = ",\n".join(f" {one_line(name)}: {line}" for name, line in lines.items())
    return f"{{\n{body}\n}}\n"


def _card_name(run_id: str) -> str:
    return f"{run_id}.json"


def _run(entry: Entry) -> str:
    return entry.name.split(".")[0]


def _is_orphan(entry: Entry) -> bool:
    """A file left aside by a writer that died."""
    return entry.name.startswith(".") and entry.used < time.time() - ORPHAN_SECONDS


def _worth(entries: list[Entry]) -> tuple[bool, float]:
    """Private runs are worth least, then those that lay unused the longest."""
    is_public = not any(entry.name.endswith(PRIVATE) for entry in entries)
    return is_public, max(entry.used for entry in entries)
