"""The BERT lesson's controls, and what was measured over many hidden words."""

from functools import lru_cache

from nlp_core.experiments.bert.masking import SHARES
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import DECODER, ENCODER, FIXED, LEARNED, NEGATIVE
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.measurements import bert_results as measured
from nlp_core.recipes.hidden_words import REVIEWS, SEEDS
from pages.kit.controls import Choice, Control, Slider, Switch, Text
from pages.kit.language import Both, t
from pages.kit.prose import figure_titles
from pages.parts.bert_sentiment import REVIEW

TEXT = Choice(
    "text",
    ("문장", "Sentence"),
    {
        **{number: (f"예문 {number + 1}", f"example {number + 1}") for number in range(3)},
        "own": ("내 문장", "my own"),
    },
)
SOURCE = Choice(
    "learned",
    ("모델이 읽은 글", "Text the models read"),
    {"world": ("작은 세계", "the little world"), "reviews": ("실제 리뷰", "real reviews")},
)
SEED = Choice("seed", ("시드", "Seed"), SEEDS)
LAYERS = Choice("layers", ("층 수", "Layers"), (1, 2, 3), default=3)
VIEW = Choice(
    "view",
    ("무엇을 가릴까요?", "What is hidden"),
    {
        "token": ("토큰 하나", "one token"),
        "one": ("토큰 1개인 단어", "a word of one token"),
        "two": ("토큰 2개인 단어", "a word of two tokens"),
        "more": ("토큰 3개 이상인 단어", "a word of three or more"),
    },
    listed=True,
)
SHARE = Choice("asked", ("가리는 비율", "Share to ask about"), {s: f"{s:.0%}" for s in SHARES})
DRAWN = Slider("drawn", ("몇 번째 추첨", "Which draw"), 1, 20, 1, 1)
FIRST = Text(
    "first",
    ("첫째 글", "First text"),
    (
        "농장에 소 한 마리가 살았다. 소는 어느 날 밤 새끼를 낳았다.",
        "A cow lived on the farm. One night it had a baby.",
    ),
    limit=200,
)
SECOND = Text(
    "second",
    ("둘째 글", "Second text"),
    (
        "농부가 와서 문을 열었다. 소를 씻겨 주었다.",
        "The farmer came and opened the door. He washed it.",
    ),
    limit=200,
)
ELSEWHERE: Both = (
    "안나에게 지갑을 보았냐고 물었다. 의자 아래에서 지갑을 찾았다.",
    "She asked Anna about it. She found the wallet under the chair.",
)
WRONG = Choice(
    "wrong",
    ("틀린 짝", "Wrong pairs"),
    {
        "elsewhere": ("아무 글에서나", "from anywhere"),
        "alike": ("겹치는 토큰이 비슷한 글에서", "with as many tokens in common"),
    },
    listed=True,
)
LAYER = Choice("layer", ("층", "Layer"), {1: "1", 2: "2", 3: "3"}, default=2)
HEAD = Choice(
    "head", ("헤드", "Head"), {0: ("평균", "mean"), 1: "1", 2: "2", 3: "3", 4: "4"}, listed=False
)
MASKED = Switch("masked", ("단어를 가린 채로", "With the word hidden"), default=True)
DEPTH = Choice(
    "depth", ("층", "Layer"), {0: ("임베딩", "embedding"), 1: "1", 2: "2", 3: "3"}, default=3
)
CONTROLS: tuple[Control, ...] = (
    *(
        TEXT,
        *((SOURCE,) if REVIEWS else ()),
        SEED,
        LAYERS,
        VIEW,
        SHARE,
        DRAWN,
        FIRST,
        SECOND,
        WRONG,
        LAYER,
        HEAD,
        MASKED,
        DEPTH,
        REVIEW,
    ),
)
WAYS: dict[str, tuple[Both, str]] = {
    "both": (("양쪽을 읽는 모델", "both sides"), ENCODER),
    "both-blind": (("같은 모델, 오른쪽을 가리면", "the same, right side hidden"), NEGATIVE),
    "left": (("왼쪽만 읽는 모델", "left only"), DECODER),
    "left-fewer": (("왼쪽만, 문제 수를 같게", "left only, as many questions"), LEARNED),
    "bigram": (("양옆만 세기", "counting both neighbours"), FIXED),
    "unigram": (("흔한 것", "the frequent ones"), FIXED),
}


# Over many hidden words.


@lru_cache(maxsize=16)
def guessed(spoken: str, view: str) -> Figure:
    """Each way's share of right first guesses, with the range over seeds, and among five."""
    rows = []
    for way, (name, colour) in WAYS.items():
        first, five = (measured.guessed(spoken, way, view, top) for top in ("top1", "top5"))
        rows.append(Spread(name[spoken != "ko"], *first, colour, other=five[0]))
    return spread_bars(rows, **figure_titles("bert", spoken, "guessed", {}))


def gap(spoken: str) -> str:
    """Who is ahead where both models see the left alone: the ranges over the seeds decide."""
    left, blind = (measured.guessed(spoken, way) for way in ("left", "both-blind"))
    if blind[1] > left[2]:
        return "blind"
    return "left" if left[1] > blind[2] else "same"


@lru_cache(maxsize=8)
def judged(spoken: str, wrong: str) -> Figure:
    """How many pairs the model judges rightly, and who only counts common pieces."""
    words = figure_titles("bert", spoken, "judged", {})
    said = {judge: words.pop(f"{judge}_name") for judge in measured.JUDGES}
    half = {words.pop("chance"): 0.5}
    rows = []
    for judge, colour in zip(measured.JUDGES, (ENCODER, LEARNED, FIXED), strict=True):
        rows.append(Spread(said[judge], *measured.pair_accuracy(spoken, judge, wrong), colour))
    return spread_bars(rows, reference=half, **words)


GAPS: dict[str, Both] = {
    "blind": ("양쪽을 읽던 모델이 앞서요", "the model of both sides is ahead"),
    "same": ("차이가 시드의 범위 안이에요", "no more apart than seeds are"),
    "left": ("왼쪽만 읽던 모델이 앞서요", "the left-only model is ahead"),
}


def trio(first: str, second: str) -> list[tuple[str, str, str]]:
    """The pairs of the learner's two texts: as typed, swapped, and with a text from elsewhere."""
    names = (
        t("첫째 → 둘째", "first → second"),
        t("둘째 → 첫째 (순서 바꿈)", "second → first (swapped)"),
        t("첫째 → 다른 이야기", "first → another story"),
    )
    return list(zip(names, (first, second, first), (second, first, t(*ELSEWHERE)), strict=True))
