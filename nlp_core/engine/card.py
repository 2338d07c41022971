"""What a card must hold before anything of it is believed: every field, its type and its range.

A checksum says that a card is as it was written, not that it was written by this version of the
site or by the site at all. What a page reads from a card is therefore checked here, once, when the
card is read; a card that fails counts as damaged.
"""

import json
import math
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from nlp_core.checksum import is_whole

_MOST = 1e300  # a number that a chart can still be drawn of
_TEXT = {"type": "string", "maxLength": 10_000}
_NAME = {"type": "string", "pattern": r"^[A-Za-z0-9_]+-[0-9a-f]+$", "maxLength": 200}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 10**15}
_SECONDS = {"type": "number", "minimum": 0, "maximum": _MOST}
_NUMBER = {"type": ["number", "null"], "minimum": -_MOST, "maximum": _MOST}  # null where not finite
_METRICS = {"type": "object", "additionalProperties": _NUMBER}
_DIGEST = {"type": "string", "pattern": r"^[0-9a-f]{64}$"}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": [*fields]}


SCHEMA = _object(
    run_id=_NAME,
    name=_TEXT,
    version=_COUNT,
    spec={
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": ["string", "boolean", "null", "number"]},
                _object(sha256=_DIGEST) | {"additionalProperties": False},
            ]
        },
    },
    private={"type": "boolean"},
    seed=_COUNT,
    steps=_COUNT,
    seconds=_SECONDS,
    device=_TEXT,
    torch=_TEXT,
    date={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    command=_TEXT,
    data=_TEXT,
    parameters=_COUNT,
    metrics=_METRICS,
    history={
        "type": "array",
        "items": _object(step=_COUNT, loss=_NUMBER, metrics=_METRICS, seconds=_SECONDS),
    },
    vocabulary={},
    tied={"type": "object", "additionalProperties": _TEXT},
    tensors=_object(
        file={"type": "string", "pattern": r"^[\w-]+(\.[\w-]+)+$"}, sha256=_DIGEST, bytes=_COUNT
    ),
)
SCHEMA["properties"]["lent"] = {"type": "object", "additionalProperties": _DIGEST}


def read_card(text: bytes, run_id: str) -> dict[str, Any]:
    """The card of ``run_id`` in ``text``. Raises ValueError, saying what is wrong with it.

    Beside the schema: the checksum fits, numbers are finite, whole numbers are written as such, the
    date exists, and the history's steps rise.
    """
    try:
        card = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        whole = is_whole(card)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not whole:
        raise ValueError("checksum of the card")
    problem = next(_validator().iter_errors(card), None)
    if problem is not None:
        where = ".".join(map(str, problem.absolute_path)) or "card"
        raise ValueError(f"{where}: {problem.validator} {problem.validator_value!r:.60}")
    date.fromisoformat(card["date"])
    if any(after["step"] <= before["step"] for before, after in pairwise(card["history"])):
        raise ValueError("history: steps that do not rise")
    if card["run_id"] != run_id:
        raise ValueError(f"the card belongs to {card['run_id']}")
    if not card["tensors"]["file"].startswith(f"{run_id}."):
        raise ValueError("tensors: another run's file")
    return card  # type: ignore[no-any-return]


def same_kind(stored: Any, built: Any) -> bool:
    """Whether a stored vocabulary is built like the one that the spec builds.

    Dicts have the same keys, and lists hold what the built ones do (text where those are empty).

    >>> same_kind({"words": ["a", "b"]}, {"words": []}), same_kind({"words": [1]}, {"words": []})
    (True, False)
    """
    if isinstance(built, dict):
        return (
            isinstance(stored, dict)
            and stored.keys() == built.keys()
            and all(same_kind(stored[key], built[key]) for key in built)
        )
    if isinstance(built, list | tuple):
        model = built[0] if built else ""
        return isinstance(stored, list) and all(same_kind(item, model) for item in stored)
    return type(stored) is type(built)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    kinds = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: _is_int(value))
    return extend(Draft202012Validator, type_checker=kinds)(SCHEMA)


def _is_int(value: Any) -> bool:
    """JSON schema takes 3.0 for a whole number; ``f"{3.0:,}"`` does not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text:.20} is too large")
    return value
