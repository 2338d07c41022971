"""Modules: layers in a row, five lines that train them, and a boundary that bends meanwhile."""

from dataclasses import replace
from typing import Any

import streamlit as st

from nlp_core.corpora.points import add_point, on_one_spot, parse_points
from nlp_core.experiments.modules import decision_boundary, networks, training_steps
from nlp_core.experiments.modules.decision_boundary import asked_again
from nlp_core.figures.mosaic import mosaic
from nlp_core.figures.palette import FORWARD
from nlp_core.models.mlp import MLP
from nlp_core.provenance import Computed
from nlp_core.recipes.points import PointsSpec, field_grid, field_picture
from nlp_core.training.supervised import training_step
from pages.kit import uploader
from pages.kit.controls import Choice, Slider
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.parts import modules as parts

lesson = open_lesson("modules")
ENDS = {"learned": "end-learned", "still": "end-still", "worse": "end-worse", "lost": "end-lost"}
LINES = ("line-forward", "line-loss", "line-zero-grad", "line-backward", "line-step")

# The stage: points on a plane, and what a network answers everywhere on it.
stage = lesson.stage()
with stage.controls:
    fields: dict[str, Any] = {control.key: lesson.ask(control) for control in parts.FIRST}
with stage.more:
    fields |= {control.key: lesson.ask(control) for control in parts.REST}
spec = PointsSpec()
with stage.under, lesson.guard():
    if fields["data"] == "own":
        fields["noise"] = spec.noise  # it moves generated points alone
        label = lesson.ask(parts.PLACED)
        clicks = lesson.clicked("canvas", "place")
        if clicks:
            spot = clicks[0]["x"], clicks[0]["y"]
            lesson.put(parts.POINTS, lambda points: add_point(points, spot, label))
        fields["points"] = lesson.ask(parts.POINTS)
        own = parse_points(fields["points"])
        lesson.figure(parts.clickable(lesson, own), Computed(), key="canvas", select="place")
        lesson.say("own", count=len(own))
        if on_one_spot(own):
            lesson.say("one-spot")
    spec = PointsSpec(**fields)
model = lesson.trained(
    spec,
    nearest=PointsSpec(),
    metric=("accuracy", t("평가 데이터 정확도", "held-out accuracy")),
    live=lambda step, frame: parts.plane(language(), spec, [(step, frame["field"])]),
)
if model.spec == spec:
    lesson.aha(parts.played(model, language()), model.provenance, key="boundary")
else:  # the chosen points at once, with what an untrained network answers
    untrained = [(0, field_picture(spec.build().model).numpy())]
    lesson.aha(parts.plane(language(), spec, untrained), Computed(), key="untrained")
points, held_out = decision_boundary.all_points(model.spec)


@lesson.step("bent")
def bent() -> None:
    """How the training went."""
    told = {**decision_boundary.numbers(model.history), **model.metrics}
    ended = decision_boundary.how_it_went(model.history)
    lesson.say(ENDS[ended], **told, baseline=parts.baseline(points))


@lesson.step("loop")
def loop() -> None:
    """The five lines, one at a time, with what each changes."""
    learned, size = model.spec.split()[0], model.spec.batch_size
    dealt = training_steps.deal(len(learned), size, model.spec.seed)
    lesson.exercise("steps", answer=20 * len(dealt), count=len(learned), size=size)
    at = lesson.ask(parts.LINE)
    state = decision_boundary.watched(model)[at - 1]
    batch = t("미니배치", "mini-batch")
    st.code(f"{state.source}  # {batch} {(at + 4) // 5}", language="python")
    shown = {
        t("마지막 층의 편향", "a bias of the last layer"): state.weight,
        t("그 .grad", "its .grad"): state.gradient,
        t("손실", "loss"): state.loss,
    }
    for column, (name, value) in zip(st.columns(3), shown.items(), strict=True):
        column.metric(name, "None" if value is None else f"{value:.5f}", border=True)
    lesson.say(LINES[(at - 1) % 5])
    sizes = {"size": len(dealt[0]), "batches": len(dealt), "last": len(dealt[-1])}
    lesson.say("batches", count=len(learned), held_out=int(held_out.sum()), **sizes)
    lesson.code(training_steps.watched_step, MLP, trained_by=training_step)


@lesson.step("softmax")
def softmax() -> None:
    """Logits, probabilities, loss of one point."""
    chosen = Slider("point", ("몇 번째 점", "Which point"), 1, len(points), 1, 1)
    number = lesson.ask(chosen)
    place, label = tuple(points.x[number - 1].tolist()), int(points.y[number - 1])
    logits = decision_boundary.logits_at(model.model, place)
    verdict = training_steps.cross_entropy_by_hand(logits, label)
    rows = parts.softmax_rows(verdict)
    lesson.figure(parts.bars(lesson, "softmax", rows), model.provenance, key="softmax")
    right, name = verdict.probabilities[label], parts.class_names()[label]
    lesson.say("cross-entropy", label=name, p=right, loss=verdict.loss)
    lesson.code(training_steps.cross_entropy_by_hand)


@lesson.step("neurons", folded=True)
def neurons() -> None:
    """What each hidden neuron answers over the plane."""
    if not model.spec.depth:
        lesson.say("no-neurons")
        return
    layers = tuple(range(1, model.spec.depth + 1))
    layer = lesson.ask(Choice("layer", ("은닉층", "Hidden layer"), layers))
    answers = training_steps.neuron_pictures(model.model, layer - 1, field_grid(24))
    names = [f"{layer}·{i}" for i in range(1, len(answers) + 1)]
    drawn = mosaic(answers.reshape(-1, 24, 24).numpy(), names, **lesson.words("answers"))
    lesson.figure(drawn, model.provenance, key="answers")
    lesson.say("dead")


@lesson.step("modes", folded=True)
def modes() -> None:
    """One point asked five times with dropout on and off."""
    share = lesson.ask(parts.OFF)
    place = tuple(points.x[0].tolist())
    answers = {mode: asked_again(model.model, place, share, mode) for mode in ("train", "eval")}
    drawn = parts.bars(lesson, "asked", parts.mode_rows(answers), ".3f", domain=(0, 1))
    lesson.figure(drawn, model.provenance, key="asked")
    lesson.say("asked", x=place[0], y=place[1])


@lesson.step("builder", folded=True)
def builder() -> None:
    """One network, written three ways."""
    example = networks.build_network(networks.Description())
    lesson.exercise("parameters", answer=networks.count_parameters(example))
    with lesson.beside():
        typed, bend = lesson.ask(parts.SIZES), lesson.ask(parts.WRITTEN_BEND)
        drop, way = lesson.ask(parts.WRITTEN_DROP), lesson.ask(parts.WAY)
    plain = networks.Description(activation=bend, dropout=drop)
    network = lesson.attempt(lambda: replace(plain, sizes=networks.parse_sizes(typed)), plain)
    st.code(parts.WRITERS[way](network), language="python")
    built = networks.build_network(network)
    path = " → ".join(str(shape) for _, shape in networks.shapes_along(built, 4))
    lesson.say("shapes", path=path, total=networks.count_parameters(built))
    counted = networks.parameter_table(built)
    rows = {f"{name} {shape}": (count, FORWARD) for name, shape, count in counted}
    drawn = parts.bars(lesson, "parameters", rows, whole_numbers=True)
    lesson.figure(drawn, Computed(), key="parameters")
    lesson.say("add-module", **parts.added(network))
    lesson.code(networks.build_network, networks.shapes_along, networks.Closed, networks.add_to)
    with lesson.folded(t("저장하고 불러오기", "Save and load"), key="file") as opened:
        if opened:
            lesson.say("file")
            label = t("state_dict 내려받기", "Download the state_dict")
            content = networks.to_file(built)
            name = "network.safetensors"
            st.download_button(label, content, name, key="modules-save", on_click="ignore")
            label, kinds = t("불러오기", "Load"), ["safetensors"]
            loaded = uploader.draw("modules-load", label, kinds=kinds, megabytes=2)
            if loaded is not None:
                networks.from_file(built, loaded.getvalue())
                lesson.say("loaded", outputs=networks.first_outputs(built))
            lesson.code(networks.to_file)


lesson.close()
