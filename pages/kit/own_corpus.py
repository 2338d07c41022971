"""A learner's own text as a corpus for word vectors: given, cut into chosen units, kept private.

The text, and the words that are picked from it, stay out of the address: a link holds none of it.
"""

import streamlit as st

from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.text import own_corpus
from nlp_core.text.own_corpus import OwnCorpus
from pages.kit import short
from pages.kit.controls import Choice
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.private import private_text
from pages.kit.prose import fill, sections
from pages.kit.upload import columns
from pages.kit.visit import visit

SOURCE = Choice(
    "mine-source",
    ("내 글을 어디서 가져올까요?", "Where is my text?"),
    {"paste": ("붙여 넣기", "I paste it"), "file": ("내 파일", "my file")},
)
UNITS = {
    "words": ("어절", "words"),
    "morphemes": ("형태소(한국어)", "morphemes (Korean)"),
    "syllables": ("음절", "characters"),
}
UNIT = Choice("mine-unit", ("벡터를 줄 단위", "What gets a vector"), UNITS, listed=True)
CONTROLS = (SOURCE, UNIT)
MOST_CHARACTERS = 300_000
CUT_HERE = 20_000  # characters that are cut in no time
LISTED = 2_000  # words to pick from


def say_private() -> None:
    """That the text is stored nowhere."""
    st.markdown(sections("kit", language())["own-private"].body)


def texts(lesson: Lesson, source: str) -> list[str]:
    """What the learner gave: a pasted text, or the chosen column of a file."""
    if source == "file":
        found = columns(lesson.slug, "mine-file", {"text": t("글이 있는 열", "Column of the text")})
        return [] if found is None else found.texts["text"]
    name = f"{lesson.slug}-mine"
    return [private_text(t("내 글", "My text"), key=name, most=MOST_CHARACTERS)]


def gathered(lesson: Lesson, given: list[str], unit: str) -> OwnCorpus | None:
    """The corpus in its units, cut once for this visit; None where there is none, after saying why.

    A long text and morphemes are cut by the short-task worker, so that no other visitor waits.
    """
    if not any(text.strip() for text in given):
        return None
    read = own_corpus.first(given, MOST_CHARACTERS)

    def gather() -> OwnCorpus | LearnerError:
        try:
            if unit != "morphemes" and sum(map(len, read)) <= CUT_HERE:
                return own_corpus.cut(read, unit, language())
            words = t("글을 자르는 중이에요 …", "Cutting the text …")
            found: OwnCorpus = short.ask(Call(own_corpus.cut, (read, unit, language())), words)
            return found
        except LearnerError as error:
            return error

    found = visit().keep(f"{lesson.slug}-own", (read, unit), gather)
    if isinstance(found, LearnerError):
        lesson.warn(found)
        return None
    return found


def say_cut(corpus: OwnCorpus, given: list[str]) -> None:
    """That only a beginning is used, where that is so."""
    if corpus.left_out or sum(map(len, given)) > MOST_CHARACTERS:
        limits = {"units": own_corpus.MOST_UNITS, "characters": MOST_CHARACTERS}
        st.markdown(fill(sections("kit", language())["own-cut"].body, limits))


def to_pick_from(corpus: OwnCorpus) -> list[str]:
    """Words of the corpus for a list, the telling ones first."""
    first = own_corpus.telling(corpus.words)
    return list(dict.fromkeys([*first, *corpus.words[:LISTED]]))
