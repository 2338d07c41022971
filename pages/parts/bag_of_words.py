"""The bag-of-words lesson's controls, and its figures with their words."""

from collections.abc import Sequence

from nlp_core.experiments.bag_of_words.bag import Bag
from nlp_core.experiments.bag_of_words.one_hots import Pairs, sum_of_one_hots
from nlp_core.experiments.bag_of_words.own_documents import SOUGHT
from nlp_core.experiments.bag_of_words.zipf import Ranks
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.grid import number_grid
from nlp_core.figures.palette import FORWARD, GOLD, REFERENCE
from nlp_core.text.similarity import cosine_similarities
from pages.kit.controls import Choice, Switch, Text
from pages.kit.documents import SOURCE, TYPED, UNIT
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson

WORDS, ROWS, COLUMNS = 8, 10, 16  # what a class can read from the last row
WEIGHT_NAMES: dict[str, Both] = {"counts": ("횟수", "counts"), "tf-idf": ("TF-IDF", "TF-IDF")}
WEIGHTS = Choice("weights", ("칸에 넣을 값", "Value in a cell"), WEIGHT_NAMES)
COMPARED = Choice("compared", ("견줄 값", "Compare by"), WEIGHT_NAMES)
SIZE = Choice(
    "size",
    ("어휘 집합 크기", "Vocabulary size"),
    {"all": ("모두", "all"), "10": "10", "20": "20", "50": "50"},
)
SOUGHT_TEXT = Text("sought", ("찾을 말", "Look for"), (SOUGHT["ko"], SOUGHT["en"]), limit=20)
PAIRS = Switch("pairs", ("이웃한 쌍(2-그램)도", "Pairs (2-grams) too"))
SHORTEN = Switch("shorten", ("ㅋㅋㅋㅋ를 ㅋㅋ로 줄이기", "Shorten ㅋㅋㅋㅋ and soooo"))
MIN_DF = Choice(
    "min-df",
    ("단어가 나와야 하는 문서 수(min_df)", "Documents a word must be in (min_df)"),
    (1, 2, 3, 5, 10),
    listed=True,
)
OWN_STOP = Text(
    "own-stop",
    ("내 불용어", "My stop words"),
    limit=300,
    placeholder=("예: 그리고, 정말", "such as: film, really"),
)
STOP = Switch("stop", ("불용어 빼기", "Leave out stop words"))
COUNTED_NAMES: dict[str, Both] = {
    "reviews": ("준비된 리뷰", "written reviews"),
    "mine": ("위의 글", "text above"),
}
COUNTED = Choice("counted", ("세어 볼 글", "Text to count"), COUNTED_NAMES)
CONTROLS = (
    *(SOURCE, TYPED, UNIT),
    *(SHORTEN, MIN_DF, OWN_STOP),
    *(SIZE, WEIGHTS, SOUGHT_TEXT, PAIRS, STOP, COMPARED, COUNTED),
)


def word_choices(words: Sequence[str]) -> tuple[Choice[int], Choice[int]]:
    """The two words to compare, by their places."""
    named: dict[int, Both | str] = dict(enumerate(words))
    first: Choice[int] = Choice("first", ("단어", "Word"), named, listed=True)
    last = min(1, len(words) - 1)
    second: Choice[int] = Choice("second", ("다른 단어", "Other word"), named, last, listed=True)
    return first, second


def document_choice(key: str, label: Both, names: Sequence[str]) -> Choice[int]:
    """One of the documents, by its place."""
    named: dict[int, Both | str] = dict(enumerate(names[:ROWS]))
    return Choice(key, label, named, listed=True)


def identity(lesson: Lesson, pairs: Pairs, first: int, second: int) -> Figure:
    """Every word against every word: 1 for itself and 0 for all others."""
    distance = pairs.distance_in_words(first, second)
    names = {"first": pairs.words[first], "second": pairs.words[second]}
    words = lesson.words("identity", distance=distance, **names)
    cell = (first, second)
    return number_grid(pairs.dots, rows=pairs.words, columns=pairs.words, cell=cell, **words)


def one_hots(lesson: Lesson, bag: Bag, pairs: Pairs, first: int, second: int) -> Figure:
    """The vectors of the two words, in the columns that the stage shows."""
    columns = [bag.vocabulary.index[word] for word in pairs.words]
    places = list(dict.fromkeys((first, second)))
    rows = [pairs.words[place] for place in places]
    values = pairs.vectors[places][:, columns]
    return number_grid(values, rows=rows, columns=pairs.words, **lesson.words("one-hots"))


def document_sum(lesson: Lesson, bag: Bag, place: int) -> Figure:
    """A document's words as one-hot vectors, and their sum."""
    words = lesson.words("sum")
    known, columns, values = sum_of_one_hots(bag, place, COLUMNS)
    rows = [*known, words.pop("total")]
    return number_grid(
        values, rows=rows, columns=columns, last_row_apart=True, row_height=30, **words
    )


def matrix(
    lesson: Lesson,
    bag: Bag,
    weighting: str,
    columns: Sequence[str],
    names: Sequence[str],
    sought: str,
) -> Figure:
    """The document-term matrix, the columns that hold ``sought`` framed."""
    marked = [i for i, word in enumerate(columns) if sought and sought.casefold() in word]
    return number_grid(
        bag.cells(weighting, ROWS, columns),
        rows=names[:ROWS],
        columns=columns,
        value_title=t(*WEIGHT_NAMES[weighting]),
        value_format="d" if weighting == "counts" else ".2f",
        marked=marked,
        **lesson.words("matrix"),
    )


def idf(lesson: Lesson, bag: Bag) -> Figure:
    """The idf of the most common words and of the rarest."""
    words = lesson.words("idf")
    name = words.pop("name")
    found = bag.rarities(12)
    names = [name.format(word, n) for word, n, _ in found]
    return named_bars(names, [value for _, _, value in found], **words)


def similar(lesson: Lesson, bag: Bag, weighting: str, asked: int, names: Sequence[str]) -> Figure:
    """How alike the other documents are to the one asked for."""
    found = cosine_similarities(bag.weights(weighting).head(ROWS))[asked]
    others = [i for i in range(len(found)) if i != asked]
    return named_bars(
        [names[i] for i in others],
        [float(found[i]) for i in others],
        colours=[GOLD if found[i] > 1 - 1e-9 else FORWARD for i in others],
        domain=(0, 1),
        **lesson.words("similar"),
    )


def all_pairs(lesson: Lesson, bag: Bag, weighting: str, names: Sequence[str]) -> Figure:
    """The similarity of every two documents."""
    values = cosine_similarities(bag.weights(weighting).head(ROWS))
    columns = [str(i) for i in range(1, len(values) + 1)]
    return number_grid(
        values,
        rows=names[:ROWS],
        columns=columns,
        value_format=".2f",
        highest=1.0,
        **lesson.words("cosine"),
    )


def zipf(lesson: Lesson, law: Ranks, name: str) -> Figure:
    """Occurrences against rank, beside Zipf's law."""
    words = lesson.words("zipf")
    ranks, expected = (line.tolist() for line in law.ideal())
    ideal = Series(words.pop("ideal"), ranks, expected, colour=REFERENCE)
    mine = Series(name, law.rank.tolist(), law.frequency.tolist())
    return curves([mine, ideal], x_log=True, y_log=True, **words)
