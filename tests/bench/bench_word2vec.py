"""Word2Vec beside gensim on the same text, in one run: analogies, words a second, and their ratio.

    python -m tests.bench.bench_word2vec [--seeds 3] [--threads 1] [--objective skip-gram]

Both read the same little-world sentences as often, with the same vector size, window, negatives and
subsampling, one after the other for each seed. gensim is given several rates. Times are wall
clock and processor time (all threads), since the first suffers from whatever else the machine does.
"""

import argparse
import itertools
import math
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import mean
from typing import Any

import numpy as np
import torch
from gensim.models import Word2Vec as Gensim

from nlp_core.models.word2vec import Word2Vec
from nlp_core.recipes.word2vec import (
    LANGUAGES,
    OBJECTIVES,
    Reading,
    Word2VecSpec,
    gold_questions,
    written,
)
from nlp_core.text.embeddings import Vectors, analogy_accuracy
from nlp_core.training.run import seeded
from nlp_core.training.word2vec import Settings, Text, keep_probability, train

PASSES = 4
RATES = (0.025, 0.05, 0.1)  # gensim's default is the first
Run = tuple[Vectors, float, float]


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Wall clock and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def ours(spec: Word2VecSpec, vocabulary: dict[str, Any], texts: list[Text]) -> Run:
    """PASSES over text that is already encoded."""
    with seeded(spec.seed):
        model = Word2Vec(len(vocabulary["words"]), spec.d_model)
    counts = torch.tensor(vocabulary["counts"])
    keep = keep_probability(counts, Settings.subsample)
    chunks = sum(math.ceil(float(keep[text.ids].sum()) / Settings.chunk) for text in texts)
    settings = replace(spec.settings(), steps=PASSES * chunks)
    dice = torch.Generator().manual_seed(spec.seed)
    seconds = timed(lambda: list(train(model, texts * PASSES, counts, settings, dice)))
    return Vectors(tuple(vocabulary["words"]), model.input.weight.detach().numpy()), *seconds


def theirs(spec: Word2VecSpec, tokens: list[list[str]], rate: float, threads: int) -> Run:
    """PASSES over text that is already cut."""
    model = Gensim(
        vector_size=spec.d_model,
        window=spec.window,
        negative=spec.negatives,
        sg=int(spec.objective == "skip-gram"),
        sample=Settings.subsample,
        alpha=rate,
        min_count=1,
        workers=threads,
        seed=spec.seed + 1,
    )
    model.build_vocab(tokens)
    seconds = timed(lambda: model.train(tokens, total_examples=len(tokens), epochs=PASSES))
    return Vectors(tuple(model.wv.index_to_key), np.asarray(model.wv.vectors)), *seconds


def compare(language: str, objective: str, seeds: int, threads: int) -> None:
    """Train both for every seed, and print a line each."""
    first = Word2VecSpec(language=language, objective=objective)
    vocabulary = first.build().vocabulary
    reading = Reading(language, first.slices, vocabulary["words"], torch.device("cpu"))
    texts = list(itertools.islice(reading, first.slices))
    tokens = [one for number in range(first.slices) for one in written(language, number)]
    words = PASSES * sum(map(len, tokens))
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for seed in range(seeds):
        spec = replace(first, seed=seed)
        for name in ("ours", *(f"gensim {rate}" for rate in RATES)):
            rate = float(name.split()[-1]) if name != "ours" else 0.0
            found = theirs(spec, tokens, rate, threads) if rate else ours(spec, vocabulary, texts)
            score = analogy_accuracy(found[0], gold_questions(language))
            rows.setdefault(name, []).append((score, words / found[1], words / found[2]))
    print(f"{language} {objective}, {words:,} words, {threads} thread(s)")
    means = {
        name: [mean(column) for column in zip(*row, strict=True)] for name, row in rows.items()
    }
    for name, (score, wall, processor) in means.items():
        print(
            f"  {name:12} analogies {score:.3f}, words per second {wall:>10,.0f}, "
            f"per processor second {processor:>10,.0f}"
        )
    best = [max(means[name][i] for name in means if name != "ours") for i in range(3)]
    ratios = [mine / other for mine, other in zip(means["ours"], best, strict=True)]
    print("  ours / best gensim: analogies {:.3f}, wall {:.2f}, processor {:.2f}".format(*ratios))


def main() -> None:
    """Read the options and compare in both languages."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--objective", default="skip-gram", choices=OBJECTIVES)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    for language in LANGUAGES:
        compare(language, chosen.objective, chosen.seeds, chosen.threads)


if __name__ == "__main__":
    main()
