"""Word2Vec for long texts: one window after the other in compiled loops, on several threads.

``training.word2vec`` takes a chunk of text at once in products of tensors, which is what a GPU is
good at. On a CPU its many short operations keep it on one thread, and CBOW, which has little to
multiply, stays behind word2vec.c. Loops over the windows have neither limit, but Python is far too
slow for them: numba compiles the functions below as they stand, and lets go of Python's lock, with
no compiler on the machine. Without numba, or with the model on a GPU, ``train`` is the one of
``training.word2vec``: same loss, same reports.

As in word2vec.c, a window is one step of gradient descent, or one for each of its words in
skip-gram, with negatives of its own; but the gradient of CBOW is divided by the number of words
(Irsoy et al. 2021) unless ``whole_steps`` are asked for. Threads write into the same tables without
locks (Recht et al. 2011), so only training on one thread repeats itself to the last digit.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from nlp_core.models.word2vec import Word2Vec
from nlp_core.training import word2vec as plain
from nlp_core.training.run import one_thread
from nlp_core.training.word2vec import Progress, report_steps
from nlp_core.training.word2vec_windows import (
    Settings,
    Text,
    keep_probability,
    noise_distribution,
    subsampled,
)

Array = NDArray[Any]
STRIDE = 16  # chunks that a thread takes at once, with one learning rate
AHEAD = 32  # how many of these wait at most
TOLD = 64  # the loss is summed over one window in so many, for logarithms are slow
ZERO, ONE, LIMIT = map(np.float32, (0, 1, 30))  # Python's own would make all sums double


def ask(output: Array, asked: Array, hidden: Array, error: Array, rate: float, told: bool) -> float:
    """Does ``asked[0]`` stand here, and the negatives behind it? Moves their output vectors.

    ``hidden`` (C,) is what is given; ``error`` (C,) gets what it should move by. Returns the loss
    if it is to be ``told``.
    """
    loss = 0.0
    for i in range(len(hidden)):
        error[i] = ZERO
    for k in range(len(asked)):
        row = output[asked[k]]
        score = ZERO
        for i in range(len(hidden)):
            score += hidden[i] * row[i]
        score = min(max(score, -LIMIT), LIMIT)  # too high a rate sends vectors far out
        push = rate * ((ONE if k == 0 else ZERO) - ONE / (ONE + math.exp(-score)))
        for i in range(len(hidden)):
            old = row[i]
            error[i] += push * old
            row[i] = old + push * hidden[i]
        if told:
            loss += math.log1p(math.exp(-score if k == 0 else score))
    return loss


def draw(urn: tuple[Array, Array], asked: Array, seed: int) -> int:
    """Puts negatives behind ``asked[0]``; returns the next seed.

    A linear congruence modulo 2**64 (Knuth's MMIX), of which the upper 31 bits are used.
    """
    aliases, accepted = urn
    for k in range(1, len(asked)):
        seed = seed * 6364136223846793005 + 1442695040888963407
        place = ((seed >> 33) & 0x7FFFFFFF) * len(aliases)
        word = place >> 31  # and how far within its cell:
        asked[k] = word if (place & 0x7FFFFFFF) < accepted[word] else aliases[word]
    return seed


def skip_gram(
    ask: Callable[..., float], draw: Callable[..., int], tables: tuple[Array, Array],
    ids: Array, centre: int, low: int, high: int, urn: tuple[Array, Array], asked: Array,
    hidden: Array, error: Array, rate: float, whole: bool, seed: int, told: bool,
) -> tuple[float, int, int]:  # fmt: skip
    """Each context word is given in turn, and the centre is asked about.

    As in word2vec.c; over the whole text these are the pairs of "centre given, context asked".
    Returns the loss, the number of examples and the next seed.
    """
    loss = 0.0
    for place in range(low, high):
        if place != centre:
            vector = tables[0][ids[place]]
            seed = draw(urn, asked, seed)
            loss += ask(tables[1], asked, vector, error, rate, told)
            for i in range(len(error)):
                vector[i] += error[i]
    return loss, high - low - 1, seed


def cbow(
    ask: Callable[..., float], draw: Callable[..., int], tables: tuple[Array, Array],
    ids: Array, centre: int, low: int, high: int, urn: tuple[Array, Array], asked: Array,
    hidden: Array, error: Array, rate: float, whole: bool, seed: int, told: bool,
) -> tuple[float, int, int]:  # fmt: skip
    """The mean of the context words is given, and the centre is asked about."""
    share = ONE / np.float32(high - low - 1)
    for i in range(len(hidden)):
        hidden[i] = ZERO
    for place in range(low, high):
        if place != centre:
            vector = tables[0][ids[place]]
            for i in range(len(hidden)):
                hidden[i] += share * vector[i]
    seed = draw(urn, asked, seed)
    loss = ask(tables[1], asked, hidden, error, rate, told)
    for place in range(low, high):
        if place != centre:
            vector = tables[0][ids[place]]
            for i in range(len(error)):
                vector[i] += error[i] if whole else share * error[i]
    return loss, 1, seed


def walk(
    learn: Callable[..., tuple[float, int, int]], ask: Callable[..., float],
    draw: Callable[..., int], tables: tuple[Array, Array], ids: Array, sentence: Array,
    span: tuple[int, int], window: int, negatives: int, urn: tuple[Array, Array],
    rate: float, whole: bool, seed: int,
) -> tuple[float, int]:  # fmt: skip
    """Learn from the windows whose centres stand in ``span``; each looks 1 to ``window`` far.

    Returns the loss of the first windows, one in ``TOLD``, and the number of their examples.
    """
    hidden, error = np.empty_like(tables[0][0]), np.empty_like(tables[0][0])
    asked = np.empty(1 + negatives, dtype=np.int64)
    loss, examples = 0.0, 0
    for centre in range(span[0], span[1]):
        seed = seed * 6364136223846793005 + 1442695040888963407
        reach = 1 + (((seed >> 33) & 0x7FFFFFFF) * window >> 31)
        low, high = max(0, centre - reach), min(len(ids), centre + reach + 1)
        while sentence[low] != sentence[centre]:
            low += 1
        while sentence[high - 1] != sentence[centre]:
            high -= 1
        if high - low > 1:
            asked[0] = ids[centre]
            told = (centre - span[0]) * TOLD < span[1] - span[0]
            found = learn(
                ask, draw, tables, ids, centre, low, high, urn, asked, hidden, error, rate,
                whole, seed, told,
            )  # fmt: skip
            seed = found[2]
            if told:
                loss, examples = loss + found[0], examples + found[1]
    return loss, examples


@cache
def compiled(objective: str) -> Callable[..., tuple[float, int]] | None:
    """``walk`` with what it calls, compiled (seconds, once a process); None without numba."""
    try:
        from numba import njit
    except ImportError:
        return None
    quick = njit(nogil=True, fastmath=True, error_model="numpy")
    learn = skip_gram if objective == "skip-gram" else cbow
    return partial(quick(walk), quick(learn), quick(ask), quick(draw))


def alias_table(noise: Tensor) -> tuple[Array, Array]:
    """An urn that is drawn from in two looks (Walker 1977): words of ``noise`` (V,).

    Pick any word w; keep it in ``accepted[w]`` of 2**31 cases, else take ``aliases[w]``.
    """
    share = (noise.double() * len(noise) / noise.double().sum()).tolist()
    aliases, accepted = np.arange(len(share)), np.full(len(share), 2**31)
    poor = [word for word, height in enumerate(share) if height < 1]
    rich = [word for word, height in enumerate(share) if height >= 1]
    while poor and rich:
        small, large = poor.pop(), rich[-1]
        aliases[small], accepted[small] = large, round(share[small] * 2**31)
        share[large] -= 1 - share[small]
        if share[large] < 1:
            poor.append(rich.pop())
    return aliases, accepted


def train(
    model: Word2Vec,
    texts: Iterable[Text],
    counts: Tensor,
    settings: Settings,
    dice: torch.Generator,
    *,
    threads: int = 2,
    reports: int = 40,
) -> Iterator[Progress]:
    """As ``training.word2vec.train``, on ``threads`` threads; a step is ``chunk`` words, as there.

    ``shared`` and ``cap`` have nothing to do, for the gradients of one window alone are summed.
    """
    if compiled(settings.objective) is None or model.input.weight.device.type != "cpu":
        yield from plain.train(model, texts, counts, settings, dice, reports=reports)
        return
    keep, learn = keep_probability(counts, settings.subsample), learning(model, counts, settings)
    due, total, chunk = report_steps(settings.steps, reports), settings.steps, settings.chunk
    step, jobs = 0, list[Future[tuple[float, int]]]()
    with ThreadPoolExecutor(threads) as pool:
        for text in texts:
            with one_thread():
                thinned = subsampled(text, keep, dice)
            start, length = 0, len(thinned.ids)
            while start < length and step < total:
                steps = min(STRIDE, min(at for at in due if at > step) - step)
                span = start, min(start + steps * chunk, length)
                rate = settings.learning_rate * (1 - step / total)
                seed = int(torch.randint(2**62, (1,), generator=dice))
                jobs.append(pool.submit(learn, thinned, span, rate, seed))
                step, start = step + math.ceil((span[1] - start) / chunk), span[1]
                if step in due:
                    loss, examples = map(sum, zip(*(job.result() for job in jobs), strict=True))
                    yield Progress(step, total, loss / max(examples, 1))
                    jobs = []
                elif len(jobs) >= AHEAD:
                    jobs[-AHEAD].result()
            if step == total:
                return


def learning(
    model: Word2Vec, counts: Tensor, settings: Settings
) -> Callable[[Text, tuple[int, int], float, int], tuple[float, int]]:
    """``walk`` for one model: text, span, rate and seed in, loss and examples out."""
    walk = compiled(settings.objective)
    assert walk
    tables = tuple(table.weight.detach().numpy() for table in (model.input, model.output))
    urn = alias_table(noise_distribution(counts))

    def learn(text: Text, span: tuple[int, int], rate: float, seed: int) -> tuple[float, int]:
        ids, sentence, rate = text.ids.numpy(), text.sentence.numpy(), tables[0].dtype.type(rate)
        window, negatives, whole = settings.window, settings.negatives, settings.whole_steps
        return walk(tables, ids, sentence, span, window, negatives, urn, rate, whole, seed)

    return learn
