"""The Word2Vec lesson's map of all words: its controls, its figure, and how far to trust it."""

from typing import Any

from nlp_core.engine.short import Call
from nlp_core.experiments.word2vec import whole_map
from nlp_core.experiments.word2vec.whole_map import Found
from nlp_core.figures.figure import Figure
from nlp_core.figures.map_points import MapWords
from nlp_core.figures.word_map import word_map
from nlp_core.memory import per_model
from nlp_core.text.embeddings import Vectors
from nlp_core.text.projection import Projection, t_sne
from nlp_core.trained import Trained
from pages.kit import short
from pages.kit.controls import Choice, Text
from pages.kit.language import language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles

METHOD = Choice(
    "map-by",
    ("그리는 방법", "Method"),
    {"pca": ("주성분(PCA)", "principal components (PCA)"), "tsne": "t-SNE"},
)
SPACE = Choice("space", ("차원", "Dimensions"), {3: ("3차원", "3-D"), 2: ("2차원", "2-D")})
SEED = Choice("map-seed", ("시드", "Seed"), (0, 1, 2))
CONTROLS = (METHOD, SPACE, SEED)
SECONDS = 90  # for t-SNE on a busy machine; it takes about three


LABEL = ("지도에서 찾을 단어", "Word to find on the map")


def find(spoken: str, default: str) -> Text:
    """The word that is looked for on the map."""
    return Text(f"find-{spoken}", LABEL, default, limit=40)


def show(
    lesson: Lesson, model: Trained[Any, Any], vectors: Vectors, spoken: str, word: str
) -> None:
    """The step's body: controls, map, and what it shows of the word that is looked for."""
    with lesson.beside():
        method, space = lesson.ask(METHOD), lesson.ask(SPACE)
        seed = lesson.ask(SEED) if method == "tsne" else 0
        typed = lesson.ask(find(spoken, word))
    found = lesson.attempt(lambda: whole_map.look_for(vectors, typed), None)
    if method == "pca":
        seen = whole_map.components(model, space)
        lesson.figure(drawn(vectors, seen, spoken, found), model.provenance, key="map")
        lesson.say("map-pca", share=100 * sum(seen.shares), dimensions=space)
    else:
        seen = moved(model, space, seed)
        lesson.figure(drawn(vectors, seen, spoken, found), model.provenance, key="map-tsne")
        lesson.say("map-tsne", seed=seed)
    if found is not None:
        lesson.say("map-found", word=found.word, near=", ".join(found.near))


def drawn(vectors: Vectors, seen: Projection, spoken: str, found: Found | None) -> Figure:
    """The map of a projection, with a word and its neighbours marked where they are on it."""
    names = whole_map.drawn(vectors)
    titles: dict[str, Any] = figure_titles("word2vec", language(), _words(seen), {})
    place = {name: i for i, name in enumerate(names)}
    marked = [] if found is None else [found.word, *found.near]
    if found is not None and found.word not in place:
        marked = []  # its neighbours without it would mislead
    axes = tuple(titles[f"{axis}_title"] for axis in "xyz")[: seen.points.shape[1]]
    controls = {name: titles[name] for name in ("turn", "tilt", "spin")}
    words = MapWords(axes, titles["name_title"], titles["kind_title"], **controls)
    groups = {kind: titles[kind] for kind in (*whole_map.KINDS, whole_map.OTHER)}
    return word_map(
        seen.points,
        names,
        [groups[whole_map.kind_of(name, spoken)] for name in names],
        words,
        groups=list(groups.values()),
        marked=[place[one] for one in marked if one in place],
    )


def _words(seen: Projection) -> str:
    return "map" if seen.shares else "map-tsne"


@per_model(6)
def moved(model: Trained[Any, Any], space: int, seed: int) -> Projection:
    """t-SNE of the drawn words, by the worker for short tasks; once for all visitors."""
    points = whole_map.points(model)
    words = t("t-SNE가 단어를 옮기는 중이에요 …", "t-SNE is moving the words …")
    call = Call(t_sne, (points, space), {"seed": seed}, limit=SECONDS)
    found: Projection = short.ask(call, words)
    return found
