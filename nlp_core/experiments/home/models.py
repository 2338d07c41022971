"""One sentence before trained models: its verdict, its words on a plane, its answer to a prompt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import nn

from nlp_core.corpora.letter_rules.draws import LONGEST
from nlp_core.errors import LearnerError
from nlp_core.experiments.naive_bayes import verdict, verdict_numbers
from nlp_core.experiments.prompting.typed_prompt import Answer, answer
from nlp_core.experiments.word2vec.sliding_window import read
from nlp_core.provenance import Computed, Provenance
from nlp_core.text.embeddings import Vectors, neighbours, plane
from nlp_core.text.naive_bayes import NaiveBayes
from nlp_core.text.prompts import characters, parse
from nlp_core.text.reader import Reader, words

MOST_SHARES = 6
MOST_WORDS, NEAR = 4, 2  # words of the sentence on the plane, and neighbours of each
MARK = "!"  # what the rule of the prompt puts behind a word
SPARE = {"ko": ("바다", "나무"), "en": ("sea", "tree")}  # examples where a sentence has too few


@dataclass(frozen=True)
class Judged:
    """The units that say most (name, log-likelihood ratio), the verdict, and its probability."""

    shares: list[tuple[str, float]]
    winner: str
    probability: float

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return Computed()


def judged(model: NaiveBayes, text: str, reader: Reader) -> Judged:
    """Naive Bayes on the sentence, positive as plus. LearnerError where nothing can be counted."""
    verdict.check_text(text)
    found = verdict.judge_text(model, text, reader, towards="positive")
    units = [(name, value) for name, value, _ in verdict_numbers.terms(found, reader.unit)]
    strongest = sorted(units, key=lambda unit: -abs(unit[1]))[:MOST_SHARES]
    return Judged(strongest, found.winner, found.posterior[found.winner])


@dataclass(frozen=True)
class Placed:
    """Words of the sentence (``chosen``) and their nearest neighbours at points (N, 2) of a plane.

    ``links`` are the places of a word and one of its neighbours; ``unknown`` words have no vector.
    """

    words: list[str]
    chosen: list[bool]
    points: NDArray[np.float32]
    links: list[tuple[int, int]]
    unknown: tuple[str, ...]


def placed(vectors: Vectors, text: str) -> Placed:
    """The sentence's rarer known words, which say most, and the words nearest to each.

    Raises LearnerError ``unknown-word`` where nothing is known, or as ``read`` does.
    """
    found, unknown = read(text, vectors.words)
    spoken = dict.fromkeys(word for word in found if word not in ".,?!")
    rare = sorted(spoken, key=lambda word: -vectors.index[word])[:MOST_WORDS]
    own = [word for word in spoken if word in rare]
    near = [(word, name) for word in own for name, _ in neighbours(vectors, word, NEAR)]
    names = list(dict.fromkeys([*own, *(name for _, name in near)]))
    links = [(names.index(word), names.index(name)) for word, name in near]
    rows = vectors.rows(names)
    chosen = [name in own for name in names]
    return Placed(names, chosen, plane(rows).project(rows), links, unknown)


@dataclass(frozen=True)
class Prompted:
    """A prompt made of the sentence's own words, and what a frozen model wrote behind it."""

    examples: list[tuple[str, str]]
    question: str
    answer: Answer

    @property
    def is_right(self) -> bool:
        """Whether the answer keeps the rule of the examples."""
        return self.answer.text == self.question + MARK

    @property
    def text(self) -> str:
        """The prompt as it is typed."""
        return prompt(self.examples, self.question)


def prompt(examples: Sequence[tuple[str, str]], question: str) -> str:
    """Lines of ``word > answer``, the question last."""
    return "\n".join([*(f"{a} > {b}" for a, b in examples), f"{question} >"])


def prompted(model: nn.Module, text: str, language: str) -> Prompted:
    """The sentence's three longest words: two with the mark behind them, a third as the question.

    Raises LearnerError ``no-letters`` where no word is short enough to ask about.
    """
    spoken = dict.fromkeys(text[one.start : one.end] for one in words(text))
    fitting = [word for word in spoken if len(characters(word)) <= LONGEST]
    if not fitting:
        raise LearnerError("no-letters")
    longest = sorted(fitting, key=lambda word: -len(characters(word)))[:3]
    own = [word for word in fitting if word in longest]
    spare = [word for word in SPARE[language] if word not in own]
    question = own[-1]
    shown = [*own[:-1], *spare][:2]
    examples = [(word, word + MARK) for word in shown]
    read_prompt = parse(prompt(examples, question), longest=LONGEST)
    return Prompted(examples, question, answer(model, read_prompt))
