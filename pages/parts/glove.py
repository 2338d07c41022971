"""The GloVe lesson's controls."""

from collections.abc import Sequence

from nlp_core.corpora.little_world.questions import PROBED
from nlp_core.experiments.glove import fitted
from nlp_core.experiments.glove.ratios import Ratio
from nlp_core.recipes.glove import DEFAULTS, GloVeSpec, first_words
from pages.kit import own_corpus
from pages.kit.controls import Choice, Control, Switch, Text
from pages.kit.language import language
from pages.kit.lesson import Lesson

CORPUS = Choice(
    "corpus",
    ("말뭉치(코퍼스)", "Corpus"),
    {
        "own": ("한국어 작은 세계", "English little world"),
        "other": ("영어 작은 세계", "Korean little world"),
        "mine": ("내 글", "my own text"),
    },
)
WINDOW = Choice("window", ("창 크기", "Window"), (2, 5, 10, 15), default=10)
WEIGHTING = Choice(
    "weighting",
    ("한 번 만날 때 더하는 값", "What one meeting adds"),
    {"distance": ("1 / 거리", "1 / distance"), "flat": ("언제나 1", "always 1")},
)
BORDERS = Choice(
    "borders",
    ("문장이 끝나면 창은", "Where a sentence ends, the window"),
    {"through": ("이어져요", "goes on"), "stop": ("멈춰요", "stops")},
)
SIZE = Choice("size", ("벡터 크기", "Vector size"), (25, 50, 100), default=100)
X_MAX = Choice("x-max", ("x_max", "x_max"), (1, 10, 30, 100, 1000), default=30, listed=True)
ALPHA = Choice("alpha", ("α(알파)", "α (alpha)"), (0, 0.5, 0.75, 1), default=0.75)
EXCLUDE = Switch(
    "exclude", ("문제에 나온 단어는 답에서 빼기", "Leave the question's words out"), default=True
)
CONTROLS: tuple[Control, ...] = (
    *(CORPUS, WINDOW, WEIGHTING, BORDERS, SIZE, X_MAX, ALPHA, EXCLUDE),
    *own_corpus.CONTROLS,
)
MOST_PROBES, MOST_BLOCK = 10, 12


def warm() -> None:
    """Count the little world's text in both languages, which takes seconds."""
    for spec in DEFAULTS:
        fitted.counted(spec, first_words(spec.language))


def spoken(corpus: str) -> str:
    """The language of the chosen corpus: the page's own, or the other one."""
    here = language()
    return here if corpus != "other" else {"ko": "en", "en": "ko"}[here]


def tell(lesson: Lesson, found: Sequence[Ratio], names: tuple[str, str]) -> None:
    """Which probes have no ratio, and which one that owes much to chance."""
    never = [one.probe for one in found if not any(one.counts)]
    few = [one.probe for one in found if any(one.counts) and one.is_few]
    if never:
        lesson.say("never-met", words=", ".join(never), a=names[0], b=names[1])
    if few:
        lesson.say("few-met", words=", ".join(few))


def shipped(of: str) -> GloVeSpec:
    """The default vectors of a language."""
    return GloVeSpec(language=of)


def pair(of: str, defaults: Sequence[str]) -> list[Text]:
    """The two words whose company is compared."""
    labels = (("단어 a", "Word a"), ("단어 b", "Word b"))
    rows = zip(("first", "second"), labels, defaults, strict=True)
    return [Text(f"{key}-{of}", label, default, limit=40) for key, label, default in rows]


def probes(of: str, default: str) -> Text:
    """Words whose ratio is asked for."""
    label = ("탐침 단어 k(띄어쓰기로 구분)", "Probe words k (with spaces between)")
    return Text(f"probes-{of}", label, default, limit=200)


def block(of: str, default: str) -> Text:
    """Words of the heatmap."""
    label = ("표에 넣을 단어(띄어쓰기로 구분)", "Words of the table (with spaces between)")
    return Text(f"block-{of}", label, default, limit=200)


def cell(of: str) -> list[Text]:
    """A word and a context: one cell of the loss."""
    labels = (("단어", "Word"), ("주변 단어", "Context word"))
    defaults = (PROBED[of].pair[0], PROBED[of].probes[0])
    rows = zip(("cell", "beside"), labels, defaults, strict=True)
    return [Text(f"{key}-{of}", label, default, limit=40) for key, label, default in rows]


def word(of: str, default: str, key: str = "word") -> Text:
    """A word of the corpus, one field a language."""
    return Text(f"{key}-{of}", ("단어", "Word"), default, limit=40)


def question(of: str, defaults: Sequence[str]) -> list[Text]:
    """The words a, b and c of an analogy."""
    return [Text(f"{n}-{of}", (n, n), d, limit=40) for n, d in zip("abc", defaults, strict=True)]


def split(text: str, most: int) -> list[str]:
    """The words of a field, at most ``most``."""
    return text.replace(",", " ").split()[:most]
