"""Autograd: values go forward through a graph, gradients come back; and then one walks downhill."""

from nlp_core.experiments.autograd import descent
from nlp_core.experiments.autograd.accumulation import run_switches
from nlp_core.experiments.autograd.backprop import (
    autograd_gradients,
    backpropagate,
    finite_differences,
    hand_back,
)
from nlp_core.experiments.autograd.expression import VARIABLES, evaluate, parse
from nlp_core.experiments.autograd.first_lines import first_lines
from nlp_core.provenance import Computed
from pages.kit import lines
from pages.kit.controls import Choice
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.parts import autograd as parts
from pages.parts.autograd_steps import node_names, written

lesson = open_lesson("autograd")

# The stage: an expression, and the values of its variables.
stage = lesson.stage()
first = parse(parts.FIRST)
with stage.controls:
    typed = lesson.ask(parts.EXPRESSION)
    expression = lesson.attempt(lambda: parse(typed), first)
    if expression is first:
        lesson.say("instead", text=first.text)
    used = expression.variables
    values = {name: lesson.ask(parts.VALUES[name]) for name in used}
if len(used) < len(VARIABLES):
    with stage.more:
        values |= {name: lesson.ask(parts.VALUES[name]) for name in VARIABLES if name not in used}
trace = backpropagate(expression, values)
lesson.aha(parts.graph(lesson, trace), Computed(), key="graph", text=expression.text)
with stage.under:
    if trace.trouble is not None:
        where = written(expression, trace.trouble)
        lesson.say("trouble", node=where, value=trace.values[trace.trouble])
    for one in trace.obstacles:
        source = node_names(expression)[one.source]
        lesson.say(parts.OBSTACLES[one.kind], node=written(expression, one.node), source=source)


@lesson.step("chain")
def chain() -> None:
    """The chain rule, and where a gradient still depends on x."""
    lesson.exercise("where", answer=parts.moving(), options=parts.ASKED)
    lesson.code(evaluate, backpropagate, hand_back)


@lesson.step("lines")
def plain_lines() -> None:
    """What a beginner types, line by line."""
    lines.draw(first_lines, first_lines())
    lesson.say("after-lines")
    lesson.code(first_lines)


@lesson.step("check", folded=True)
def check() -> None:
    """The gradient found in three ways."""
    theirs = autograd_gradients(expression, values)
    slopes = finite_differences(expression, values)
    drawn = parts.ways(lesson, trace.by_variable, theirs, slopes)
    if drawn is None:
        lesson.say("no-gradient")
    else:
        lesson.figure(drawn, Computed(), key="check")
        lesson.say("ways")


@lesson.step("grad")
def grad() -> None:
    """What .grad holds after one thing or another."""
    lesson.exercise("twice", answer=parts.second(), options=[2.0, 3.0, 4.0, 6.0])
    with lesson.beside():
        tried = lesson.ask(parts.TRY)
        passes = lesson.ask(parts.PASSES)
        variable = ""
        if tried in parts.ON_ONE and expression.variables:
            variable = lesson.ask(Choice("variable", parts.VARIABLE, expression.variables))
    lesson.say(parts.TOLD[tried])
    kept = run_switches(expression, values, parts.switches(tried, passes, variable))
    drawn = parts.ledger(lesson, kept)
    if drawn is not None:
        lesson.figure(drawn, Computed(), key="ledger")
    last = kept.passes[-1]
    empty = [name for name, gradient in last.gradients.items() if gradient is None]
    if empty:
        lesson.say("empty", names=", ".join(empty))
    if last.error:
        lesson.say("torch-error", message=last.error)
    lesson.say("recorded", requires=kept.requires_grad, function=kept.recorded_as or "None")
    lesson.code(run_switches)


@lesson.step("descent", folded=True)
def walk_down() -> None:
    """A walk downhill with an optimizer of PyTorch's."""
    formula = lesson.ask(parts.FORMULA)
    with lesson.beside():
        optimizer, rate = lesson.ask(parts.OPTIMIZER), lesson.ask(parts.RATE)
    place, count = tuple(slider.default for slider in parts.PLACES), parts.STEPS.default
    label = t("출발점과 스텝", "Start and steps")
    with lesson.folded(label, key="start"), lesson.beside():
        place = tuple(lesson.ask(slider) for slider in parts.PLACES)
        count = lesson.ask(parts.STEPS)
    function = parse(formula)
    walked = descent.descend(function, place, optimizer, rate, count)
    drawn = parts.walk(lesson, function, walked)
    lesson.figure(drawn, Computed(), key="walk", text=function.text)
    lesson.say(parts.ENDS[walked.end], **parts.told(walked))
    if optimizer == "sgd" and walked.end != "still":
        section, numbers = parts.limits(descent.limit(function, walked, rate), rate)
        lesson.say(section, **numbers)
    lesson.say("optimizers")
    lesson.code(descent.descend, descent.make_optimizer, descent.curvature)


lesson.close()
