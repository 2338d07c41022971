"""Texts with labels to learn from: the reviews, the learner's rows, a file, or a public corpus."""

from collections import Counter
from dataclasses import dataclass, replace

import streamlit as st

from nlp_core.corpora.own_file.labels import merged_labels
from nlp_core.engine.short import Call
from nlp_core.experiments.naive_bayes import verdict
from nlp_core.experiments.naive_bayes.verdict import Row
from pages.kit import short
from pages.kit.controls import Choice
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import fill, sections
from pages.kit.upload import columns
from pages.kit.visit import visit

LABELS: dict[str, Both] = {"positive": ("긍정", "positive"), "negative": ("부정", "negative")}
SOURCES: dict[str, Both | str] = {
    "reviews": ("준비된 리뷰", "written reviews"),
    "both": ("리뷰와 내 글", "reviews and my rows"),
    "own": ("내 글만", "my rows only"),
    "file": ("내 파일", "my file"),
    "public": ("공개 말뭉치", "a public corpus"),
}
MANY = 1000  # rows that take longer than the way to the worker and back
_SHOWN = 12  # classes that are named with their counts
SOURCE = Choice("source", ("학습할 글", "Learn from"), SOURCES)


@dataclass(frozen=True)
class Labelled:
    """Rows of two classes: ``plus`` and ``minus`` are their labels, ``names`` what a page says.

    ``every`` holds the rows of all classes where a file has more than two, else nothing.
    """

    source: str
    rows: tuple[Row, ...]
    plus: str
    minus: str
    names: dict[str, str]
    every: tuple[Row, ...] = ()

    @property
    def classes(self) -> dict[str, str]:
        """Labels and names, ``plus`` first."""
        return {label: self.names.get(label, label) for label in (self.plus, self.minus)}

    def prior(self, of_plus: float) -> tuple[float, float]:
        """P(c) in the order of the sorted labels."""
        first = min(self.plus, self.minus)
        return (of_plus, 1 - of_plus) if first == self.plus else (1 - of_plus, of_plus)


def labelled(lesson: Lesson, public: Both) -> Labelled:
    """What the learner chose; the written reviews stand in until it can be used.

    ``public`` is the name of the public corpus to offer; its rows are not read here.
    """
    names = {label: t(*name) for label, name in LABELS.items()}
    source = lesson.ask(replace(SOURCE, options=SOURCES | {"public": public}))
    reviews = verdict.review_rows(language())
    found = Labelled(source, reviews, "positive", "negative", names)
    with lesson.guard():
        if source in ("both", "own"):
            mine = _written(lesson, names)
            rows = mine if source == "own" else reviews + mine
            verdict.check_classes(rows)
            return Labelled(source, rows, "positive", "negative", names)
        if source == "file":
            return _file(lesson, names) or found
    return found


def _written(lesson: Lesson, names: dict[str, str]) -> tuple[Row, ...]:
    rows = lesson.rows(
        t("내 글", "My rows"),
        key="rows",
        columns={"text": t("글", "Text"), "label": t("레이블", "Label")},
        default=[{"text": text, "label": c} for text, c in verdict.OWN_ROWS[language()]],
        options={"label": names},
    )
    return verdict.usable_rows((row["text"], row["label"]) for row in rows)


def _file(lesson: Lesson, names: dict[str, str]) -> Labelled | None:
    """The rows of an uploaded file that bear one of two labels; with more, two are chosen."""
    wanted = {"text": t("글이 있는 열", "Column of the text"), "label": t("레이블 열", "Label")}
    read = columns(lesson.slug, "file", wanted)
    if read is None:
        return None
    rows = visit().keep("own-file-rows", read.identity, lambda: _rows(read.texts))
    worded = visit().keep("own-file-worded", read.identity, lambda: _worded(rows))
    labels = verdict.frequent_labels(rows)
    plus, minus = labels[:2] if len(labels) > 1 else (labels[0], "")
    if len(labels) > 2:
        plus, minus = _two(lesson, labels)
        _show_classes(rows, labels, (plus, minus))
    verdict.check_worded({plus, minus} - {""}, worded)
    usable = visit().keep(
        "own-file-labelled",
        (read.identity, plus, minus),
        lambda: tuple(row for row in worded if row[1] in (plus, minus)),
    )
    every = worded if len(labels) > 2 else ()
    verdict.check_classes(usable)
    for problem in verdict.problems(rows, usable):
        lesson.warn(problem)
    return Labelled("file", usable, plus, minus, names, every)


def _worded(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with a label that hold words; of a large file they are found on the worker."""
    told = tuple(row for row in rows if row[1])
    if len(told) < MANY:
        return verdict.worded_rows(told)
    words = t("파일을 읽는 중이에요 …", "Reading the file …")
    found: tuple[Row, ...] = short.ask(Call(verdict.worded_rows, (told,)), words)
    return found


def _rows(texts: dict[str, list[str]]) -> tuple[Row, ...]:
    return tuple(zip(texts["text"], merged_labels(texts["label"]), strict=True))


def _show_classes(rows: tuple[Row, ...], labels: list[str], chosen: tuple[str, str]) -> None:
    """All the classes of a file with their rows, and how many rows the choice of two leaves out."""
    counts = Counter(label for _, label in rows)
    shown = [f"{label} {counts[label]:,}" for label in labels[:_SHOWN]]
    st.caption(
        fill(
            sections("kit", language())["file-classes"].body,
            {
                "number": len(labels),
                "labels": ", ".join(shown) + (", …" if len(labels) > _SHOWN else ""),
                "unused": sum(counts[label] for label in labels if label not in chosen),
            },
        )
    )


def _two(lesson: Lesson, labels: list[str]) -> tuple[str, str]:
    """Two of the labels of a file; they stay out of the address, as the file does."""
    with lesson.beside():
        plus = st.selectbox(
            t("한쪽 클래스", "One class"),
            labels,
            index=_kept("plus", labels),
            key=f"{lesson.slug}-plus",
        )
        rest = [label for label in labels if label != plus]
        minus = st.selectbox(
            t("다른 클래스", "The other"),
            rest,
            index=_kept("minus", rest),
            key=f"{lesson.slug}-minus",
        )
    file = visit().own_file
    if file is not None:
        file.choices.update(plus=plus, minus=minus)
    return plus, minus


def _kept(side: str, labels: list[str]) -> int:
    """The place of the label that was chosen before the page or the language changed."""
    file = visit().own_file
    label = None if file is None else file.choices.get(side)
    return labels.index(label) if label in labels else 0
