"""The retrieval lesson's figures of what is measured and mined, with their controls."""

from collections.abc import Sequence

from nlp_core.corpora import library
from nlp_core.experiments.retrieval.collection import shelves
from nlp_core.experiments.retrieval.evaluation import BASELINES, MEASURES, METHODS, Judged, judge
from nlp_core.experiments.retrieval.mining import Grouped, joined, telling
from nlp_core.experiments.retrieval.search import Searcher, Settings, searcher
from nlp_core.experiments.retrieval.word_vectors import coverage
from nlp_core.figures.bars import named_bars
from nlp_core.figures.figure import Figure
from nlp_core.figures.grid import number_grid
from nlp_core.figures.intervals import intervals
from nlp_core.figures.palette import CATEGORIES, GOLD, REFERENCE
from nlp_core.text.collocations import Collocation
from nlp_core.text.embeddings import Vectors
from nlp_core.text.reader import SEARCHED
from pages.kit.chips import Chip
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.morphemes import reader_for
from pages.parts.retrieval import UNIT_NAMES, named
from pages.parts.retrieval_search import whole

KIND_NAMES: dict[str, Both] = {
    "exact": ("글에 나온 말 그대로", "the text's own words"),
    "synonym": ("글과 다른 말", "other words than the text's"),
    "question": ("묻는 문장", "a whole question"),
    "name": ("드문 이름이나 숫자", "a rare name or number"),
    "topic": ("넓은 주제", "a broad theme"),
    "ambiguous": ("뜻이 여럿인 말", "a word of two senses"),
}
SUBJECT_NAMES: dict[str, Both] = {
    "animals": ("동물", "animals"),
    "earth": ("지구", "the Earth"),
    "space": ("우주", "space"),
    "body": ("몸", "the body"),
    "food": ("음식", "food"),
    "weather": ("날씨", "weather"),
    "art": ("예술", "art"),
    "sport": ("놀이·경기", "games, sport"),
    "machines": ("기계", "machines"),
    "places": ("장소", "places"),
    "language": ("글자·말", "language"),
    "history": ("역사", "history"),
}
PAIRS, TITLES = 12, 5  # collocations, and results of a method


def by_unit(lesson: Lesson, settings: Settings) -> tuple[Figure, dict[str, float]]:
    """nDCG@10 of BM25 over the judged queries, with each unit."""
    here = language()
    texts = shelves(here)
    asked = [query.words[here] for query in library.queries()]
    found: dict[str, float] = {}
    for unit in SEARCHED[here]:
        reader = reader_for(here, unit, [*texts.read, *texts.titles, *asked])
        found[unit] = judge(searcher(texts, reader), settings).mean("ndcg", "bm25")
    names = [t(*UNIT_NAMES[unit]) for unit in found]
    return named_bars(
        names, list(found.values()), domain=(0, 1), value_format=".3f", **lesson.words("units")
    ), found


def results(lesson: Lesson, index: Searcher, method: str, found: Sequence[tuple[int, int]]) -> None:
    """The first documents of a method as chips, those judged relevant with their grade."""
    titles = index.collection.titles
    row = [
        Chip(
            whole(f"{place}. {titles[document]}"),
            role="gold" if grade else None,
            weight=grade / 2,
            note=t(f"{grade}점", f"grade {grade}") if grade else "",
        )
        for place, (document, grade) in enumerate(found, 1)
    ]
    nothing = [Chip(t("찾은 것이 없어요", "nothing found"), special=True)]
    lesson.chips(row or nothing, label=named(method))


def tell_vectors(lesson: Lesson, index: Searcher, vectors: Vectors | None, size: int) -> None:
    """Where the word vectors come from, and how many of the texts' words have one."""
    if vectors is None:
        lesson.say("dense-latent", size=size)
    else:
        lesson.say("dense-public", size=size, share=coverage(index, vectors))


def measures(lesson: Lesson, judged: Judged, measure: str) -> Figure:
    """Every method and the three baselines in one figure."""
    words = lesson.words("measures")
    methods = (*BASELINES, *METHODS)
    colours = [REFERENCE] * len(BASELINES) + [CATEGORIES[0]] * len(METHODS)
    base = words.pop("baseline")
    names = [named(m) + (f" {base}" if m in BASELINES else "") for m in methods]
    values = [judged.mean(measure, method) for method in methods]
    titles = {one: words.pop(one) for one in MEASURES}
    words["x_title"] = titles[measure].format(judged.k)
    return named_bars(names, values, colours=colours, domain=(0, 1), value_format=".3f", **words)


def differences(lesson: Lesson, judged: Judged, measure: str) -> Figure:
    """Paired differences to BM25, each with its 95 % interval over the queries."""
    others = [m for m in (BASELINES[-1], *METHODS) if m != "bm25"]
    found = [judged.difference(measure, method, "bm25") for method in others]
    return intervals(
        [named(method) for method in others],
        [one.mean for one in found],
        [one.low for one in found],
        [one.high for one in found],
        **lesson.words("differences"),
    )


def kinds(lesson: Lesson, judged: Judged, measure: str) -> Figure:
    """Each method on each kind of query."""
    found = [judged.by_kind(measure, method) for method in METHODS]
    values = [[one[kind] for one in found] for kind in library.KINDS]
    return number_grid(
        values,
        rows=[t(*KIND_NAMES[kind]) for kind in library.KINDS],
        columns=[named(method) for method in METHODS],
        value_format=".2f",
        highest=1.0,
        **lesson.words("kinds"),
    )


def keyword_bars(lesson: Lesson, index: Searcher, document: int) -> Figure:
    """The keywords of a text."""
    words = lesson.words("keywords")
    name = words.pop("name")
    found = telling(index, document)
    names = [name.format(one.word, one.count, one.holding) for one in found]
    return named_bars(names, [one.weight for one in found], **words)


def collocation_bars(
    lesson: Lesson, index: Searcher, score: str, least: int
) -> tuple[Figure, list[Collocation]]:
    """The pairs with the highest score; those seen once are golden."""
    words = lesson.words("collocations")
    name = words.pop("name")
    found = joined(index, score, least, PAIRS)
    names = [name.format(*one.words, one.together, *one.alone) for one in found]
    colours = [GOLD if one.together == 1 else CATEGORIES[0] for one in found]
    return named_bars(names, [one.score for one in found], colours=colours, **words), found


def topic_chips(lesson: Lesson, found: Grouped) -> None:
    """The heaviest words of each topic."""
    for number, words in enumerate(found.names(), 1):
        lesson.chips([Chip(word) for word in words], label=t(f"토픽 {number}", f"Topic {number}"))


def topic_grid(lesson: Lesson, found: Grouped) -> Figure:
    """How many texts of each topic bear each subject."""
    words = lesson.words("topics")
    row = words.pop("row")
    subjects, counts = found.table()
    names = found.names(2)
    rows = [row.format(i, ", ".join(some)) for i, some in enumerate(names, 1)]
    return number_grid(
        counts, rows=rows, columns=[t(*SUBJECT_NAMES[one]) for one in subjects], **words
    )
