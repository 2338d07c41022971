"""Korean morphemes for a page: cut by the short-task worker, kept for the visit, never here.

The analyser takes seconds and half a gigabyte to load, so the server's own process never loads it,
and only a lesson that is asked for morphemes asks the worker.
"""

import logging
from collections import ChainMap
from collections.abc import Iterable, Sequence

import streamlit as st
from streamlit.errors import StreamlitDuplicateElementKey

from nlp_core.corpora import library, reviews
from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.text.morphemes import morphemes_of
from nlp_core.text.reader import Reader
from nlp_core.text.tokenizers import Token
from pages.kit import short
from pages.kit.language import language, t
from pages.kit.prose import sections
from pages.kit.visit import visit
from pages.kit.words import worded

log = logging.getLogger(__name__)
_KEPT = 20_000  # texts
_LIMIT_S = 60.0  # the analyser itself takes seconds to load


def morphemes(texts: Sequence[str]) -> list[list[Token]] | None:
    """The morphemes of each text; None, and said on the page, where they cannot be had.

    The reviews and the library ship with theirs: nobody has to cut them.
    """
    shipped = ChainMap(reviews.morphemes_by_text(), library.morphemes_by_text())
    kept: dict[str, list[Token]] = visit().keep("morphemes", None, dict)
    missing = [text for text in dict.fromkeys(texts) if text not in kept and text not in shipped]
    if missing:
        if len(kept) + len(missing) > _KEPT:
            kept.clear()
            missing = [text for text in dict.fromkeys(texts) if text not in shipped]
        found = _cut(missing)
        if found is None:
            return None
        kept.update(zip(missing, found, strict=True))
    return [shipped[text] if text in shipped else kept[text] for text in texts]


def _cut(texts: list[str]) -> list[list[Token]] | None:
    """Ask the worker; after a failure only when the visitor wants it tried again."""
    failed: dict[str, LearnerError] = visit().keep("morphemes-failed", None, dict)
    if "error" not in failed:
        words = t("형태소 분석기를 부르는 중이에요 …", "Asking the morpheme analyser …")
        try:
            call = Call(morphemes_of, (texts,), limit=_LIMIT_S)
            found: list[list[Token]] = short.ask(call, words)
            return found
        except Exception as error:  # whatever ended it: the lesson goes on without
            code = error.code if isinstance(error, LearnerError) else type(error).__name__
            log.warning("no morphemes: %s", code)
            no_reason = LearnerError("no-morphemes")
            failed["error"] = error if isinstance(error, LearnerError) else no_reason
    _offer_again(failed)
    return None


def _offer_again(failed: dict[str, LearnerError]) -> None:
    """Say why there are none, once a page, with a way to try again."""
    with st.container():
        said = st.empty()
        again = t("형태소로 다시 해 보기", "Try morphemes again")
        try:
            st.button(
                again, key="morphemes-again", icon=":material/refresh:", on_click=failed.clear
            )
        except StreamlitDuplicateElementKey:
            return  # said further up already
        reason = worded(failed["error"], "kit")
        instead = sections("kit", language())["eojeol-instead"].body
        said.warning(f"{reason} {instead}")


def reader_for(here: str, unit: str, texts: Iterable[str], *, pairs: bool = False) -> Reader:
    """A reader of texts in the language ``here`` by ``unit``; eojeol for want of morphemes.

    Morphemes of ``texts`` are cut at once; those of another text when it is read.
    """
    if unit != "morphemes":
        return Reader(here, unit, pairs=pairs)
    if morphemes(list(texts)) is None:
        return Reader(here, "words", pairs=pairs)
    return Reader(here, unit, _of_one, pairs)


def _of_one(text: str) -> list[Token]:
    cut = morphemes([text])
    return cut[0] if cut else []
