"""Pictures of the lessons whose figure comes from a shipped model or measurement."""

from typing import Any

import numpy as np

from nlp_core.corpora.points import REACH
from nlp_core.corpora.word_order import lexicon
from nlp_core.engine.artifact import Trained, unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.experiments.attention import one_sentence
from nlp_core.experiments.attention.sentences import labels
from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra import judging
from nlp_core.experiments.electra.edits import edit
from nlp_core.experiments.electra.examples import EXAMPLES as EXAMPLES_OF_EDITS
from nlp_core.experiments.gates import gradient_curves
from nlp_core.experiments.gpt import sheet
from nlp_core.experiments.home.example import EXAMPLES
from nlp_core.experiments.positions import own_sentence, shuffle
from nlp_core.experiments.positions.orders import swap_nouns
from nlp_core.experiments.self_attention import one_story
from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.figures.palette import (
    CATEGORIES,
    DECODER,
    ENCODER,
    FIXED,
    GRADIENT,
    KEY,
    LEARNED,
    NEGATIVE,
    POSITIVE,
)
from nlp_core.figures.small.plots import curves, field, moved, offsets, spreads
from nlp_core.figures.small.tables import weights
from nlp_core.figures.small.written import written
from nlp_core.measurements import (
    bert_results,
    character_writers,
    label_efficiency_results,
    prompting_results,
    seq2seq_results,
    transformer_results,
)
from nlp_core.places import MODELS
from nlp_core.recipes.memory_task import MemoryTaskSpec
from nlp_core.recipes.ngram import NgramSpec
from nlp_core.recipes.points import PointsSpec, field_picture
from nlp_core.recipes.pretraining import BEGINNINGS, LITTLE_GPT
from nlp_core.recipes.referent import ReferentSpec
from nlp_core.recipes.replaced_tokens import tiny
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.recipes.word_order import WordOrderSpec
from nlp_core.training.run import Spec

SHOWN_POINTS = 60
LARGEST_SIZES = 3
SHOWN_PARTS = {
    "whole": ("전체", "whole"),
    "heads": ("헤드 하나", "one head"),
    "feed-forward": ("FFN 없이", "no FFN"),
    "norm": ("층 정규화 없이", "no layer norm"),
    "residual": ("잔차 연결 없이", "no residuals"),
    "positions": ("위치 없이", "no positions"),
}
SHUFFLED = ("none", "learned", "sinusoidal", "rotary")
SHUFFLED_NAMES = {
    "ko": ("위치 없음", "학습", "사인", "회전"),
    "en": ("none", "learned", "sinusoidal", "rotary"),
}
GUESSED = {
    "both": ("양쪽", "both sides"),
    "left": ("왼쪽만", "left only"),
    "bigram": ("양옆 세기", "counting"),
}
BEGUN = {
    "pretrained": ("사전 학습", "pre-trained"),
    "naive-bayes": ("세기", "counting"),
    "scratch": ("처음부터", "from scratch"),
}
SHOWN_MOMENTS = (0, 2, 3, -1)
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


def recurrent(language: str) -> str:
    """How much of a gradient is left so many characters back: before training, and after it."""
    before, after = character_writers.flows(language)
    names = {"ko": ("학습 전", "학습 후"), "en": ("before", "after")}[language]
    lowest = min(before.middle)
    lines = [[1 - value / lowest for value in one.middle] for one in (before, after)]
    return curves(list(zip(names, lines, strict=True)), (LEARNED, GRADIENT))


def seq2seq(language: str) -> str:
    """Exact match falling with sentence length: through one vector, and with attention."""
    direction = "ko-en" if language == "ko" else "en-ko"
    lines = [one for one in seq2seq_results.lengths(direction) if one.name in SEQ2SEQ_LINES]
    ends = (f"{lines[0].x[0]:.0f}", f"{lines[0].x[-1]:.0f}")
    names = {"general": "+ attention" if language == "en" else "+ 어텐션"}
    drawn = [(names.get(one.name, one.name), list(one.mean)) for one in lines]
    return curves(drawn, CATEGORIES, ends=ends)


def attention(language: str) -> str:
    """The alignment matrix of the front page's sentence."""
    direction = "ko-en" if language == "ko" else "en-ko"
    trained = shipped(TranslationSpec(direction=direction))
    result = one_sentence.translate(trained, EXAMPLES[language])
    assert result.attention is not None
    rows, columns = labels(result.target), labels(result.source)
    return weights(result.attention, rows, columns, result.gold)


def self_attention(language: str) -> str:
    """Where the pronoun of the front page's story looks, by two later words."""
    run = shipped(ReferentSpec(language=language))
    told = one_story.read(run, 0)
    pair = [told[0], next(one for one in told if one.meant != told[0].meant)]
    head = one_story.judged(run).telling
    columns = [*told[0].tokens]
    columns[told[0].later] = "…"
    found = np.stack([one.weights[head] for one in pair])
    return weights(
        found, [one.word for one in pair], columns, [(i, one.to) for i, one in enumerate(pair)]
    )


def gates(_: str) -> str:
    """How much of the gradient comes back to each step before the last, on a log axis."""
    found = gradient_curves.trained(shipped(MemoryTaskSpec()))
    logs = {one.cell: np.log10(np.asarray(one.share)) for one in found}
    low, high = min(map(np.min, logs.values())), max(map(np.max, logs.values()))
    lines = [(cell.upper(), ((log - low) / (high - low)).tolist()) for cell, log in logs.items()]
    role = {"RNN": NEGATIVE, "LSTM": POSITIVE, "GRU": KEY}
    ends = sorted(lines, key=lambda line: -line[1][-1])
    return curves(lines, [role[name] for name, _ in ends], ticks=(0,))


def positions(language: str) -> str:
    """The chance of a sentence's first noun before and after its two nouns change places."""
    run = shipped(WordOrderSpec(language=language))
    ids = own_sentence.read(own_sentence.EXAMPLES[language][0], language).ids
    found = shuffle.answers(run, ids, swap_nouns(ids, lexicon(language)))
    names = dict(zip(SHUFFLED, SHUFFLED_NAMES[language], strict=True))
    rows = [(names[one.way], *one.chance) for one in found if one.way in names]
    return moved(rows, (NEGATIVE, LEARNED, POSITIVE, KEY))


def transformer(language: str) -> str:
    """What is left of a Transformer without some of its parts, over the seeds."""
    place = language != "ko"
    found = transformer_results.parts("exact_match")
    rows = [one for one in found if one.name in SHOWN_PARTS]
    names = [SHOWN_PARTS[one.name][place] for one in rows]
    colours = [POSITIVE if one.name == "whole" else NEGATIVE for one in rows]
    return spreads(names, [o.mean for o in rows], [(o.low, o.high) for o in rows], colours)


def transfer(language: str) -> str:
    """Accuracy by the number of labels: pre-trained, by counting, from scratch."""
    roles = {"pretrained": POSITIVE, "naive-bayes": FIXED, "scratch": NEGATIVE}
    sizes = label_efficiency_results.sizes("nsmc", "ko")
    found = {
        way: [label_efficiency_results.at("nsmc", "ko", way, n).mean for n in sizes]
        for way in BEGUN
    }
    ways = sorted(found, key=lambda way: -found[way][-1])
    drawn = [  # from guessing at 0 to all right at 1
        (BEGUN[way][language != "ko"], [2 * value - 1 for value in found[way]]) for way in ways
    ]
    return curves(drawn, [roles[way] for way in ways], ends=(str(sizes[0]), f"{sizes[-1]:,}"))


def bert(language: str) -> str:
    """How often a hidden word is guessed from both sides, from the left, and by counting."""
    rows = [bert_results.guessed(language, way) for way in GUESSED]
    names = [name[language != "ko"] for name in GUESSED.values()]
    ends = [(low, high) for _, low, high in rows]
    return spreads(names, [mean for mean, _, _ in rows], ends, (ENCODER, DECODER, FIXED))


def electra(language: str) -> str:
    """How sure a discriminator is of each word of a sentence that it was replaced."""
    text, place, instead = EXAMPLES_OF_EDITS["little_world"][language][1]
    judged = judging.judge(shipped(tiny()), edit(read(text), place, instead).now)
    colours = [NEGATIVE if i in judged.called else FIXED for i in range(len(judged.words))]
    ends = [(chance, chance) for chance in judged.chances]
    return spreads(judged.words, judged.chances, ends, colours)


def gpt(language: str) -> str:
    """What a GPT writes from one beginning at moments of its training."""
    start = BEGINNINGS[language]
    lines = sheet.sheet(shipped(LITTLE_GPT), shipped(NgramSpec()), start, language)
    rows = [(str(one.step), start + one.text) for one in lines if one.order < 0]
    return written([rows[place] for place in SHOWN_MOMENTS])


def prompting(_: str) -> str:
    """Exact match on rules never trained, against the number of examples, by size."""
    lines = [line for line in prompting_results.lines("sizes") if line.name != "ideal"]
    largest = sorted(lines, key=lambda line: -float(np.max(line.mean)))[:LARGEST_SIZES]
    return curves([(line.name, list(line.mean)) for line in largest], CATEGORIES)
