"""The GPT lesson's controls, its stage, and what counts are beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlp_core.experiments.gpt import sheet as sheets
from nlp_core.experiments.gpt.reading import Reading, TrainedGpt
from nlp_core.experiments.gpt.sheet import Line, TrainedNgram
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import ENGLISH, KOREAN
from nlp_core.figures.sample_sheet import Sample, sample_sheet
from nlp_core.memory import per_model, per_visitor
from nlp_core.recipes.pretraining import BEGINNINGS, LITTLE_GPT, PretrainingSpec
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.language import Both, language
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.suggested import Suggested
from pages.parts import gpt_next

START = Text(
    "start", ("글의 시작", "Beginning of a text"), (BEGINNINGS["ko"], BEGINNINGS["en"]), limit=200
)
STARTS = {
    "ko": ("고양이가", "왕은", "옛날에", "비가 와서"),
    "en": ("the cat", "the king was", "once there was", "it rained"),
}
DRAW = Choice("draw", ("주사위", "Throw of the dice"), {n: str(n) for n in (1, 2, 3, 4)})
TOKENS = Choice(
    "tokens",
    ("학습할 토큰 수", "Tokens to read"),
    {300_000: ("30만", "300,000"), 600_000: ("60만", "600,000"), 1_200_000: ("120만", "1.2 M")},
    default=LITTLE_GPT.tokens,
)
WIDTH = Choice("d", ("벡터의 크기 d", "Vector size d"), (24, 48, 64), default=LITTLE_GPT.d_model)
SEED = Choice("seed", ("시드", "Seed"), (0, 1, 2))
BEGUN = Text("begun", ("글의 시작", "Beginning of a text"), ("고양이가", "the cat"), limit=200)
BEAM = Slider("beam", ("빔의 너비", "Beam width"), 1, 8, 1, 4)
LAYER = Choice("layer", ("층", "Layer"), {1: ("1층", "layer 1"), 2: ("2층", "layer 2")})
HEAD = Choice("head", ("헤드", "Head"), {0: ("평균", "mean"), 1: "1", 2: "2", 3: "3", 4: "4"})
CONTROLS: tuple[Control, ...] = (
    *(START, DRAW, TOKENS, WIDTH, SEED, BEGUN, BEAM, LAYER, HEAD),
    *gpt_next.CONTROLS,
)
SENTENCES: Both = ("고양이가 우유를 마셨다.", "The cat could not sleep in the box.")


def ask_start(lesson: Lesson) -> str:
    """The beginning to continue, with examples in the page's language."""
    typed = replace(START, default=BEGINNINGS[language()])
    examples: dict[str, Both | str] = {one: one for one in STARTS[language()]}
    return str(lesson.ask(Suggested(typed, examples)))


def spec_of(tokens: int, d_model: int, seed: int) -> PretrainingSpec:
    """The model asked for."""
    return replace(LITTLE_GPT, tokens=tokens, d_model=d_model, seed=seed)


def side_of(text: str) -> str:
    """On whose held-out text a perplexity is: Korean for a text with Hangul."""
    return "ko" if any("가" <= letter <= "힣" for letter in text) else "en"


# The stage.


def sheet(lesson: Lesson, start: str, lines: Sequence[Line]) -> Figure:
    """What was written after a beginning at each moment, and what counts write."""
    return _sheet(language(), start, tuple(lines))


@per_visitor(4)
def _sheet(spoken: str, start: str, lines: tuple[Line, ...]) -> Figure:
    words = figure_titles("gpt", spoken, "sheet", {})
    counted = {2: words.pop("two_name"), 3: words.pop("three_name")}
    step, untrained = words.pop("step_name"), words.pop("untrained_name")
    rows = []
    for one in lines:
        name = counted.get(one.order) or (f"{step} {one.step}" if one.step else untrained)
        text = start + one.text + ("" if one.ended else " …")
        rows.append(Sample(name, text, one.perplexity, one.order < 0))
    return sample_sheet(rows, **words)


def live(lesson: Lesson, counted: TrainedNgram, corpus: str, frame: Mapping[str, Any]) -> Figure:
    """The same sheet while a GPT trains, after the site's own beginning."""
    spoken = language()
    lines = sheets.while_training(counted, corpus, frame, spoken)
    return sheet(lesson, BEGINNINGS[spoken], lines)


def sheet_numbers(lines: Sequence[Line], trained: TrainedGpt, side: str) -> dict[str, Any]:
    """The perplexities of the last model and of the counts, and when the model passed them: None
    where it never did.
    """
    two, three = (one.perplexity for one in lines if one.order > 0)
    own = [one for one in lines if one.order < 0]
    limits = (("passed_two", two), ("passed_three", three))
    passed = {name: sheets.first_below(trained, limit, side) for name, limit in limits}
    ends = {"first": own[0].perplexity, "last": own[-1].perplexity, "steps": own[-1].step}
    return {"two": two, "three": three, **passed, **ends}


def notes(lesson: Lesson, found: Reading, *, known: bool = False) -> None:
    """What was odd in a text; ``known`` where it was read by the model of real text."""
    if found.left_out:
        lesson.say("left-out", read=len(found.ids) - 1, left=found.left_out)
    if found.unseen:
        letters = " ".join(found.unseen[:20])
        lesson.say("unseen-anywhere" if known else "unseen", letters=letters)


# Counts beside the model.


def progress(lesson: Lesson, trained: TrainedGpt, counted: TrainedNgram) -> Figure:
    """Perplexity over the steps of training in both languages, and what the counts reach."""
    return _progress(trained, counted.run_id, tuple(sorted(counted.metrics.items())), language())


@per_model(4)
def _progress(
    trained: TrainedGpt, run_id: str, counts: tuple[tuple[str, float], ...], spoken: str
) -> Figure:
    words = figure_titles("gpt", spoken, "progress", {})
    names = {"ko": words.pop("ko_name"), "en": words.pop("en_name")}
    two, three = words.pop("two_name"), words.pop("three_name")
    known = dict(counts)
    history = [point for point in trained.history if point["step"] > 0]
    drawn = [
        Series(
            names[one],
            [point["step"] for point in history],
            [point["metrics"][f"perplexity_{one}"] for point in history],
            colour=KOREAN if one == "ko" else ENGLISH,
            points=True,
        )
        for one in names
    ]
    lines = {two: known[f"perplexity_2_{spoken}"], three: known[f"perplexity_3_{spoken}"]}
    return curves(drawn, x_log=True, y_log=True, references=lines, **words)


def passed(numbers: Mapping[str, Any]) -> str:
    """The section on which counts the model passed."""
    if numbers["passed_two"] is None:
        return "passed-none"
    return "passed-two" if numbers["passed_three"] is None else "passed-both"


def passing(trained: TrainedGpt, lines: Sequence[Line], side: str) -> dict[str, Any]:
    """The exercise on the first row of the sheet that predicts better than counts of two; nothing
    where no row does.
    """
    two = next(one.perplexity for one in lines if one.order == 2)
    rows = [one for one in lines if one.order < 0 and one.step]
    answer = next((one.step for one in rows if one.perplexity < two), None)
    if answer is None:
        return {}
    first = sheets.first_below(trained, two, side) or answer
    options = [one.step for one in rows]
    return {"answer": answer, "options": options, "two": two, "passed_two": first}
