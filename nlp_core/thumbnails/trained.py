"""Pictures of the lessons whose figure comes from a shipped model or measurement."""

from typing import Any

import numpy as np

from nlp_core.corpora.points import REACH
from nlp_core.engine.artifact import Trained, unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.experiments.attention import one_sentence
from nlp_core.experiments.attention.sentences import labels
from nlp_core.experiments.home.example import EXAMPLES
from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.small.plots import curves, field, offsets
from nlp_core.figures.small.tables import weights
from nlp_core.measurements import prompting_results, seq2seq_results
from nlp_core.places import MODELS
from nlp_core.recipes.points import PointsSpec, field_picture
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.training.run import Spec

SHOWN_POINTS = 60
LARGEST_SIZES = 3
SEQ2SEQ_LINES = ("32", "128", "general")


def shipped(spec: Spec) -> Trained:
    """A checkpoint that came with the site. FileNotFoundError where there is none."""
    packed = Store(open_folder(MODELS), writable=False).read(run_id_of(spec))
    if packed is None:
        raise FileNotFoundError(f"no shipped model {run_id_of(spec)}: build the models first")
    return unpack(packed, spec, shipped=True)


def modules(_: str) -> str:
    """The boundary that the shipped network has learned, with some of its points."""
    spec = PointsSpec()
    model: Any = shipped(spec).model
    train, _held_out = spec.split()
    picture = field_picture(model, 32).numpy() / 255
    return field(picture, train.x[:SHOWN_POINTS], train.y[:SHOWN_POINTS], REACH)


def word2vec(language: str) -> str:
    """Countries and capitals at the end of the training, on the lesson's own plane."""
    past = trained_vectors.replay(shipped(Word2VecSpec(language=language)))
    points = past.frames()[-1]
    count = len(past.pairs)
    return offsets(points[:count], points[count:], past.pairs)


def seq2seq(language: str) -> str:
    """Exact match falling with sentence length: through one vector, and with attention."""
    direction = "ko-en" if language == "ko" else "en-ko"
    lines = [one for one in seq2seq_results.lengths(direction) if one.name in SEQ2SEQ_LINES]
    ends = (f"{lines[0].x[0]:.0f}", f"{lines[0].x[-1]:.0f}")
    names = {"general": "+ attention" if language == "en" else "+ 어텐션"}
    drawn = [(names.get(one.name, one.name), list(one.mean)) for one in lines]
    return curves(drawn, CATEGORIES, ends)


def attention(language: str) -> str:
    """The alignment matrix of the front page's sentence."""
    direction = "ko-en" if language == "ko" else "en-ko"
    trained = shipped(TranslationSpec(direction=direction))
    result = one_sentence.translate(trained, EXAMPLES[language])
    assert result.attention is not None
    rows, columns = labels(result.target), labels(result.source)
    return weights(result.attention, rows, columns, result.gold)


def prompting(_: str) -> str:
    """Exact match on rules never trained, against the number of examples, by size."""
    lines = [line for line in prompting_results.lines("sizes") if line.name != "ideal"]
    largest = sorted(lines, key=lambda line: -float(np.max(line.mean)))[:LARGEST_SIZES]
    return curves([(line.name, list(line.mean)) for line in largest], CATEGORIES)
