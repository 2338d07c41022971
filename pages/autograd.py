"""Autograd: values go forward through a graph, gradients come back; and then one walks downhill."""

from nlp_core.experiments.autograd import descent
from nlp_core.experiments.autograd.accumulation import Switches, run_switches
from nlp_core.experiments.autograd.backprop import (
    autograd_gradients,
    backpropagate,
    finite_differences,
    hand_back,
)
from nlp_core.experiments.autograd.expression import VARIABLES, evaluate, parse
from nlp_core.figures.bars import named_bars
from nlp_core.figures.graph import computation_graph
from nlp_core.figures.palette import CATEGORIES, FORWARD, GRADIENT, REFERENCE
from nlp_core.figures.player import Words
from nlp_core.figures.walk import walk_on_line, walk_on_plane
from nlp_core.provenance import Computed
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.parts.autograd import graph_nodes, graph_steps, trace_table, written

lesson = open_lesson("autograd")
OWN = t("직접 쓰기", "my own")
EXAMPLES = ("(w*x - y)**2", "w*x", "x**2", "x*x + x", "sigmoid(w*x + y)", "own")
GRAD = t("기울기", "gradient")
REACH = 3.0
ENDS = {
    "settled": "walk-settled",
    "moving": "walk-moving",
    "still": "walk-still",
    "diverged": "walk-diverged",
}

# The graph: values forward, gradients backward.
chosen = lesson.choice(t("식", "Expression"), key="example", options=EXAMPLES, names={"own": OWN})
typed = chosen
if chosen == "own":
    typed = lesson.text(
        t("나의 식 (w, x, y)", "My expression (of w, x, y)"),
        key="own",
        default="tanh(w*x + y) - x/2",
        limit=5000,
        help=t(
            "수, w, x, y, + - * / **, 괄호, exp log sin cos tanh relu sigmoid sqrt abs",
            "numbers, w, x, y, + - * / **, brackets, exp log sin cos tanh relu sigmoid sqrt abs",
        ),
    )
values = {}
with lesson.controls():
    for variable, start in zip(VARIABLES, (2.0, 3.0, 1.0), strict=True):
        values[variable] = lesson.slider(
            variable, key=variable, low=-5.0, high=5.0, step=0.1, default=start
        )
expression = parse(EXAMPLES[0])
with lesson.guard():
    expression = parse(typed)
trace = backpropagate(expression, values)
steps = graph_steps(trace, forward=t("순전파", "forward"), backward=t("역전파", "backward"))
lesson.figure(
    computation_graph(
        graph_nodes(expression),
        steps,
        slider=t("단계", "step"),
        play=t("재생", "play"),
        table=trace_table(trace, node=t("노드", "node"), value=t("값", "value"), gradient=GRAD),
    ),
    Computed(),
    alt=t(f"{expression.text}의 계산 그래프", f"The computation graph of {expression.text}"),
    key="graph",
    caption=t(
        "● 앞으로 가는 값, ◆ 되돌아오는 기울기, ×: 그 변의 국소 미분, 회색: 상수",
        "● values going forward, ◆ gradients coming back, ×: the edge's local "
        "derivative, grey: constants",
    ),
)
if trace.trouble is not None:
    operation = written(expression, trace.trouble)
    lesson.say("trouble", node=operation, value=trace.values[trace.trouble])
lesson.say("graph", text=expression.text, steps=len(steps))
ours, theirs = trace.by_variable, autograd_gradients(expression, values)
measured = finite_differences(expression, values)
if ours:
    ways = {
        t("손으로 한 역전파", "by hand"): (ours, GRADIENT),
        "PyTorch": (theirs, FORWARD),
        t("유한 차분", "finite differences"): (measured, REFERENCE),
    }
    lesson.figure(
        named_bars(
            [f"∂f/∂{variable} · {way}" for variable in ours for way in ways],
            [found[variable] for variable in ours for found, _ in ways.values()],
            x_title=GRAD,
            name_title=t("변수와 방법", "variable and way"),
            colours=[colour for _ in ours for _, colour in ways.values()],
            value_format=".4g",
        ),
        Computed(),
        alt=t("세 가지 방법으로 구한 기울기", "The gradients, found in three ways"),
        key="check",
    )
    lesson.say("check")
lesson.code(evaluate, backpropagate, hand_back)
moving = [
    text
    for text in ("w*x", "x**2", "2*x")
    if len({backpropagate(parse(text), {"w": 2, "x": x}).by_variable["x"] for x in (1, 3)}) > 1
]
lesson.exercise("where", answer=moving, options=["w*x", "x**2", "2*x"])

# What .grad holds: switches.
lesson.say("switches")
used = ["", *expression.variables]
nobody = {"": t("없음", "none")}
with lesson.controls():
    passes = lesson.slider(
        t("backward() 횟수", "backward() calls"), key="passes", low=1, high=3, step=1, default=2
    )
    flags = {
        field: lesson.switch(label, key=field)
        for field, label in (
            ("zero_grad", "zero_grad()"),
            ("same_graph", t("같은 그래프로 다시", "the same graph again")),
            ("retain_graph", "retain_graph=True"),
            ("no_grad", "torch.no_grad()"),
        )
    }
with lesson.controls():
    left_out = {
        field: lesson.choice(label, key=field, options=used, names=nobody)
        for field, label in (
            ("detach", "detach()"),
            ("frozen", "requires_grad=False"),
            ("integer", t("정수 텐서", "integer tensor")),
        )
    }
ledger = run_switches(expression, values, Switches(passes, **flags, **left_out))
held = [
    (f"{name}.grad · {number}", gradient, CATEGORIES[i])
    for number, one in enumerate(ledger.passes, start=1)
    for i, (name, gradient) in enumerate(one.gradients.items())
    if gradient is not None
]
if held:
    lesson.figure(
        named_bars(
            [name for name, _, _ in held],
            [gradient for _, gradient, _ in held],
            x_title=t(".grad에 든 값", "what .grad holds"),
            name_title=t("변수와 몇 번째 backward()", "variable and number of backward()"),
            colours=[colour for _, _, colour in held],
            value_format=".4g",
        ),
        Computed(),
        alt=t("backward()를 부를 때마다 .grad에 든 값", ".grad after each backward()"),
        key="ledger",
    )
empty = [name for name, gradient in ledger.passes[-1].gradients.items() if gradient is None]
if empty:
    lesson.say("empty", names=", ".join(empty))
if ledger.passes[-1].error:
    lesson.say("torch-error", message=ledger.passes[-1].error)
lesson.say("recorded", requires=ledger.requires_grad, function=ledger.recorded_as or "None")
lesson.code(run_switches)
twice = run_switches(parse("w*x"), {"w": 2.0, "x": 3.0}, Switches(passes=2))
lesson.exercise("twice", answer=twice.passes[1].gradients["x"], options=[2.0, 3.0, 4.0, 6.0])

# Descent.
lesson.say("descent")
KINDS = {
    "bowl": t("그릇", "bowl"),
    "two-valleys": t("두 골짜기", "two valleys"),
    "waves": t("물결", "waves"),
    "corner": t("모서리", "corner"),
    "ravine": t("좁은 골짜기", "ravine"),
    "saddle": t("안장", "saddle"),
    "banana": t("바나나", "banana"),
    "hills": t("언덕", "hills"),
    "own": OWN,
}
names = {key: f"{name}: {descent.FUNCTIONS.get(key, '…')}" for key, name in KINDS.items()}
with lesson.controls():
    ground = lesson.choice(
        t("함수", "Function"), key="function", options=list(KINDS), names=names, default="ravine"
    )
    optimizer = lesson.choice(
        t("옵티마이저", "Optimizer"), key="optimizer", options=descent.OPTIMIZERS
    )
    rate = lesson.choice(
        t("학습률", "Learning rate"), key="rate", options=descent.RATES, default=0.3
    )
formula = descent.FUNCTIONS.get(ground, "")
if ground == "own":
    label = t("변수 한두 개의 식", "An expression of one or two variables")
    formula = lesson.text(label, key="formula", default="x**2 + x*y + y**2", limit=5000)
with lesson.controls():
    place = tuple(
        lesson.slider(
            t(f"출발점 {i}", f"Start {i}"),
            key=f"start{i}",
            low=-REACH,
            high=REACH,
            step=0.1,
            default=at,
        )
        for i, at in ((1, -2.5), (2, 1.5))
    )
    count = lesson.slider(t("스텝", "Steps"), key="steps", low=5, high=200, step=5, default=40)
with lesson.guard():
    function = parse(formula)
    across = descent.axes(function)
    walk = descent.descend(function, place, optimizer, rate, count)
    heights = descent.heights_on(function, REACH, resolution=81)
    words = Words(
        x=across[0],
        y=across[1] if len(across) == 2 else "f",
        height="f",
        step=t("스텝", "step"),
        play=t("재생", "play"),
    )
    lesson.figure(
        walk_on_plane(heights, walk.points, reach=REACH, words=words)
        if len(across) == 2
        else walk_on_line(REACH, heights, walk.points, walk.heights, words=words),
        Computed(),
        alt=t(f"{formula} 위를 내려가는 길", f"The way down on {formula}"),
        key="walk",
    )
    lesson.say(ENDS[walk.end], **descent.told(function, walk, rate))
    if optimizer == "sgd":
        lesson.say("limit", **descent.told(function, walk, rate))
    lesson.code(descent.descend, descent.make_optimizer, descent.curvature)
lesson.close()
