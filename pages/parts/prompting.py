"""The prompting lesson's controls, and its figures with their words."""

from functools import lru_cache
from typing import Any

from nlp_core.corpora.letter_rules.rules import FAMILIES
from nlp_core.experiments.prompting.one_prompt import OPENING
from nlp_core.experiments.prompting.typed_prompt import END, Answer, Reading
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.next_tokens import next_tokens
from nlp_core.figures.palette import REFERENCE
from nlp_core.measurements import prompting_results
from pages.kit.chips import Chip
from pages.kit.controls import Choice, Control, Slider, Switch, Text
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.suggested import Suggested

SIZE_NAMES = {size: f"{n:,}" for size, n in prompting_results.parameters().items()}
FAMILY_NAMES: dict[str, Both] = {
    "suffix": ("뒤에 붙이기", "add behind"),
    "prefix": ("앞에 붙이기", "add in front"),
    "wrap": ("앞뒤로 감싸기", "wrap"),
    "insert": ("사이에 끼우기", "insert"),
    "substitute": ("한 글자 바꾸기", "replace a letter"),
}
OPERATION_NAMES: dict[str, Both] = {
    "operation": ("학습에 쓴 글자 조작", "trained letter operations"),
    "unseen": ("학습에 없던 글자 조작", "letter operations never trained"),
}
LINES: dict[str, Both] = {
    **{size: (f"{count}개", count) for size, count in SIZE_NAMES.items()},
    **FAMILY_NAMES,
    **OPERATION_NAMES,
    "ideal": ("이상적인 학습자", "ideal learner"),
    "new": ("처음 보는 규칙", "new rules"),
    "known": ("학습에 쓴 규칙", "trained rules"),
    "described-new": ("처음 보는 규칙 + 설명", "new rules + description"),
    "described-known": ("학습에 쓴 규칙 + 설명", "trained rules + description"),
    "gpt": ("바른 예시", "right examples"),
    "lstm": ("같은 크기의 LSTM", "LSTM, same size"),
    "other-answers": ("답을 섞은 예시", "shuffled answers"),
    "wrong-family": ("다른 규칙의 예시", "another rule's examples"),
    "copying": ("그대로 베끼기", "copying"),
    **{f"shots-{n}": (f"예시 {n}개", f"{n} example{'s' * (n > 1)}") for n in (1, 2, 4, 8)},
    "ideal-1": ("이상적인 학습자, 예시 1개", "ideal learner, 1 example"),
}
SIZE_TITLES: dict[str, Both] = {
    "view-alphabet": ("서로 다른 글자의 수", "different characters"),
    "view-affix": ("붙이는 글자의 수", "characters added"),
    "view-word": ("단어의 글자 수", "characters of a word"),
}
PROMPT = Suggested(
    Text(
        "prompt",
        ("프롬프트: 마지막 줄이 질문이에요", "The prompt: its last line is the question"),
        (OPENING["ko"], OPENING["en"]),
        limit=400,
        lines=5,
    ),
    {
        "aa > aaa\nbcd >": ("규칙이 여럿", "many rules fit"),
        "0110 > 01101\n10 > 101\n001 >": ("글자 두 가지", "two symbols"),
        "ant > tna\nrose > esor\nlamp >": ("거꾸로", "backwards"),
        "# _s\nbird >": ("설명만", "description only"),
    },
)
SIZE = Choice(
    "size",
    ("모델의 파라미터 수", "Parameters of the model"),
    SIZE_NAMES,
    default=prompting_results.LARGEST,
)
RULE = Choice(
    "rule",
    ("프롬프트", "Prompt"),
    {
        "own": ("직접 쓰기", "my own"),
        **{kind: FAMILY_NAMES[kind] for kind in FAMILIES},
        **OPERATION_NAMES,
    },
)
NUMBER = Slider("number", ("몇 번째 규칙", "Which rule"), 1, 30, 1, 1)
SHOTS = Slider("shots", ("예시의 수", "Examples in the prompt"), 0, 8, 1, 1)
DESCRIBED = Switch("described", ("규칙을 설명하는 줄", "A line that describes the rule"))
VIEWS = (
    *("view-families", "view-description", "view-operations"),
    *("view-alphabet", "view-affix", "view-word"),
)
VIEW = Choice(
    "view",
    ("무엇을 비교할까요?", "What to compare"),
    dict(
        zip(
            VIEWS,
            (
                ("규칙 종류", "kind of rule"),
                ("설명 한 줄", "a description"),
                ("글자 조작", "letter operations"),
                ("글자의 가짓수", "different characters"),
                ("붙이는 글자 수", "length of the addition"),
                ("단어의 글자 수", "length of the word"),
            ),
            strict=True,
        )
    ),
)
CONTROLS: tuple[Control | Suggested, ...] = (PROMPT, SIZE, RULE, NUMBER, SHOTS, DESCRIBED, VIEW)
LIMITS = {"alphabet": "limit-alphabet", "affix": "limit-affix", "word": "limit-word"}
FATES: dict[str, Both] = {
    "kept": ("거의 그대로", "stays about the same"),
    "halved": ("절반쯤으로", "falls to about half"),
    "lost": ("거의 0으로", "falls to almost zero"),
}


def answered(lesson: Lesson, result: Answer) -> Figure:
    """The bars of each next character, the answer from left to right."""
    return next_tokens(result.steps, result.columns, result.probabilities, **lesson.words("answer"))


def answer_chips(question: str, result: Answer) -> list[Chip]:
    """The question, an arrow, and the answer, each character as sure as the model was."""
    written = [
        Chip(c, "learned", float(p), joined=place > 0, special=c == END)
        for place, (c, p) in enumerate(zip(result.steps, result.confidence, strict=True))
    ]
    return [Chip(question, "fixed", 0.2), Chip("→", special=True), *written]


def measured(lesson: Lesson, view: str) -> Figure:
    """Exact match against the number of examples, or a size: the lines of one measured view."""
    words = lesson.words("shots")
    if view in SIZE_TITLES:
        words |= {"x_title": t(*SIZE_TITLES[view])}
    return _measured(language(), view, tuple(words.items()))


@lru_cache(maxsize=16)
def _measured(_: str, view: str, words: tuple[tuple[str, Any], ...]) -> Figure:
    series = [
        Series(t(*LINES[one.name]), one.x, one.mean, colour=REFERENCE)
        if one.name in ("ideal", "ideal-1", "copying")
        else Series(t(*LINES[one.name]), one.x, one.mean, one.low, one.high, points=True)
        for one in prompting_results.lines(view)
    ]
    x = series[0].x
    return curves(series, x_values=x, y_domain=(0, 1), height=270, **dict(words))


@lru_cache(maxsize=1)
def numbers() -> dict[str, Any]:
    """The measured numbers that the words name."""
    return prompting_results.numbers()


def votes(lesson: Lesson, reading: Reading) -> Figure:
    """The ideal learner's answers to the prompt, the likeliest first."""
    shares = dict(list(reading.shares.items())[:6])
    return named_bars(list(shares), list(shares.values()), domain=(0, 1), **lesson.words("votes"))


def learning(lesson: Lesson, history: list[dict[str, Any]]) -> Figure:
    """Exact match of new rules during a training, by the number of examples."""
    words = lesson.words("learning")
    drawn = [
        Series(words.pop(name), *prompting_results.history(history, f"shots-{shots}"))
        for shots, name in ((0, "zero"), (1, "one"), (8, "eight"))
    ]
    return curves(drawn, y_domain=(0, 1), height=270, **words)


def gpt3(lesson: Lesson) -> Figure:
    """What GPT-3 reached with no example, with one and with many."""
    words = lesson.words("gpt3")
    names = [words.pop(shots) for shots in prompting_results.GPT3_RANDOM_INSERTION]
    shares = list(prompting_results.GPT3_RANDOM_INSERTION.values())
    return named_bars(names, shares, domain=(0, 1), **words)
