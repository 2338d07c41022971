"""Word2Vec beside gensim on the same text, in one run: quality, words a second, and their ratio.

    NLP_REVISITED_DATA=... python -m tests.bench.bench_word2vec [--seeds 3] [--threads 2]
        [--corpus NSMC] [--objective cbow] [--blocks] [--counts]

Both read the same sentences as often, with the same vector size, window, negatives, subsampling and
number of threads. The learning rate is chosen for each from the same RATES, with a seed that is not
used again: the one with the best geometric mean of the scores. Then both train in turn with each
seed. Words a second are medians and count every word of the text; turning words into numbers is on
the clock of both, compiling the loops (once a process) and counting the vocabulary on neither's.
Processor seconds are those of all threads: wall clock suffers from what else the machine does.
"""

import argparse
import itertools
import math
import os
from collections.abc import Iterator
from dataclasses import replace
from statistics import geometric_mean, mean, median

import numpy as np
import torch
from gensim.models import Word2Vec as Gensim

from nlp_core.models.word2vec import Word2Vec
from nlp_core.recipes.word2vec import OBJECTIVES
from nlp_core.text.embeddings import Vectors
from nlp_core.training import word2vec, word2vec_loops
from nlp_core.training.run import one_thread, seeded
from nlp_core.training.word2vec_windows import Settings, Text, keep_probability
from tests.bench.word_corpora import Corpus, corpora
from tests.bench.word_runs import D_MODEL, WINDOW, Job, Run, Side, timed

RATES = (0.05, 0.1, 0.2, 0.4)  # 0.025, gensim's default, was the best for neither
TUNED_WITH = 100  # a seed
NEGATIVES = 5
RATELESS = {"ppmi-svd"}
SLICE = 5_000  # sentences of a text that is thinned out and walked over at once


def encoded(corpus: Corpus, index: dict[str, int]) -> Iterator[Text]:
    """The known words of the sentences as ids, ``SLICE`` sentences a text."""
    for start in range(0, len(corpus.sentences), SLICE):
        some = corpus.sentences[start : start + SLICE]
        every = map(index.get, itertools.chain.from_iterable(some), itertools.repeat(-1))
        ids = torch.from_numpy(np.fromiter(every, dtype=np.int64))
        lengths = np.fromiter(map(len, some), dtype=np.int64)
        numbers = torch.from_numpy(np.repeat(np.arange(len(some)), lengths))
        known = (ids >= 0).nonzero().squeeze(1)
        yield Text(ids[known], numbers[known])


def ours(job: Job, rate: float, seed: int, *, blocks: bool = False, whole: bool = False) -> Run:
    """The compiled loops, or the ``blocks`` of plain torch on one thread."""
    corpus = job.corpus
    words, seen = zip(*corpus.counts(), strict=True)
    counts, index = torch.tensor(seen), {word: i for i, word in enumerate(words)}
    kept = float((keep_probability(counts, corpus.sample) * counts).sum())
    slices = math.ceil(len(corpus.sentences) / SLICE)
    chunk = Settings.chunk
    steps = corpus.passes * slices * math.ceil(kept / slices / chunk)
    settings = Settings(job.objective, WINDOW, NEGATIVES, steps, rate, corpus.sample, chunk)
    settings = replace(settings, whole_steps=whole)
    with seeded(seed):
        model = Word2Vec(len(words), D_MODEL)
    dice = torch.Generator().manual_seed(seed)

    def work() -> None:
        with one_thread():
            texts = list(encoded(corpus, index)) * corpus.passes
        if blocks:
            list(word2vec.train(model, texts, counts, settings, dice))
        else:
            options = {"threads": job.threads, "reports": 4}  # gensim reports no loss at all
            list(word2vec_loops.train(model, texts, counts, settings, dice, **options))

    return timed(job, work, lambda: Vectors(tuple(words), model.input.weight.detach().numpy()))


def plain_blocks(job: Job, rate: float, seed: int) -> Run:
    """What a GPU, or a machine without numba, trains with."""
    return ours(job, rate, seed, blocks=True)


def whole_steps(job: Job, rate: float, seed: int) -> Run:
    """CBOW with the step of word2vec.c and gensim."""
    return ours(job, rate, seed, whole=True)


def theirs(job: Job, rate: float, seed: int) -> Run:
    """gensim, with as many workers as we have threads."""
    corpus = job.corpus
    model = Gensim(
        vector_size=D_MODEL,
        window=WINDOW,
        negative=NEGATIVES,
        sg=int(job.objective == "skip-gram"),
        sample=corpus.sample,
        alpha=rate,
        min_count=corpus.least,
        workers=job.threads,
        seed=seed + 1,
    )
    model.build_vocab(corpus.sentences)
    size = len(corpus.sentences)
    return timed(
        job,
        lambda: model.train(corpus.sentences, total_examples=size, epochs=corpus.passes),
        lambda: Vectors(tuple(model.wv.index_to_key), np.asarray(model.wv.vectors)),
    )


def compare(job: Job, sides: dict[str, Side], seeds: int) -> None:
    """Choose a rate for each side, train all of them for every seed, and print a line each."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    print(f"{job.corpus.name}, {job.objective}, {job.corpus.words:,} words read")
    print(f"  {job.threads} threads on {cores} cores, load {load:.1f}", flush=True)
    rates = {}
    for name, side in sides.items():
        tried = (0.0,) if name in RATELESS else RATES
        quality = {rate: quality_of(side(job, rate, TUNED_WITH)) for rate in tried}
        rates[name] = max(quality, key=lambda rate: quality[rate])
        print(f"  {name:8}", *(f"{rate}: {value:.3f} " for rate, value in quality.items()))
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    for seed in range(seeds):
        for name, side in sides.items():
            runs[name].append(side(job, rates[name], seed))
    for name, found in runs.items():
        wall, processor = (
            median(getattr(r, what) for r in found) for what in ("wall", "processor")
        )
        scores = ", ".join(f"{key} {spread(found, key)}" for key in found[0].scores)
        speed = f"{wall:>10,.0f} words/s {processor:>10,.0f} words/cpu s"
        print(f"  {name:8} rate {rates[name]:<5} {speed}  {scores}")
    for name in runs:
        if name != "gensim":
            verdict(name, runs[name], runs["gensim"])


def quality_of(run: Run) -> float:
    """The geometric mean of the scores, which weighs one of .03 like one of .3; NaN is nothing."""
    return geometric_mean(score if score > 0 else 1e-6 for score in run.scores.values())


def spread(runs: list[Run], key: str) -> str:
    """Mean and extremes of a score over the seeds."""
    values = [run.scores[key] for run in runs]
    return f"{mean(values):.3f} ({min(values):.3f}-{max(values):.3f})"


def verdict(name: str, mine: list[Run], other: list[Run]) -> None:
    """Ratios of runs that stood side by side, and whether a score is below gensim's spread."""
    pairs = list(zip(mine, other, strict=True))
    wall, processor = (
        median(getattr(a, what) / getattr(b, what) for a, b in pairs)
        for what in ("wall", "processor")
    )
    behind = [
        key
        for key in mine[0].scores
        if mean(run.scores[key] for run in mine)
        < mean(values := [run.scores[key] for run in other]) - (max(values) - min(values))
    ]
    quality = f"below gensim's spread: {', '.join(behind)}" if behind else "quality holds"
    print(f"  {name} / gensim: wall {wall:.2f}, processor {processor:.2f}; {quality}\n", flush=True)


def main() -> None:
    """Read the options and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--objective", choices=OBJECTIVES, help="both by default")
    options.add_argument("--corpus", help="a part of its name; all by default")
    options.add_argument("--blocks", action="store_true", help="time the plain torch path too")
    options.add_argument("--counts", action="store_true", help="GloVe and PPMI with SVD too")
    chosen = options.parse_args()
    sides: dict[str, Side] = {"loops": ours, "gensim": theirs, "whole": whole_steps}
    if chosen.blocks:
        sides["blocks"] = plain_blocks
    if chosen.counts:
        from tests.bench.count_vectors import glove, ppmi_svd

        sides |= {"glove": glove, "ppmi-svd": ppmi_svd}
    for objective in [chosen.objective] if chosen.objective else OBJECTIVES:
        assert word2vec_loops.compiled(objective), "numba is not here"
    for corpus in corpora():
        if (chosen.corpus or "").lower() in corpus.name.lower():
            for objective in [chosen.objective] if chosen.objective else OBJECTIVES:
                fit = {k: v for k, v in sides.items() if k != "whole" or objective == "cbow"}
                compare(Job(corpus, objective, chosen.threads), fit, chosen.seeds)


if __name__ == "__main__":
    main()
