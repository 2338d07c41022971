"""A checksum of JSON-ready values, the same whatever the spacing and the order of keys."""

import hashlib
import json
from typing import Any

FIELD = "sha256"


def sha256_of(value: Any) -> str:
    """The SHA-256 digest of ``value`` as JSON with sorted keys, in hexadecimal."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(content: dict[str, Any]) -> dict[str, Any]:
    """``content`` with a checksum over everything else in it."""
    plain = {name: value for name, value in content.items() if name != FIELD}
    return plain | {FIELD: sha256_of(plain)}


def is_whole(content: Any) -> bool:
    """Whether ``content`` is a dict that holds the checksum of everything else in it."""
    return isinstance(content, dict) and content.get(FIELD) == sealed(content)[FIELD]
