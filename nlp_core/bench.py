"""How long our own parts take: ``python -m nlp_core bench text`` and others. ``tests/bench`` sets
them beside other libraries; here nothing but ours is needed.

The text is NSMC and Shakespeare where ``NLP_REVISITED_DATA`` names the folder of public data, else
the little world's, which repeats itself more and is learned faster.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from nlp_core.bench_timing import Timing
from nlp_core.corpora.little_world import sentences
from nlp_core.text.bpe import train
from nlp_core.text.bpe_base import Base
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import fit_naive_bayes, predict
from nlp_core.text.tokenizers import written_words

MEGABYTE = 1_000_000
MERGES = 8000


def best(name: str, run: Callable[[], Any], outcome: Callable[[Any], str], repeat: int) -> Timing:
    """Time ``run`` ``repeat`` times; what it returned last is worded by ``outcome``."""
    times = []
    result = None
    for _ in range(repeat):
        began = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - began)
    return Timing(name, min(times), outcome(result))


def megabyte(language: str, size: int = MEGABYTE) -> list[str]:
    """Texts of ``size`` bytes (UTF-8) or a little more."""
    chosen: list[str] = []
    got = 0
    for text in _texts(language, size):
        if got >= size:
            break
        chosen.append(text)
        got += len(text.encode("utf-8"))
    return chosen


def text(repeat: int = 3) -> Iterator[Timing]:
    """Byte pair encoding, counts and naive Bayes, each on a megabyte."""
    for language in ("ko", "en"):
        texts = megabyte(language)
        yield from _subwords(language, texts, repeat)
        yield from _counting(language, texts, repeat)


def public() -> Iterator[Any]:
    """What naive Bayes reaches on public corpora, and in what time."""
    from nlp_core.measurements.public_scores import public_scores

    yield from public_scores()


def vectors(passes: int = 3, repeat: int = 20) -> Iterator[Timing]:
    """Word vectors trained, words a second and quality; then the shipped ones asked.

    The text is the public English one where it is here, else the little world's.
    """
    from nlp_core.corpora.public import find
    from nlp_core.corpora.running_text import SETS
    from nlp_core.recipes.public_vectors import SHIPPED, PublicVectorsSpec
    from nlp_core.recipes.word2vec import OBJECTIVES, Word2VecSpec

    here = all(map(find, SETS["en"]))
    for objective in OBJECTIVES:
        spec: Any = Word2VecSpec(objective=objective)
        if here:
            spec = PublicVectorsSpec(objective=objective, passes=passes)
        yield _trained(f"{'public text' if here else 'little world'}, {objective}", spec)
    for spec in SHIPPED:
        yield from _asked(spec, repeat)


def sequences() -> Iterator[Timing]:
    """How fast a translator learns and writes, beside one sentence at a time."""
    from nlp_core import bench_sequences

    yield from bench_sequences.sequences()


def transformer() -> Iterator[Timing]:
    """How fast a Transformer's block is, and its translator beside the GRU."""
    from nlp_core import bench_transformer

    yield from bench_transformer.transformer()


def language_models() -> Iterator[Timing]:
    """How fast language models learn and write, on Tiny Shakespeare where it is here."""
    from nlp_core import bench_lm

    yield from bench_lm.language_models()


TOPICS: dict[str, Callable[[], Iterator[Any]]] = {
    "text": text,
    "public": public,
    "vectors": vectors,
    "sequences": sequences,
    "transformer": transformer,
    "lm": language_models,
}


def _trained(name: str, spec: Any) -> Timing:
    """One training, reading the text apart: its seconds, words a second, and its scores."""
    bundle = spec.build()
    points = spec.fit(bundle)
    next(points)  # the text is read, and what is compiled is compiled
    began = time.perf_counter()
    (last,) = deque(points, maxlen=1)
    told = ", ".join(f"{key} {value:,.4g}" for key, value in last.metrics.items())
    return Timing(name, time.perf_counter() - began, told)


def _asked(spec: Any, repeat: int) -> Iterator[Timing]:
    """What a visitor asks of the shipped vectors of one language."""
    from nlp_core.engine.library import Library
    from nlp_core.places import MODELS, default_cache
    from nlp_core.recipes.public_vectors import word_vectors
    from nlp_core.text.embeddings import analogy, neighbours
    from nlp_core.text.nearest import nearest
    from nlp_core.text.projection import principal

    found = Library(MODELS, default_cache(), memory_bytes=2**28, disk_bytes=2**31).find(spec)
    if found is None:
        return
    space = word_vectors(found)
    a, b, c = space.words[100], space.words[200], space.words[300]
    asked: dict[str, Callable[[], Any]] = {
        "neighbours": lambda: neighbours(space, a),
        "an analogy": lambda: analogy(space, a, b, c),
        "words spelt alike": lambda: nearest(f"{a}x", space.words, 4),
        "principal components of 1,500": lambda: principal(space.unit[:1500], 3),
    }
    told = f"{len(space.words):,} words"
    for name, run in asked.items():
        yield best(f"{name}, {spec.language}", run, lambda _: told, repeat)


def _subwords(language: str, texts: list[str], repeat: int) -> Iterator[Timing]:
    bases: tuple[Base, ...] = ("bytes", "characters")
    for base in bases:
        learn = partial(train, texts, vocab_size=_room(texts, base) + MERGES, base=base)
        name = f"BPE over {base}, {language}, {MERGES} merges asked"
        yield best(name, learn, lambda bpe: f"{len(bpe.merges)} merges", repeat)
    tokenizer = train(texts, vocab_size=256 + MERGES).fast
    yield best(
        f"encode, {language} (through tokenizers)",
        lambda: sum(len(one.ids) for one in tokenizer.encode_batch(texts)),
        lambda tokens: f"{tokens:,} tokens",
        repeat,
    )


def _counting(language: str, texts: list[str], repeat: int) -> Iterator[Timing]:
    def counted() -> Any:
        documents = [[token.text for token in written_words(one)] for one in texts]
        vocabulary = build_vocabulary(documents)
        return vocabulary, count(documents, vocabulary)

    yield best(
        f"words cut and counted, {language}",
        counted,
        lambda both: f"{len(texts):,} texts, {len(both[0]):,} words",
        repeat,
    )
    vocabulary, counts = counted()
    labels = [("a", "b")[i % 2] for i in range(len(texts))]
    yield best(
        f"naive Bayes fitted and asked, {language}",
        lambda: predict(fit_naive_bayes(counts, labels, vocabulary), counts),
        lambda found: f"{len(found):,} verdicts",
        repeat,
    )


def _room(texts: list[str], base: Base) -> int:
    """What the vocabulary needs before its first merge."""
    return 256 if base == "bytes" else 1 + len(set("".join(texts)))


def _texts(language: str, size: int) -> Iterator[str]:
    folder = os.environ.get("NLP_REVISITED_DATA")
    if folder and language == "ko":
        rows = (Path(folder) / "nsmc" / "train.tsv").read_text(encoding="utf-8").splitlines()[1:]
        yield from (row.split("\t")[1] for row in rows)
    elif folder:
        path = Path(folder) / "tinyshakespeare" / "input.txt"
        yield from path.read_text(encoding="utf-8").split("\n\n")
    else:
        # A sentence has some forty bytes.
        yield from (sentence.text for sentence in sentences(language, size // 25, seed=0))
