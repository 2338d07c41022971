"""The published checkpoints that may be loaded, each pinned.

A revision is a commit, so that nobody can change what a class downloads. Where the weights exist as
safetensors only in a pull request of the hub's own converter, it is that reference: what it points
to when this machine first asks is noted beside the download and holds from then on (``hub``).
"""

import re
from dataclasses import dataclass

from nlp_core.errors import LearnerError

_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Listed:
    """A checkpoint: its name on the hub, architecture, language, licence, and what it is pinned to.

    How large it is the hub says, before anything is downloaded.
    """

    name: str
    kind: str
    language: str
    licence: str
    revision: str

    @property
    def is_pinned(self) -> bool:
        """Whether the revision is a commit, which cannot move."""
        return is_commit(self.revision)

    @property
    def folder(self) -> str:
        """The name of its folder in the cache."""
        return self.name.replace("/", "--")


def is_commit(revision: str) -> bool:
    """Whether a revision names a commit by its full hash.

    >>> is_commit("main"), is_commit("0" * 40)
    (False, True)
    """
    return _COMMIT.fullmatch(revision) is not None


CATALOGUE = {
    one.name: one
    for one in (
        Listed(
            "klue/bert-base",
            "bert",
            "ko",
            "CC BY-SA 4.0",
            "77c8b3d707df785034b4e50f2da5d37be5f0f546",
        ),
        Listed(
            "google-bert/bert-base-uncased",
            "bert",
            "en",
            "Apache-2.0",
            "86b5e0934494bd15c9632b12f734a8a67f723594",
        ),
        Listed("skt/kogpt2-base-v2", "gpt2", "ko", "CC BY-NC-SA 4.0", "refs/pr/3"),
        Listed(
            "distilbert/distilgpt2",
            "gpt2",
            "en",
            "Apache-2.0",
            "2290a62682d06624634c1f46a6ad5be0f47f38aa",
        ),
        Listed(
            "albert/albert-base-v2",
            "albert",
            "en",
            "Apache-2.0",
            "8e2f239c5f8a2c0f253781ca60135db913e5c80c",
        ),
        Listed("google/electra-small-discriminator", "electra", "en", "Apache-2.0", "refs/pr/2"),
    )
}


def listed(name: str) -> Listed:
    """The entry of a name; LearnerError "model-not-listed" (``name``) for any other."""
    if name not in CATALOGUE:
        raise LearnerError("model-not-listed", name=name[:80])
    return CATALOGUE[name]


def of_kind(kind: str) -> tuple[str, ...]:
    """The names of an architecture's checkpoints, in the order of the list."""
    return tuple(name for name, one in CATALOGUE.items() if one.kind == kind)
