"""Modules: layers in a row, five lines that train them, and a boundary that bends meanwhile."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from nlp_core.corpora.points import REACH, SETS, add_point, on_one_spot, parse_points
from nlp_core.engine.job import JobView
from nlp_core.experiments.modules import decision_boundary, networks, training_steps
from nlp_core.experiments.modules.decision_boundary import asked_again
from nlp_core.figures.bars import named_bars
from nlp_core.figures.canvas import canvas
from nlp_core.figures.field import Picture, boundary
from nlp_core.figures.mosaic import mosaic
from nlp_core.figures.palette import CATEGORIES, FORWARD, GRADIENT
from nlp_core.figures.player import Words
from nlp_core.models.mlp import ACTIVATIONS, MLP
from nlp_core.provenance import Computed, Provenance, TrainedHere
from nlp_core.recipes.points import PointsSpec, field_grid
from nlp_core.training.supervised import OPTIMIZERS, training_step
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.training import trained

lesson = open_lesson("modules")
CLASSES = (t("주황", "orange"), t("파랑", "blue"))
CHANCE = t("파랑일 확률", "P(blue)")
OWN_POINTS = "-1 1 0; -0.5 0.5 0; 0 0 1; 0.5 0.5 1; 1 -1 0; 1.5 -0.5 0; -1 -1 1; -0.5 -1.5 1"
NAMES = {
    "moons": t("반달 두 개", "two moons"),
    "circles": t("동심원", "circles"),
    "spiral": t("나선", "spiral"),
    "xor": "XOR",
    "own": t("내 점", "my own"),
    1e6: "1,000,000",
}
BEND = t("활성화 함수", "Activation")
CONTROLS = {  # label, options, default
    "data": (t("점", "Points"), [*SETS, "own"], "moons"),
    "noise": (t("잡음", "Noise"), [0.0, 0.05, 0.1, 0.2, 0.4], 0.1),
    "depth": (t("은닉층 수", "Hidden layers"), [0, 1, 2, 3], 2),
    "width": (t("층의 너비", "Width"), [2, 4, 8, 16, 32], 16),
    "activation": (BEND, list(ACTIVATIONS), "relu"),
    "dropout": (t("드롭아웃", "Dropout"), [0.0, 0.2, 0.5], 0.0),
    "optimizer": (t("옵티마이저", "Optimizer"), OPTIMIZERS, "sgd"),
    "rate": (t("학습률", "Learning rate"), [0.0, 0.01, 0.1, 1.0, 1e6], 0.01),
    "batch_size": (t("배치 크기", "Batch size"), [10, 50, 300], 10),
    "epochs": (t("에포크", "Epochs"), [50, 150, 300], 300),
}

ENDS = {"learned": "end-learned", "still": "end-still", "worse": "end-worse", "lost": "end-lost"}
LINES = ("line-forward", "line-loss", "line-zero-grad", "line-backward", "line-step")


def bars(
    rows: Mapping[str, tuple[float, str]], origin: Provenance, key: str, alt: str, form: str = ".4g"
) -> None:
    """Named values, each in its colour."""
    values, colours = zip(*rows.values(), strict=True)
    titles = {"x_title": t("값", "value"), "name_title": t("이름", "name")}
    drawn = named_bars(list(rows), values, colours=colours, value_format=form, **titles)
    lesson.figure(drawn, origin, alt=alt, key=key)


figure_side, control_side = st.columns([5, 2], gap="medium")
with control_side:
    fields = {
        field: lesson.choice(label, key=field, options=options, names=NAMES, default=default)
        for field, (label, options, default) in CONTROLS.items()
    }
spec = PointsSpec()
with figure_side, lesson.guard():
    if fields["data"] == "own":
        fields["noise"] = spec.noise  # it moves generated points alone
        clicks = st.session_state.get("modules-canvas", {}).get("selection", {}).get("place")
        if clicks and clicks != st.session_state.get("modules-clicked"):
            st.session_state["modules-clicked"] = clicks
            before = st.session_state.get("modules-points", OWN_POINTS)
            label = st.session_state.get("modules-class", 0)
            place = (clicks[0]["x"], clicks[0]["y"])
            st.session_state["modules-points"] = add_point(before, place, label)
        label = t("그림을 누르면 놓을 점", "A click on the figure places")
        lesson.choice(label, key="class", options=[0, 1], names=dict(enumerate(CLASSES)))
        label = t("내 점: x y 종류(0 또는 1)", "My points: x y class (0 or 1)")
        fields["points"] = lesson.text(label, key="points", default=OWN_POINTS, limit=5000, lines=2)
        own = parse_points(fields["points"])
        titles = {"x_title": "x", "y_title": "y", "class_title": t("종류", "class")}
        lesson.figure(
            canvas(own.x, own.y, reach=REACH, class_names=CLASSES, **titles),
            Computed(),
            alt=t("누르면 점이 놓이는 평면", "A plane on which a click places a point"),
            key="canvas",
            select="place",
        )
        lesson.say("own", count=len(own))
        if on_one_spot(own):
            lesson.say("one-spot")
    spec = PointsSpec(**fields)


def draw_boundary(
    of: PointsSpec, pictures: list[Picture], origin: Provenance, key: str, live: bool = False
) -> None:
    """The answers over the plane of a run's points, one picture after another."""
    points, held_out = decision_boundary.all_points(of)
    words = Words("x", "y", CHANCE, t("스텝", "step"), t("재생", "play"))
    names = {"class_names": CLASSES, "held_out_name": t("평가용", "held out")}
    lesson.figure(
        boundary(pictures, points.x, points.y, held_out, reach=REACH, words=words, **names),
        origin,
        alt=t("학습하는 동안 움직인 경계", "The boundary as it moved during training"),
        key=key,
        caption=t(
            "배경: 파랑일 확률. 주황은 0, 파랑은 1에 가깝고 옅을수록 0.5에 가까워요. 선은 0.5",
            "background: P(blue), orange near 0, blue near 1, paler near 0.5; line: 0.5",
        ),
        live=live,
    )


def watch(job: JobView) -> None:
    """The boundary of the network that is learning now."""
    now = TrainedHere(job.run_id, spec.seed, job.step, job.seconds, "CPU")
    draw_boundary(spec, [(job.step, job.frame["field"])], now, "boundary-live", live=True)


with figure_side:
    accuracy = t("평가 데이터 정확도", "held-out accuracy")
    words = {"metric": "accuracy", "metric_name": accuracy}
    model = trained(spec, nearest=PointsSpec(), live=watch, **words)

if model:  # the boundary played back; the five lines; the numbers in them
    points, held_out = decision_boundary.all_points(model.spec)
    with figure_side:
        frames = [(step, snapshot["field"]) for step, snapshot in model.snapshots]
        draw_boundary(model.spec, frames, model.provenance, "boundary")
    share = max(np.bincount(points.y)) / len(points)
    told_values = {**decision_boundary.numbers(model.history), **model.metrics, "baseline": share}
    lesson.say(ENDS[decision_boundary.how_it_went(model.history)], **told_values)

    lesson.say("loop")
    at = lesson.slider(t("줄", "Line"), key="line", low=1, high=10, step=1, default=4)
    state = decision_boundary.first_steps(model.spec, 2)[at - 1]
    batch = t("미니배치", "mini-batch")
    st.code(f"{state.source}  # {batch} {(at + 4) // 5}", language="python")
    parts = {
        t("마지막 층의 편향", "a bias of the last layer"): state.weight,
        t("그 .grad", "its .grad"): state.gradient,
        t("손실", "loss"): state.loss,
    }
    for column, (name, value) in zip(st.columns(3), parts.items(), strict=True):
        column.metric(name, "None" if value is None else f"{value:.5f}", border=True)
    lesson.say(LINES[(at - 1) % 5])
    lesson.code(training_steps.watched_step, MLP, trained_by=training_step)
    learned, size = model.spec.split()[0], model.spec.batch_size
    dealt = training_steps.deal(len(learned), size, model.spec.seed)
    sizes = {"size": len(dealt[0]), "batches": len(dealt), "last": len(dealt[-1])}
    lesson.say("batches", count=len(learned), held_out=int(held_out.sum()), **sizes)
    lesson.exercise("steps", answer=20 * len(dealt), count=len(learned), size=size)

    lesson.say("softmax")
    number = lesson.slider(
        t("몇 번째 점", "Which point"), key="point", low=1, high=len(points), step=1, default=1
    )
    place, label = tuple(points.x[number - 1].tolist()), int(points.y[number - 1])
    logits = decision_boundary.logits_at(model.model, place)
    verdict = training_steps.cross_entropy_by_hand(logits, label)
    stages = {
        t("로짓", "logit"): verdict.logits,
        "exp": verdict.exponentials,
        t("확률", "probability"): verdict.probabilities,
    }
    rows = {
        f"{stage} · {CLASSES[i]}": (numbers[i], CATEGORIES[1 - i])
        for stage, numbers in stages.items()
        for i in (0, 1)
    }
    alt = t("로짓에서 확률까지", "From logits to probabilities")
    bars(rows, model.provenance, "softmax", alt)
    right = verdict.probabilities[label]
    lesson.say("cross-entropy", label=CLASSES[label], p=right, loss=verdict.loss)
    lesson.code(training_steps.cross_entropy_by_hand)

    label = t("뉴런마다 무엇에 답하나요?", "What does each neuron answer?")
    with lesson.fold(label, key="neurons") as opened:
        if opened and model.spec.depth:
            layers = list(range(1, model.spec.depth + 1))
            layer = lesson.choice(t("은닉층", "Hidden layer"), key="layer", options=layers)
            answers = training_steps.neuron_pictures(model.model, layer - 1, field_grid(24))
            names = [f"{layer}·{i}" for i in range(1, len(answers) + 1)]
            unit, value = t("층·뉴런", "layer·neuron"), t("활성값", "activation")
            tiles = answers.reshape(-1, 24, 24).numpy()
            drawn = mosaic(tiles, names, name_title=unit, value_title=value)
            alt = t("은닉층의 뉴런마다 내는 값", "Each neuron's answer over the plane")
            lesson.figure(drawn, model.provenance, alt=alt, key="answers")
        if opened:
            lesson.say("neurons" if model.spec.depth else "no-neurons")
    with lesson.fold("model.train() · model.eval()", key="modes") as opened:
        if opened:
            label, options = t("드롭아웃", "Dropout"), [0.1, 0.3, 0.5, 0.8]
            share = lesson.choice(label, key="off", options=options, default=0.5)
            answers = {
                f"{mode}() {i}": (chance, GRADIENT if mode == "train" else FORWARD)
                for mode in ("train", "eval")
                for i, chance in enumerate(asked_again(model.model, place, share, mode), 1)
            }
            alt = t("같은 점을 다섯 번씩 물은 답", "One point asked five times in each mode")
            bars(answers, model.provenance, "asked", alt, ".3f")
            lesson.say("modes", x=place[0], y=place[1])

# One network, written three ways.
lesson.say("builder")
WRITERS = (networks.sequential_source, networks.module_source, networks.add_module_source)
WAYS = dict(zip(("nn.Sequential", "nn.Module", "add_module"), WRITERS, strict=True))
with lesson.controls():
    label = t("층마다 유닛 수", "Units of each layer")
    typed = lesson.text(label, key="sizes", default="10, 5, 2", limit=60)
    bend = lesson.choice(f"{BEND} ", key="bend", options=list(ACTIVATIONS))
    drop = lesson.choice(t("드롭아웃 ", "Dropout "), key="drop", options=[0.0, 0.1, 0.5])
    way = lesson.choice(t("쓰는 방법", "Written as"), key="way", options=list(WAYS))
network = networks.Description()
with lesson.guard():
    network = networks.Description(networks.parse_sizes(typed), bend, drop)
st.code(WAYS[way](network), language="python")
built = networks.build_network(network)
path = " → ".join(str(shape) for _, shape in networks.shapes_along(built, 4))
lesson.say("shapes", path=path, total=networks.count_parameters(built))
table = {f"{n} {shape}": (count, FORWARD) for n, shape, count in networks.parameter_table(built)}
alt = t("이름마다 파라미터가 몇 개인지", "How many parameters each name holds")
bars(table, Computed(), "parameters", alt, ",d")
lesson.say("add-module", **networks.compare_additions(network))
lesson.code(networks.build_network, networks.shapes_along, networks.Closed, networks.add_to)
example = networks.build_network(networks.Description())
lesson.exercise("parameters", answer=networks.count_parameters(example))
with lesson.fold(t("저장하고 불러오기", "Save and load"), key="file") as opened:
    if opened:
        lesson.say("file")
        label, name = t("state_dict 내려받기", "Download the state_dict"), "network.safetensors"
        content = networks.to_file(built)
        st.download_button(label, content, name, key="modules-save", on_click="ignore")
        loaded = st.file_uploader(t("불러오기", "Load"), type="safetensors", key="modules-load")
        if loaded is not None:
            with lesson.guard():
                networks.from_file(built, loaded.getvalue())
                lesson.say("loaded", outputs=networks.first_outputs(built))
        lesson.code(networks.to_file)
lesson.close()
