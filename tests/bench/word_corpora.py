"""What word vectors are timed on, and how good they turn out to be: generated and public text."""

import itertools
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression

from nlp_core.corpora import public
from nlp_core.corpora.little_world.questions import gold_questions, written
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.text.embeddings import Question, Vectors, analogy_accuracy

Sentences = list[list[str]]
LABELLED = 10_000  # reviews that a classifier of mean vectors learns from, and is tested on


@dataclass(frozen=True)
class Corpus:
    """Sentences, the fewest occurrences that count, passes, and scores of vectors by name."""

    name: str
    sentences: Sentences
    least: int
    passes: int
    sample: float
    score: Callable[[Vectors], dict[str, float]]

    @property
    def words(self) -> int:
        """Words that are read, rare ones included, in all passes."""
        return self.passes * sum(map(len, self.sentences))

    def counts(self) -> list[tuple[str, int]]:
        """The vocabulary, the most frequent first."""
        counts = Counter(itertools.chain.from_iterable(self.sentences))
        return [(word, count) for word, count in counts.most_common() if count >= self.least]


def little_world(language: str) -> Corpus:
    """The lesson's own text, scored on its gold analogies."""
    slices = range(Word2VecSpec().slices)
    sentences = [tokens for number in slices for tokens in written(language, number)]
    questions = gold_questions(language)

    def score(vectors: Vectors) -> dict[str, float]:
        return {"gold analogies": analogy_accuracy(vectors, questions)}

    return Corpus(f"little world {language}", sentences, 1, 4, 3e-4, score)


def english(folder: Path) -> Corpus:
    """Speeches and film reviews, scored on WordSim-353 and the analogies whose words they have."""
    sentences = []
    for name in ("presidents", "movie_reviews"):
        for line in (folder / name / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            parts = re.split(r"[.!?\n]+", json.loads(line)["text"].lower())
            sentences += [words for part in parts if (words := re.findall(r"[a-z']+", part))]
    pairs = list(_similarities(folder / "word_similarity" / "wordsim353.tsv"))
    questions = list(_analogies(folder / "word_analogy" / "questions-words.txt"))

    def score(vectors: Vectors) -> dict[str, float]:
        known = [p for p in pairs if p[0] in vectors.index and p[1] in vectors.index]
        ones, others = (vectors.rows(pair[i] for pair in known) for i in (0, 1))
        found = spearmanr((ones * others).sum(axis=1), [pair[2] for pair in known]).statistic
        asked = [question for question in questions if all(w in vectors.index for w in question)]
        return {"WordSim-353": float(found), "analogies": analogy_accuracy(vectors, asked)}

    return Corpus("speeches and reviews", sentences, 5, 3, 1e-3, score)


def korean() -> Corpus:
    """NSMC, scored by what its mean vectors tell of a review's label."""
    splits = public.load("nsmc")
    read = {
        name: [(re.findall(r"[가-힣]+", text), label) for text, label in rows]
        for name, rows in splits.items()
    }
    sentences = [words for rows in read.values() for words, _ in rows if words]

    def score(vectors: Vectors) -> dict[str, float]:
        means, labels = {}, {}
        for name, rows in read.items():
            chosen = [[vectors.index[w] for w in r if w in vectors.index] for r, _ in rows]
            chosen = chosen[:LABELLED]
            none = np.zeros(vectors.matrix.shape[1], dtype=np.float32)
            unit = np.nan_to_num(vectors.unit)
            means[name] = np.stack([unit[i].mean(axis=0) if i else none for i in chosen])
            labels[name] = [label for _, label in rows[:LABELLED]]
        model = LogisticRegression(max_iter=1000, C=10).fit(means["train"], labels["train"])
        return {"labels from means": float(model.score(means["test"], labels["test"]))}

    return Corpus("NSMC", sentences, 5, 2, 1e-3, score)


def corpora() -> Iterator[Corpus]:
    """The little world in both languages, then public text where it is here."""
    yield little_world("ko")
    yield little_world("en")
    folder = os.environ.get("NLP_REVISITED_DATA")
    if not folder:
        print("public text is not here (set NLP_REVISITED_DATA to its folder)")
        return
    yield english(Path(folder))
    yield korean()


def _similarities(path: Path) -> Iterator[tuple[str, str, float]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            one, other, told = line.lower().split("\t")[:3]
            yield one, other, float(told)


def _analogies(path: Path) -> Iterator[Question]:
    for line in path.read_text(encoding="utf-8").lower().splitlines():
        if not line.startswith(":"):
            a, b, c, d = line.split()
            yield a, b, c, d
