"""The map's pictures: each lesson's own figure, small, from its formula or shipped model.

``python -m nlp_core build`` draws them into ``assets/thumbnails``, one a lesson and language.
"""

from collections.abc import Callable
from pathlib import Path

from nlp_core.figures.small.sketch import stand_alone
from nlp_core.places import ASSETS
from nlp_core.thumbnails import computed, trained

LANGUAGES = ("ko", "en")
FOLDER = ASSETS / "thumbnails"
DRAWN: dict[str, Callable[[str], str]] = {
    "tensors": computed.tensors,
    "autograd": computed.autograd,
    "modules": trained.modules,
    "bag_of_words": computed.bag_of_words,
    "naive_bayes": computed.naive_bayes,
    "bpe": computed.bpe,
    "word2vec": trained.word2vec,
    "glove": computed.glove,
    "retrieval": computed.retrieval,
    "recurrent": trained.recurrent,
    "gates": trained.gates,
    "seq2seq": trained.seq2seq,
    "attention": trained.attention,
    "self_attention": trained.self_attention,
    "positions": trained.positions,
    "transformer": trained.transformer,
    "transfer": trained.transfer,
    "bert": trained.bert,
    "gpt": trained.gpt,
    "prompting": trained.prompting,
    "albert": computed.albert,
    "electra": trained.electra,
}
"""Slug of a lesson: what draws its picture in a language."""


def picture(slug: str, language: str) -> str:
    """The lesson's picture as the text of an SVG file."""
    return stand_alone(DRAWN[slug](language)) + "\n"


def build_thumbnails(folder: Path = FOLDER) -> list[Path]:
    """Draw every lesson's picture anew; the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for slug in DRAWN:
        for language in LANGUAGES:
            path = folder / f"{slug}.{language}.svg"
            path.write_text(picture(slug, language), encoding="utf-8")
            written.append(path)
    return written
