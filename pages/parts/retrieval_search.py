"""The retrieval lesson's figures of one search, with their words."""

from nlp_core.experiments.retrieval.reranking import PARTS, POINTS, Reranked, by_method
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.ranked import Bar, Curve, ranking_and_curves
from nlp_core.figures.stacked import stacked_bars
from nlp_core.text.ranking import saturation
from pages.kit.chips import Chip
from pages.kit.controls import Choice
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.parts.retrieval import named

POSTINGS, WORDS = 8, 6  # documents of a word, and words of a query, whose postings are shown


def ranking(lesson: Lesson, found: Reranked) -> Figure:
    """The first documents, stacked by word, beside what each word can add."""
    titles, index = found.searcher.collection.titles, found.searcher.index
    words = lesson.words("ranking", title=found.title)
    kept = len(found.words) if len(found.words) <= PARTS + 1 else PARTS
    name, rest = words.pop("word"), words.pop("rest")
    lines = found.curves(found.widest).tolist()
    drawn = [
        Curve(name.format(word, index.holding(word)), line, word)
        for word, line in zip(found.words[:kept], lines, strict=False)
    ]
    if kept < len(found.words):
        drawn.append(Curve(rest.format(len(found.words) - kept), None))
    bars = []
    for one in found.found:
        moved = one.before - one.place
        note = f"▲{moved}" if moved > 0 else f"▼{-moved}" if moved < 0 else ""
        parts = [*one.parts[:kept], sum(one.parts[kept:])][: len(drawn)]
        counts = [*one.counts[:kept], sum(one.counts[kept:])][: len(drawn)]
        bars.append(Bar(f"{one.place}. {titles[one.document]}", parts, counts, note))
    tf = [i * found.widest / (POINTS - 1) for i in range(POINTS)]
    return ranking_and_curves(bars, drawn, tf, **words)


def document_choice(key: str, label: Both, found: Reranked) -> Choice[int]:
    """One of the first documents, by its place from 0."""
    titles = found.searcher.collection.titles
    options: dict[int, Both | str] = {
        place: titles[one.document] for place, one in enumerate(found.found)
    }
    return Choice(key, label, options, listed=True)


def whole(title: str) -> str:
    """A title on a chip, which shows the spaces of a token: a title is none."""
    return title.replace(" ", "\N{NO-BREAK SPACE}")


def postings(lesson: Lesson, found: Reranked) -> None:
    """The rarest words of the query with their postings."""
    titles, index = found.searcher.collection.titles, found.searcher.index
    for word in found.words[:WORDS]:
        held = index.postings(word)
        row = [
            Chip(whole(titles[document]), note=f"×{count}") for document, count in held[:POSTINGS]
        ]
        if len(held) > POSTINGS:
            row.append(Chip(f"+{len(held) - POSTINGS:,}", special=True))
        lesson.chips(row, label=t(f"{word} (df {len(held):,}) →", f"{word} (df {len(held):,}) →"))


def shares(lesson: Lesson, found: Reranked, document: int) -> Figure:
    """What share of a document's score each word has, by method."""
    words = lesson.words("shares")
    rest = words.pop("rest")
    rows = by_method(found, document)
    parts = {
        word: [round(100 * row[i], 1) for row in rows.values()]
        for i, word in enumerate(found.words[:PARTS])
    }
    if len(found.words) > PARTS:
        parts[rest] = [round(100 * sum(row[PARTS:]), 1) for row in rows.values()]
    return stacked_bars([named(method) for method in rows], parts, **words)


def length_curves(lesson: Lesson, k1: float, b: float) -> Figure:
    """How much one, two and five occurrences count in shorter and longer documents."""
    words = lesson.words("length")
    name, most = words.pop("name"), words.pop("most")
    ratios = [0.25 + 0.125 * i for i in range(23)]  # of the mean length
    lines = [
        Series(name.format(tf), ratios, [float(saturation(tf, r, k1, b)) for r in ratios])
        for tf in (5, 2, 1)
    ]
    return curves(lines, references={most: k1 + 1}, **words)
