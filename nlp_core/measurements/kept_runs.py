"""Single runs of a measurement in the cache: one that was interrupted goes on where it stopped."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from nlp_core.checksum import FIELD, is_whole, sealed, sha256_of
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.key import run_id_of
from nlp_core.places import cache_place
from nlp_core.training.run import Spec

Run = dict[str, Any]


def kept(measured: str, spec: Spec, compute: Callable[[], Run]) -> Run:
    """The numbers of one run: those of an earlier time, or ``compute``'s, which are then kept.

    ``measured`` tells apart what is measured of the same ``spec``; the version of PyTorch enters
    too. To measure afresh after a change of code, raise the recipe's ``VERSION`` or delete the
    folder.
    """
    path = _path(measured, spec)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not is_whole(found):
        found = compute()
        store(measured, spec, found)
    return {name: value for name, value in found.items() if name != FIELD}


def store(measured: str, spec: Spec, run: Run) -> Path:
    """Keep the numbers of a run that was made elsewhere or before."""
    path = _path(measured, spec)
    LocalFolder(path.parent).write(path.name, json.dumps(sealed(run), ensure_ascii=False).encode())
    return path


def _path(measured: str, spec: Spec) -> Path:
    digits = sha256_of([measured, run_id_of(spec), torch.__version__])[:16]
    return Path(cache_place()) / "measured" / f"{spec.NAME}-{digits}.json"
