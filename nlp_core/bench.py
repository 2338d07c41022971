"""How long our own parts take: ``python -m nlp_core bench text`` and others. ``tests/bench`` sets
them beside other libraries; here nothing but ours is needed.

The text is NSMC and Shakespeare where ``NLP_REVISITED_DATA`` names the folder of public data, else
the little world's, which repeats itself more and is learned faster.
"""

import os
import time
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


def sequences() -> Iterator[Timing]:
    """How fast a translator learns and writes, beside one sentence at a time."""
    from nlp_core import bench_sequences

    yield from bench_sequences.sequences()


TOPICS: dict[str, Callable[[], Iterator[Any]]] = {
    "text": text,
    "public": public,
    "sequences": sequences,
}


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
