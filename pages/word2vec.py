"""Word2Vec: words that keep the same company come to stand together (Mikolov et al. 2013)."""

from dataclasses import replace
from typing import Any

import torch

from nlp_core.corpora.little_world.questions import gold_questions
from nlp_core.corpora.little_world.text import SHARES
from nlp_core.experiments.word2vec import sliding_window, trained_vectors
from nlp_core.experiments.word2vec.relation_controls import controls_of
from nlp_core.experiments.word2vec.trained_vectors import accuracies, word_vectors
from nlp_core.figures.bars import named_bars
from nlp_core.figures.palette import FIXED, LEARNED
from nlp_core.measurements import word2vec_seeds
from nlp_core.models.word2vec import Word2Vec, examples, negative_sampling_loss, one_hot_product
from nlp_core.provenance import Computed
from nlp_core.text import embeddings
from nlp_core.training.word2vec import train
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.word_answers import completed, nearest
from pages.parts import word2vec as parts
from pages.parts import word2vec_map, word2vec_own, word2vec_public

lesson = open_lesson("word2vec")

# The stage: arrows from countries to capitals that turn parallel while the vectors are learned.
stage = lesson.stage()
with stage.controls:
    corpus = lesson.ask(parts.CORPUS)
if corpus == "public":
    word2vec_public.tell(lesson, stage, parts.EXCLUDE)
with stage.controls:
    objective, window = lesson.ask(parts.OBJECTIVE), lesson.ask(parts.WINDOW)
with stage.more:
    size, negatives = lesson.ask(parts.SIZE), lesson.ask(parts.NEGATIVES)
if corpus == "mine":
    asked = {"objective": objective, "window": window, "d_model": size, "negatives": negatives}
    word2vec_own.learn(lesson, stage, parts.EXCLUDE, **asked)
with stage.controls:
    picture = lesson.ask(parts.PICTURE)
spoken = parts.spoken(corpus)
default = parts.shipped(spoken)
spec = replace(default, objective=objective, window=window, d_model=size, negatives=negatives)
model = lesson.trained(
    spec,
    nearest=default,
    metric=("accuracy", t("유추 정확도", "analogy accuracy")),
    live=lambda step, frame: parts.offsets(
        language(), trained_vectors.moment(spec, step, frame["pairs"]), size, picture
    ),
)
vectors, made = word_vectors(model), model.provenance
start = trained_vectors.STARTS[spoken]
past = trained_vectors.replay(model)
dimensions = vectors.matrix.shape[1]
lesson.aha(parts.played(model, language(), picture), made, key="offsets")


@lesson.step("offsets", stating=100 * SHARES["relations"])
def offsets() -> None:
    """What the arrows say, and how far the picture can be trusted."""
    told = {"first": past.cosines[0], "last": past.cosines[-1], "steps": past.steps[-1]}
    lesson.say("plane", share=100 * past.plane.share, **told)
    with lesson.folded(
        t("다른 관계는 얼마나 나란할까요?", "And other relations?"), key="all"
    ) as on:
        if on:
            found = trained_vectors.relations(vectors, spoken)
            lesson.figure(parts.relations(lesson, found), made, key="relations")
            best, worst = found[0], found[-1]
            ends = {"best": best.pair, "high": best.cosine, "low": worst.cosine}
            lesson.say("relations", worst=worst.pair, **ends)


@lesson.step("analogy")
def analogy() -> None:
    """a : b = c : ?"""
    count = len(gold_questions(spoken))
    without, within = (100 * share for share in accuracies(model, spoken))
    values: dict[str, Any] = {"without": without, "count": count}
    lesson.exercise("excluded", answer=within, tolerance=3, **values)
    with lesson.beside():
        asked = [lesson.ask(field).strip() for field in parts.question(spoken, start.question)]
        exclude = lesson.ask(parts.EXCLUDE)
    question = [vectors.known(one) for one in asked]
    completed(lesson, vectors, made, question, exclude=exclude, said=parts.SAID[exclude])


@lesson.step("control", folded=True)
def control() -> None:
    """The control that could take the effect away: the same questions without a."""
    found, kinds = controls_of(model, spoken)
    lesson.figure(parts.controls(lesson, found), made, key="controls")
    lesson.say("controlled", **parts.control_numbers(kinds))


@lesson.step("window", folded=True)
def window_step() -> None:
    """A window slides over the learner's sentence."""
    if spoken == language():
        sentence = lesson.sentence(start.sentence)
    else:
        sentence = lesson.ask(parts.sentence(spoken, start.sentence))
    words, _ = sliding_window.read(sentence, vectors.words)
    with lesson.beside():
        place, draw = lesson.ask(parts.place(len(words))), lesson.ask(parts.DRAW)
    view = sliding_window.slide(model, sentence, place - 1, seed=draw)
    if view.unknown:
        near = [embeddings.unknown(one, vectors.words).values["near"] for one in view.unknown]
        lesson.say("unknown", words=", ".join(view.unknown), near=" / ".join(near))
    lesson.chips(parts.window_chips(view), label=t("창", "Window"))
    lesson.say("window-drawn", reach=view.reach, window=model.spec.window)
    shown = view.asked[:3]
    for i, asked in enumerate(shown, start=1):
        label = t(f"{i}번 · 손실 {asked.loss:.2f}", f"{i} · loss {asked.loss:.2f}")
        lesson.chips(parts.asked_chips(asked), label=label)
    counts = {"count": len(view.asked), "shown": len(shown)}
    lesson.say("window-asked", k=model.spec.negatives, **counts)
    lesson.code(Word2Vec, negative_sampling_loss, examples, trained_by=train, same=False)


@lesson.step("neighbours", folded=True)
def neighbours() -> None:
    """One row of the table, and the words nearest to it."""
    word = vectors.known(lesson.ask(parts.word(spoken, start.word)))
    names = nearest(lesson, vectors, made, word, 6)
    label = t("nn.Embedding은 표에서 한 행을 꺼내요", "nn.Embedding picks a row from a table")
    with lesson.folded(label, key="table") as on:
        if on:
            rank, near = vectors.index[word], [word, *names[:4]]
            one_hot, picked = one_hot_product(model.model.input, rank)
            looked_up = model.model.input(torch.tensor([rank]))
            lesson.say("table", words=len(vectors.words), size=dimensions)
            lesson.figure(parts.rows(lesson, vectors, near), made, key="rows")
            difference = float((picked - looked_up).abs().max())
            ones = int(one_hot.sum())
            lesson.say("row", word=word, place=rank + 1, ones=ones, difference=difference)


@lesson.step("map", folded=True)
def whole_map() -> None:
    """All words at once, in two and three dimensions."""
    word2vec_map.show(lesson, model, vectors, spoken, start.word)


@lesson.step("axis", folded=True)
def axis() -> None:
    """Words projected onto the line through two others."""
    with lesson.beside():
        low, high = (lesson.ask(field).strip() for field in parts.ends(spoken, start.ends))
        typed = lesson.ask(parts.placed(spoken, start.row))
    row = [vectors.known(word) for word in typed.replace(",", " ").split()[:20]]
    names, places = zip(*embeddings.axis(vectors, low, high, row), strict=True)
    references = {low: 0.0, high: 1.0}
    drawn = named_bars(names, places, references=references, **lesson.words("axis"))
    lesson.figure(drawn, made, key="axis")


@lesson.step("seeds", folded=True)
def seeds() -> None:
    """The same training with another seed: measured once, with the default settings."""
    agreed = word2vec_seeds.measured_agreement(spoken)
    near = min((1, 0, -1), key=lambda level: abs(level - agreed.same_word))
    lesson.exercise("turned", answer=near, options=[1, 0, -1], word=start.word)
    if lesson.ask(parts.COMPARE):
        drawn = parts.agreement_bars(lesson, agreed)
        lesson.figure(drawn, word2vec_seeds.provenance(), key="agreement")
        lesson.say("seeds-found", turned=agreed.same_word, kept=100 * agreed.neighbours)


@lesson.step("rivals", folded=True)
def rivals() -> None:
    """Vectors that only count, on the same text."""
    with lesson.guard():
        found = parts.rivals(model, spoken)
        words = lesson.words("rivals")
        names = [words.pop("random"), "PPMI + SVD", "Word2Vec"]
        values = [found["random"], found["counted"], accuracies(model, spoken)[0]]
        colours = [FIXED, FIXED, LEARNED]
        drawn = named_bars(names, values, colours=colours, domain=(0.0, 1.1), **words)
        lesson.figure(drawn, Computed(), made, key="rivals")
        lesson.say("rivals-found")


lesson.close()
