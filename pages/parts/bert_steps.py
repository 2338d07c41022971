"""The BERT lesson's steps: what is hidden, what follows, who looks where, which sense."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from nlp_core.experiments.bert import looking, masking, pairs, senses
from nlp_core.experiments.bert.cloze import BERT
from nlp_core.experiments.bert.sentence import CORPUS, Read, read
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map, heatmap
from nlp_core.figures.palette import ENCODER, FIXED, NEGATIVE
from nlp_core.measurements import bert_results as measured
from nlp_core.memory import per_model
from nlp_core.recipes.hidden_words import tiny
from pages.kit.chips import Chip
from pages.kit.controls import Choice
from pages.kit.engine import engine
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.parts.bert import LAYER

KINDS: dict[str, tuple[Both, str]] = {
    "asked-mask": (("[MASK]", "[MASK]"), "query"),
    "asked-other": (("다른 토큰", "another token"), "negative"),
    "asked-same": (("그대로", "as it is"), "gold"),
}
MANY = 200  # draws that are counted
WORDS_DRAWN, PIECES_DRAWN = 16, 40  # of a sentence, in a map of attention
READ_AGAIN = 112  # pieces that are read without each head, a text once for each hidden piece
OWN: Both = ("내 문장", "my sentence")


def of_the_world(run: BERT) -> BERT:
    """The model itself if it learned the little world, else the shipped one that did."""
    little = engine().find(tiny("mlm+nsp")) if run.spec.corpus != CORPUS else None
    return little or run


def layers(run: BERT) -> Choice[int]:
    """Which layer to look at."""
    most = max(3, run.spec.n_layer)
    return replace(LAYER, options={i: str(i) for i in range(1, most + 1)})


# What is hidden.


def drawn_chips(drawn: Sequence[masking.Drawn]) -> list[Chip]:
    """What the model reads; what is asked about is coloured and says what it was."""
    row = []
    for one in drawn:
        role = KINDS[one.kind][1] if one.kind else None
        note = {"asked-mask": one.was, "asked-other": one.was, "asked-same": "✓"}.get(one.kind, "")
        joined = not one.read.startswith((" ", "["))
        special = one.read.startswith("[") and one.read.endswith("]")
        row.append(Chip(one.read.strip() or "·", role, None, joined, special, note.strip()))
    return row


def counted(lesson: Lesson, found: Read, share: float) -> Figure:
    """How often each kind was drawn."""
    shares = masking.counted(found, share, MANY)
    names = [t(*KINDS[kind][0]) for kind in shares]
    return named_bars(names, list(shares.values()), domain=(0, 1), **lesson.words("counted"))


@lru_cache(maxsize=2)
def by_share(spoken: str) -> Figure:
    """Right guesses against how much is hidden."""
    words = figure_titles("bert", spoken, "by-share", {})
    line = measured.by_share(spoken)
    one = Series(words.pop("line"), line.x, line.mean, line.low, line.high, ENCODER, points=True)
    return curves([one], y_domain=(0, 1), x_values=line.x, **words)


# What follows.


@per_model(8, shared=lambda *_: False)
def following(run: BERT, trio: tuple[tuple[str, str, str], ...], spoken: str) -> Figure:
    """How likely each pair is one text and what follows it."""
    chances = [pairs.follows(run, first, second) for _, first, second in trio]
    words = figure_titles("bert", spoken, "follows", {})
    return named_bars([name for name, _, _ in trio], chances, domain=(0, 1), **words)


# Who looks where.


def cut(found: Read, place: int) -> tuple[Read, int]:
    """As many words as a map can name, the hidden one among them, in few enough pieces."""
    start = max(0, min(place - WORDS_DRAWN // 2, len(found.words) - WORDS_DRAWN))
    end = min(start + WORDS_DRAWN, len(found.words))
    most = min(PIECES_DRAWN, READ_AGAIN // max(1, found.words[place].core))
    while end - start > 1 and len(Read(found.words[start:end]).pieces) > most:
        start, end = (start + 1, end) if place - start > end - 1 - place else (start, end - 1)
    return Read(found.words[start:end]), place - start


def looking_at(run: BERT, found: Read, place: int, masked: bool, at: tuple[int, int]) -> Any:
    """The names and weights (W, W) of a layer's head, or of all its heads on average (0)."""
    seen = looking.looks(run, found, place if masked else None)
    layer, head = at
    weights = seen.weights[layer - 1]
    return seen.names, weights.mean(axis=0) if head == 0 else weights[head - 1]


def attention(lesson: Lesson, seen: Any, place: int) -> Figure:
    """A map of attention from word to word, the hidden word's row framed."""
    names, weights = seen
    words = lesson.words("attention")
    return attention_map(weights, rows=names, columns=names, marked_row=place + 1, **words)


def removed(lesson: Lesson, chances: Any) -> Figure:
    """The hidden word's chance without each head."""
    rows = [t(f"{i + 1}층", f"layer {i + 1}") for i in range(len(chances))]
    columns = [str(i + 1) for i in range(chances.shape[1])]
    words = lesson.words("removed")
    return heatmap(chances, rows=rows, columns=columns, limits=(0.0, 1.0), zeros=True, **words)


def dearest(chances: Any) -> list[int]:
    """The layers (from 1) of the head whose removal costs most."""
    lowest = chances.min()
    return sorted({int(layer) + 1 for layer in np.argwhere(np.isclose(chances, lowest))[:, 0]})


# Which sense.


def word_choice(spoken: str) -> Choice[str]:
    """The words of two meanings that were measured."""
    words = [one.word for one in senses.WORDS[spoken]]
    names: dict[str, Both | str] = {word: word for word in words}
    return Choice(f"word-{spoken}", ("단어", "Word"), names)


def ambiguous(spoken: str, word: str) -> senses.Ambiguous:
    """The word of two meanings."""
    return next(one for one in senses.WORDS[spoken] if one.word == word)


def beside(run: BERT, spoken: str, word: str, layer: int, own: Read) -> Figure:
    """The cosine between the word's vectors in the shown sentences, and in the learner's own."""
    own = own if own.words[0].corpus == CORPUS else read(" ".join(w.text for w in own.words))
    found = [(sentence, at) for sentence, at, _ in senses.shown(ambiguous(spoken, word))]
    names = [f"{i + 1}. {_around(sentence, at)}" for i, (sentence, at) in enumerate(found)]
    at = next((i for i, one in enumerate(own.words) if one.bare == word), None)
    if at is not None:
        found.append((own, at))
        names.append(f"{OWN[spoken != 'ko']}: {_around(own, at)}")
    vectors = np.stack([senses.vectors(run, sentence, at)[layer] for sentence, at in found])
    words = figure_titles("bert", spoken, "senses", {})
    numbers = [name.split(".")[0] for name in names]
    return heatmap(
        senses.cosines(vectors),
        rows=names,
        columns=[number if number.isdigit() else OWN[spoken != "ko"] for number in numbers],
        limits=(0.0, 1.0),
        **words,
    )


def _around(sentence: Read, at: int) -> str:
    """The word with its neighbours."""
    words = [one.text for one in sentence.words[max(0, at - 1) : at + 2]]
    return " ".join(words)


@lru_cache(maxsize=16)
def parting(spoken: str, word: str) -> Figure:
    """How well the meanings part at each layer, beside both controls."""
    words = figure_titles("bert", spoken, "parting", {})
    control = senses.CONTROL[spoken].word
    lines = [(words.pop("line"), measured.senses(spoken, word)["meaning"], ENCODER)]
    dealt = words.pop("dealt"), measured.senses(spoken, word)["dealt"], FIXED
    other = words.pop("other")
    if control in measured.words_measured(spoken):
        lines.append((other, measured.senses(spoken, control)["meaning"], NEGATIVE))
    drawn = [
        Series(name, one.x, one.mean, one.low, one.high, colour, points=True)
        for name, one, colour in (*lines, dealt)
    ]
    return curves(drawn, y_domain=(0, 1), x_values=lines[0][1].x, **words)


def parted(spoken: str, word: str) -> dict[str, Any]:
    """The numbers of that figure at the last layer."""
    found = measured.senses(spoken, word)
    control = senses.CONTROL[spoken].word
    told = control in measured.words_measured(spoken)
    last = measured.senses(spoken, control)["meaning"].mean[-1] if told else float("nan")
    return {
        "word": word,
        "control": control,
        "count": measured.sentences_of(spoken, word),
        "first": found["meaning"].mean[0],
        "last": found["meaning"].mean[-1],
        "dealt": found["dealt"].mean[-1],
        "other": last,
    }
