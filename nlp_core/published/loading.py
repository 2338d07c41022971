"""A checkpoint from a folder, downloaded or one's own: model and tokenizer."""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from nlp_core.errors import LearnerError
from nlp_core.published.catalogue import CATALOGUE
from nlp_core.published.hub import CONFIG, NEEDED, SOURCE, TOKENIZER, WEIGHTS, read_object
from nlp_core.published.reading import Published, read


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A published model ready to be asked; ``commit`` and ``licence`` are empty for a folder that
    did not come from the catalogue.
    """

    name: str
    commit: str
    licence: str
    published: Published
    tokenizer: Tokenizer


def load(folder: Path) -> Checkpoint:
    """Read a folder that holds the files of ``hub.NEEDED``; nothing else in it is opened.

    Raises LearnerError: "model-no-safetensors", "model-no-file" (``file``), "model-architecture"
    (``why``) for one that is not ours or not what the catalogue says, "model-damaged" (``why``).
    """
    for file in NEEDED:
        if not (folder / file).is_file():
            code = "model-no-safetensors" if file == WEIGHTS else "model-no-file"
            raise LearnerError(code, name=folder.name, file=file)
    name, commit = _source(folder)
    one = CATALOGUE.get(name)
    kind = read_object(folder / CONFIG).get("model_type")
    if one and kind != one.kind:
        raise LearnerError("model-architecture", why=f"{kind!r:.40} instead of {one.kind!r}")
    published = read(folder)
    tokenizer = _tokenizer(folder)
    last, room = max(tokenizer.get_vocab().values(), default=0), published.vocab_size
    if last >= room:
        raise LearnerError("model-architecture", why=f"a token numbered {last} of {room}")
    return Checkpoint(name, commit, one.licence if one else "", published, tokenizer)


def _tokenizer(folder: Path) -> Tokenizer:
    try:
        return Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:  # the library raises nothing more special
        raise LearnerError("model-damaged", why=f"{TOKENIZER}: {error!s:.100}") from error


def _source(folder: Path) -> tuple[str, str]:
    """Name and commit of a download; the folder's own name for any other."""
    source = read_object(folder / SOURCE)
    if not {"name", "commit"} <= source.keys():
        return folder.name, ""
    return str(source["name"]), str(source["commit"])
