"""Word2Vec on a device: blocks of tensors on the GPU beside the compiled loops on the CPU.

    python -m tests.bench.bench_word2vec_device prepare            # where the public data is
    python -m tests.bench.bench_word2vec_device run [--seeds 3]    # where the GPU is

``prepare`` writes the text of ``corpora.running_text`` as numbers to ``.gpu/``, with its tests, so
that ``run`` needs torch, NumPy, safetensors and numba alone. Both sides read the same text as often
(``--passes``), with the same vector size, window, negatives and subsampling. Words a second count
every word of the text as it was read, the rare and the skipped ones included, in all passes; the
text is in numbers before the clock starts, and moving it to the device is on the clock. gensim is
not there: ``tests/bench/bench_word2vec.py`` times it, with the words' numbering on its clock.
"""

import argparse
import itertools
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

from nlp_core.corpora.running_text import RunningText, running_text
from nlp_core.corpora.word_tests import analogy_questions, similar_pairs
from nlp_core.models.word2vec import Word2Vec
from nlp_core.recipes.public_vectors import PublicVectorsSpec
from nlp_core.text.embeddings import Vectors
from nlp_core.text.vector_scores import analogies, polarity, similarity
from nlp_core.training import word2vec, word2vec_loops
from nlp_core.training.run import seeded
from nlp_core.training.word2vec_windows import Settings, Text, keep_probability

FOLDER = Path(__file__).parents[2] / ".gpu"
CHUNKS = (2048, 4096, 8192, 16384)


@dataclass(frozen=True)
class Prepared:
    """A text in numbers, and what its vectors are scored by."""

    text: RunningText
    pairs: list[Any]
    questions: list[Any]

    def score(self, vectors: Vectors) -> dict[str, float]:
        """As ``recipes.public_vectors.scores`` has it, from what was prepared."""
        if self.text.signs:
            return {"polarity": polarity(vectors, self.text.signs).value}
        return {
            "wordsim": similarity(vectors, self.pairs).value,
            "analogies": analogies(vectors, self.questions).value,
        }


@dataclass(frozen=True)
class Side:
    """One way to train: its name, its device, how to train, and what differs from the recipe."""

    name: str
    device: str
    train: Callable[..., Iterator[Any]]
    changes: dict[str, Any]


def prepare(languages: list[str]) -> None:
    """Write the texts, two bytes a word."""
    FOLDER.mkdir(exist_ok=True)
    for language in languages:
        text = running_text(language, PublicVectorsSpec().vocab_size)
        lengths = np.bincount(text.sentence, minlength=int(text.sentence[-1]) + 1)
        save_file(
            {
                "ids": text.ids.astype(np.uint16),
                "lengths": np.minimum(lengths, 65_535).astype(np.uint16),
                "counts": np.array(text.counts, dtype=np.int64),
            },
            FOLDER / f"text.{language}.safetensors",
        )
        known = set(text.words)
        told = {
            "words": text.words,
            "read": text.read,
            "signs": text.signs,
            "pairs": [p for p in similar_pairs() if {*p[:2]} <= known],
            "questions": [q for q in analogy_questions() if {*q} <= known],
        }
        (FOLDER / f"text.{language}.json").write_text(json.dumps(told), encoding="utf-8")
        print(f"{language}: {text.read:,} words read, {len(text.ids):,} of the vocabulary")


def prepared(language: str) -> Prepared:
    """What ``prepare`` wrote."""
    told = json.loads((FOLDER / f"text.{language}.json").read_text(encoding="utf-8"))
    arrays = load_file(FOLDER / f"text.{language}.safetensors")
    ids, lengths = arrays["ids"].astype(np.int32), arrays["lengths"]
    sentence = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    counts = tuple(arrays["counts"].tolist())
    text = RunningText(tuple(told["words"]), counts, ids, sentence, told["read"], told["signs"])
    questions = [(a, b, c, d) for a, b, c, d in told["questions"]]
    return Prepared(text, [tuple(pair) for pair in told["pairs"]], questions)


def one_run(found: Prepared, side: Side, spec: PublicVectorsSpec) -> tuple[float, dict[str, float]]:
    """Seconds that a training took, and the scores of what it left."""
    device, text = torch.device(side.device), found.text
    counts = torch.tensor(text.counts, device=device)
    settings = settings_of(spec, counts, device, side.changes)
    with seeded(spec.seed):
        model = Word2Vec(len(text.words), spec.d_model).to(device)
    _wait(device)
    began = time.perf_counter()
    ids, sentence = (
        torch.from_numpy(part).to(device, torch.int64) for part in (text.ids, text.sentence)
    )
    texts, dice = itertools.repeat(Text(ids, sentence)), torch.Generator(device)
    for _ in side.train(model, texts, counts, settings, dice.manual_seed(spec.seed), reports=4):
        pass
    _wait(device)
    seconds = time.perf_counter() - began
    table = model.input.weight.detach().cpu().numpy()
    return seconds, found.score(Vectors(text.words, table))


def settings_of(
    spec: PublicVectorsSpec, counts: torch.Tensor, device: torch.device, changes: dict[str, Any]
) -> Settings:
    """The recipe's settings for the device, changed; as many words for any size of chunk."""
    settings = replace(spec.settings(counts, device), **changes)
    left = float((keep_probability(counts, spec.subsample) * counts).sum())
    return replace(settings, steps=math.ceil(spec.passes * left / settings.chunk))


def sides(device: str, chunks: list[int], threads: list[int]) -> Iterator[Side]:
    """The recipe's own way on each device, and other sizes of chunk."""
    if device != "cpu":
        yield Side("GPU, as the recipe has it", device, word2vec.train, {})
        for chunk in chunks:
            yield Side(f"GPU, chunk {chunk}", device, word2vec.train, {"chunk": chunk})
    else:
        for chunk in chunks:
            changes = {"chunk": chunk}
            yield Side(f"blocks on the CPU, chunk {chunk}", device, word2vec.train, changes)
    for count in threads:

        def loops(*arguments: Any, count: int = count, **options: Any) -> Iterator[Any]:
            return word2vec_loops.train(*arguments, threads=count, **options)

        yield Side(f"CPU loops, {count} threads", "cpu", loops, {})


def run(options: argparse.Namespace) -> None:
    """Train every side with every seed, print a line each, and keep the numbers in $OUT."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    name = torch.cuda.get_device_name() if device == "cuda" else "no GPU"
    print(f"{name}, {os.cpu_count()} cores, torch {torch.__version__}", flush=True)
    word2vec_loops.compiled("skip-gram")
    rows = []
    for language in options.languages:
        found = prepared(language)
        small = PublicVectorsSpec(language=language, passes=1)
        for side in sides(device, options.chunks, options.threads):
            one_run(found, side, small)  # compiles, and warms the device
            spec = replace(small, passes=options.passes)
            runs = [one_run(found, side, replace(spec, seed=s)) for s in range(options.seeds)]
            words = found.text.read * spec.passes
            row = {
                "language": language,
                "side": side.name,
                "passes": spec.passes,
                "words_per_second": median(words / seconds for seconds, _ in runs),
                "scores": {key: [scores[key] for _, scores in runs] for key in runs[0][1]},
            }
            rows.append(row)
            print(_line(row), flush=True)
            if os.environ.get("OUT"):
                told = {"device": name, "torch": torch.__version__, "rows": rows}
                Path(os.environ["OUT"], "word2vec_device.json").write_text(json.dumps(told))


def _line(row: dict[str, Any]) -> str:
    scores = ", ".join(
        f"{key} {mean(values):.3f} ({min(values):.3f}-{max(values):.3f})"
        for key, values in row["scores"].items()
    )
    return f"{row['language']} {row['side']:32} {row['words_per_second']:>14,.0f} words/s  {scores}"


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def main() -> None:
    """Read the options and do what they say."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=["prepare", "run"])
    options.add_argument("--languages", nargs="+", default=["en", "ko"])
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--passes", type=int, default=PublicVectorsSpec().passes)
    options.add_argument("--chunks", nargs="*", type=int, default=list(CHUNKS))
    options.add_argument("--threads", nargs="*", type=int, default=[2])
    chosen = options.parse_args()
    if chosen.what == "prepare":
        prepare(chosen.languages)
    else:
        run(chosen)


if __name__ == "__main__":
    main()
