"""How fast the translation learns and writes: ``python -m nlp_core bench sequences``.

Beside it stands what a first tutorial writes, a loop over one sentence at a time, with the same
model, data and judge. ``tests/bench/bench_sequences.py`` adds torch's own Transformer.
"""

import itertools
import time
from collections.abc import Callable, Iterable, Iterator

from torch import Tensor

from nlp_core.bench_timing import Timing
from nlp_core.models.seq2seq import PAD, Seq2Seq
from nlp_core.recipes.translation import CHECKED, LONGEST_WRITTEN, Ids, TranslationSpec, held_out
from nlp_core.training.decoding import greedy
from nlp_core.training.translation import Batch, collate, exact_matches, train

STEPS = 30
WANTED = 0.9  # exact match on held-out sentences
ALONE_RATE = 1e-3  # learning rate of one sentence at a time: 3e-3 diverges
SENTENCES = 100  # that are translated


def sequences(spec: TranslationSpec | None = None) -> Iterator[Timing]:
    """Training, time to quality and translating, each beside one sentence at a time."""
    spec = spec or TranslationSpec()
    bundle, alone = spec.build(), spec.build()
    ids = Ids(bundle.vocabulary)
    batches = list(itertools.islice(spec.batches(ids), STEPS))
    single = list(itertools.islice(one_by_one(batches), 4 * STEPS))
    yield training("train, batches of like length", spec.build().model, batches, spec.learning_rate)
    yield training("train, one sentence at a time", spec.build().model, single, ALONE_RATE)

    judge = judged(spec)
    took, reached, steps = time_to_quality(bundle.model, spec, spec.batches(ids), judge)
    yield Timing(f"to exact match {WANTED}, batches", took, f"{reached:.3f} after {steps} steps")
    share = in_the_same_time(alone.model, one_by_one(spec.batches(ids)), took)
    outcome = f"{judge(alone.model):.3f} after {share} sentences"
    yield Timing("one sentence at a time, as long", took, outcome)

    source = batches[-1].source[:SENTENCES]
    yield translating("translate, all at once", bundle.model, [source])
    rows = [row[row != PAD].unsqueeze(0) for row in source]
    yield translating("translate, one sentence at a time", bundle.model, rows)


def judged(spec: TranslationSpec) -> Callable[[Seq2Seq], float]:
    """What tells the exact match of a translator on held-out sentences."""
    ids = Ids(spec.build().vocabulary)
    made = (ids.example(pair, spec.direction) for pair in held_out()[:CHECKED])
    held = collate([one for one in made if one is not None])
    return lambda model: float(exact_matches(model, held).float().mean())


def one_by_one(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The sentences of some batches, each by itself and without padding."""
    for batch in batches:
        for source, target, links in zip(batch.source, batch.target, batch.links, strict=True):
            s, t = int((source != PAD).sum()), int((target != PAD).sum())
            yield Batch(source[None, :s], target[None, :t], links[None, : t - 2, :s])


def training(name: str, model: Seq2Seq, batches: list[Batch], rate: float) -> Timing:
    """Time a few steps; target tokens a second."""
    began = time.perf_counter()
    for _ in train(model, batches, steps=len(batches), learning_rate=rate, check=_nothing):
        pass
    seconds = time.perf_counter() - began
    tokens = sum(int((batch.target[:, 1:] != PAD).sum()) for batch in batches)
    return Timing(name, seconds, f"{tokens / seconds:,.0f} target tokens/s")


def time_to_quality(
    model: Seq2Seq,
    spec: TranslationSpec,
    batches: Iterable[Batch],
    judge: Callable[[Seq2Seq], float],
) -> tuple[float, float, int]:
    """Seconds until ``WANTED`` is reached or the steps are over, data and checks included; what was
    reached, and after how many steps."""
    began = time.perf_counter()
    points = train(
        model,
        batches,
        steps=spec.steps,
        learning_rate=spec.learning_rate,
        check=lambda: ({"exact_match": judge(model)}, None),
    )
    for point in points:
        if point.metrics["exact_match"] >= WANTED:
            break
    return time.perf_counter() - began, point.metrics["exact_match"], point.step


def in_the_same_time(model: Seq2Seq, batches: Iterator[Batch], seconds: float) -> int:
    """Train one sentence at a time for ``seconds``; how many there were."""
    until, seen = time.perf_counter() + seconds, 0

    def while_there_is_time() -> Iterator[Batch]:
        nonlocal seen
        for batch in batches:
            if time.perf_counter() > until:
                return
            seen += 1
            yield batch

    steps = 1_000_000  # the rate does not fall: nobody knows how many sentences there will be
    rest = while_there_is_time()
    for _ in train(model, rest, steps=steps, learning_rate=ALONE_RATE, check=_nothing):
        pass
    return seen


def translating(name: str, model: Seq2Seq, sources: list[Tensor]) -> Timing:
    """Time greedy translations; words a second."""
    began = time.perf_counter()
    words = sum(len(row) for source in sources for row in greedy(model, source, LONGEST_WRITTEN))
    seconds = time.perf_counter() - began
    return Timing(name, seconds, f"{words / seconds:,.0f} target tokens/s")


def _nothing() -> tuple[dict[str, float], dict[str, Tensor] | None]:
    return {}, None
