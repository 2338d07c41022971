"""A run's name: the recipe and a hash of everything that decides the result, and of nothing else.

Source code never enters, so that neither a comment nor a new optional field orphans a checkpoint.
"""

import dataclasses
import json
import shlex
from collections.abc import Iterator
from typing import Any

from nlp_core.checksum import sha256_of
from nlp_core.training.run import Spec


def run_id_of(spec: Spec) -> str:
    """The recipe's name and twelve hexadecimal digits, such as ``word2vec-3f9a1c0be274``.

    The digits hash name, ``VERSION``, corpus version (``spec.corpus_version``, if there is one) and
    the fields that differ from their defaults; a private field enters by its own hash.
    """
    identity: dict[str, Any] = {
        "name": spec.NAME,
        "version": spec.VERSION,
        "fields": {
            field.name: {"sha256": sha256_of(value)} if is_private_field(field) else value
            for field, value in _changed(spec)
        },
    }
    corpus_version = getattr(spec, "corpus_version", None)
    if corpus_version is not None:
        identity["corpus"] = corpus_version
    return f"{spec.NAME}-{sha256_of(identity)[:12]}"


def public_fields(spec: Spec) -> dict[str, Any]:
    """Every field of the spec for a card; a private one that was set by its hash alone."""
    private = {
        field.name: {"sha256": sha256_of(value)}
        for field, value in _changed(spec)
        if is_private_field(field)
    }
    values = {field.name: getattr(spec, field.name) for field in _fields(spec)}
    return {name: value for name, value in values.items() if name not in private} | private


def is_private(spec: Spec) -> bool:
    """Whether a learner's own text takes part in this run."""
    return any(is_private_field(field) for field, _ in _changed(spec))


def is_private_field(field: dataclasses.Field[Any]) -> bool:
    """Whether a spec's field was marked ``metadata={"private": True}``."""
    return bool(field.metadata.get("private"))


def command(spec: Spec) -> str:
    """The shell command that repeats this training; private fields are left out."""
    words = ["python", "-m", "nlp_core", "train", spec.NAME]
    for field, value in _changed(spec):
        if not is_private_field(field):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            words += [f"--{field.name}", shlex.quote(text)]
    return " ".join(words)


def _fields(spec: Spec) -> tuple[dataclasses.Field[Any], ...]:
    if not dataclasses.is_dataclass(spec):
        raise TypeError(f"a spec is a frozen dataclass, not {type(spec).__name__}")
    return dataclasses.fields(spec)


def _changed(spec: Spec) -> Iterator[tuple[dataclasses.Field[Any], Any]]:
    """The fields whose value is not the default; 1 and 1.0 are one rate, so they share a hash."""
    for field in _fields(spec):
        value, default = getattr(spec, field.name), field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        if value != default:
            is_rate = isinstance(default, float) and isinstance(value, int)
            yield field, float(value) if is_rate else value
