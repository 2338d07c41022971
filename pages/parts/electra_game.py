"""The ELECTRA lesson's game: the learner marks words, and both players are scored."""

from collections.abc import Sequence

import streamlit as st

from nlp_core.experiments.electra.game import Round, Score, score
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import LEARNED, POSITIVE
from pages.kit.chips import Chip
from pages.kit.distinct import distinct
from pages.kit.language import t
from pages.kit.lesson import Lesson
from pages.kit.prose import escape
from pages.kit.visit import visit

Both = tuple[Score, Score]
NOTHING = Score(0, 0, 0)


def marks(lesson: Lesson, dealt: Round, number: int) -> list[int]:
    """The places that the learner calls replaced."""
    words = distinct(escape(word.text) for word in dealt.edited.now.words)
    picked = st.pills(
        t("바뀐 것 같은 단어를 모두 고르세요", "Choose every word that seems replaced"),
        range(len(words)),
        selection_mode="multi",
        format_func=words.__getitem__,
        key=f"{lesson.slug}-marks-{number}",
    )
    return [int(place) for place in picked]


def revealed(lesson: Lesson, game: str, number: int) -> bool:
    """Whether the learner wants to see how the round went; once seen it stays so."""
    key = f"{lesson.slug}-{game}-{number}"
    if st.button(t("채점하기", "Score it"), key=f"{lesson.slug}-score-{number}"):
        visit().opened.add(key)
    return key in visit().opened


def tally(game: str, number: int, dealt: Round, marked: Sequence[int]) -> dict[int, Both]:
    """The scores of the rounds of this visit, learner and discriminator; a round counts as it was
    scored first."""
    rounds: dict[int, Both] = visit().keep(f"electra-{game}", game, dict)
    rounds.setdefault(number, (score(dealt, marked), score(dealt, dealt.called)))
    return rounds


def total(rounds: dict[int, Both]) -> Both:
    """All rounds together."""
    mine, other = NOTHING, NOTHING
    for one, two in rounds.values():
        mine, other = mine.plus(one), other.plus(two)
    return mine, other


def truth(dealt: Round, marked: Sequence[int]) -> list[Chip]:
    """The sentence with what was replaced, each with what stood there, and who called it."""
    row = []
    for place, word in enumerate(dealt.edited.now.words):
        replaced = place in dealt.replaced
        who = t("나", "me") if place in marked else ""
        model = t("판별자", "discriminator") if place in dealt.called else ""
        called = " + ".join(one for one in (who, model) if one)
        was = f"← {dealt.edited.before.words[place].text}" if replaced else ""
        note = " · ".join(one for one in (was, called) if one)
        tried = place in dealt.tried
        role = "negative" if replaced else "gold" if tried else None
        row.append(Chip(word.text, role, 0.5 if role else None, note=note))
    return row


def standings(lesson: Lesson, rounds: dict[int, Both]) -> Figure:
    """Both players' points over the rounds played."""
    mine, other = total(rounds)
    names = [t("나", "me"), t("판별자", "discriminator")]
    points = [mine.points, other.points]
    return named_bars(
        names,
        points,
        colours=[POSITIVE, LEARNED],
        whole_numbers=True,
        **lesson.words("standings"),
    )
