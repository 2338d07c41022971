"""What pre-training is measured by on held-out rows, each beside a baseline that only counts."""

import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp_core.models.albert import Albert
from nlp_core.models.bert import Bert
from nlp_core.models.bigram import Bigram
from nlp_core.models.electra import Electra
from nlp_core.models.gpt import Gpt
from nlp_core.models.masks import same_document
from nlp_core.training.packing import IGNORED, MASK, N_SPECIAL, OUTSIDE, Rows
from nlp_core.training.pretraining import Hidden, at, fill, following, hide

SHARE = 0.15  # of places hidden when measuring, whatever training hid
TOP = 5
SEED = 15
AT_ONCE = 32  # rows


def count_neighbours(rows: Rows, vocab_size: int) -> Bigram:
    """The bigram counts of rows, within their examples."""
    inside = rows.document[:, 1:] == rows.document[:, :-1]
    inside &= rows.document[:, 1:] != OUTSIDE
    return Bigram(rows.tokens[:, :-1][inside], rows.tokens[:, 1:][inside], vocab_size)


def measure(model: nn.Module, held_out: dict[str, Rows], most_rows: int) -> dict[str, float]:
    """The metrics of a model on at most ``most_rows`` rows a language, such as ``top5_ko``."""
    judge = {Gpt: perplexity, Electra: detection}.get(type(model), filled_in)
    found: dict[str, float] = {}
    for language, rows in held_out.items():
        metrics = judge(model, rows.batch(0, most_rows))  # type: ignore[operator]
        found |= {f"{name}_{language}": value for name, value in metrics.items()}
    return found


def baseline(
    model: nn.Module, held_out: dict[str, Rows], most_rows: int, bigram: Bigram
) -> dict[str, float]:
    """What counting neighbours reaches where ``measure`` measures the model; nothing for ELECTRA,
    whose chance is .5.
    """
    if isinstance(model, Electra):
        return {}
    judge, name = filled_in_by_counts, "bigram_top5"
    if isinstance(model, Gpt):
        judge, name = perplexity_by_counts, "bigram_perplexity"
    return {
        f"{name}_{language}": judge(bigram, rows.batch(0, most_rows))
        for language, rows in held_out.items()
    }


def filled_in(model: Bert | Albert, rows: Rows) -> dict[str, float]:
    """How often a hidden token is among the five likeliest, and a pair is judged rightly."""
    hits, asked, right, pairs = 0.0, 0, 0.0, 0
    for part, hidden in _hidden(rows):
        states = model(hidden.tokens, part.segment, same_document(part.document))
        on = hidden.targets != IGNORED
        scores = model.token_scores(at(states, hidden.places)[on])
        hits, asked = hits + _among_first(scores, hidden.targets[on]), asked + int(on.sum())
        known = part.answer != IGNORED
        verdict = model.pair_scores(states[known]).argmax(-1)
        right += float((verdict == part.answer[known]).sum())
        pairs += int(known.sum())
    return {"top5": hits / max(asked, 1), "pairs": right / max(pairs, 1)}


def filled_in_by_counts(bigram: Bigram, rows: Rows) -> float:
    """How often the two-sided bigram has a hidden token among its five likeliest.

    It reads what the model reads: a neighbour that is hidden too says nothing.
    """
    hits, asked = 0.0, 0
    for _, hidden in _hidden(rows):
        on = hidden.targets != IGNORED
        framed = functional.pad(hidden.tokens, (1, 1), value=MASK)  # beyond a row nothing is known
        left, right = (framed.gather(1, hidden.places + 1 + step)[on] for step in (-1, 1))
        hits += _among_first(bigram.between(left, right, unknown=MASK), hidden.targets[on])
        asked += int(on.sum())
    return hits / max(asked, 1)


def perplexity(model: Gpt, rows: Rows) -> dict[str, float]:
    """The perplexity of the next token."""
    total, asked = 0.0, 0
    for part in _parts(rows):
        targets = following(part)
        on = targets != IGNORED
        scores = model.token_scores(model(part.tokens, same_document(part.document))[:, :-1][on])
        logs = scores.float().log_softmax(-1)
        total -= float(logs.gather(-1, targets[on][:, None]).sum())
        asked += int(on.sum())
    return {"perplexity": math.exp(total / max(asked, 1))}


def perplexity_by_counts(bigram: Bigram, rows: Rows) -> float:
    """The perplexity of the next token from the one before it alone."""
    targets = following(rows)
    on = targets != IGNORED
    chances = bigram.chance(rows.tokens[:, :-1][on], targets[on])
    return math.exp(-float(chances.log().mean()))


def detection(model: Electra, rows: Rows) -> dict[str, float]:
    """How well the discriminator tells the generator's replacements from originals (area under the
    curve; .5 is chance), and how often the generator's likeliest token is the original.
    """
    scores, labels, right, asked = [], [], 0.0, 0
    dice = torch.Generator(rows.tokens.device).manual_seed(SEED)
    for part, hidden in _hidden(rows):
        mask = same_document(part.document)
        states = model.guess_states(hidden.tokens, part.segment, mask)
        guesses = model.guesses(at(states, hidden.places))
        replaced = fill(part.tokens, hidden, guesses, dice)
        verdict = model.replaced(model(replaced.tokens, part.segment, mask))
        real = part.tokens >= N_SPECIAL
        scores.append(verdict[real].float())
        labels.append(replaced.fake[real])
        on = hidden.targets != IGNORED
        right += float((guesses.argmax(-1) == hidden.targets)[on].sum())
        asked += int(on.sum())
    auc = area_under_curve(torch.cat(scores), torch.cat(labels))
    return {"auc": auc, "generator": right / max(asked, 1)}


def area_under_curve(scores: Tensor, labels: Tensor) -> float:
    """How often a positive scores above a negative, (N,) each; ties count half. NaN without both.

    >>> area_under_curve(torch.tensor([0.1, 0.4, 0.4, 0.9]), torch.tensor([0, 0, 1, 1]).bool())
    0.875
    """
    n_positive = int(labels.sum())
    n_negative = len(labels) - n_positive
    if not n_positive or not n_negative:
        return math.nan
    _, value, times = scores.unique(return_inverse=True, return_counts=True)
    middle = times.cumsum(0) - (times - 1) / 2  # the mean rank of each distinct score
    ranks = middle.double()[value]
    total = float(ranks[labels].sum()) - n_positive * (n_positive + 1) / 2
    return total / (n_positive * n_negative)


def _parts(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows.tokens), AT_ONCE):
        yield rows.batch(start, AT_ONCE)


def _hidden(rows: Rows) -> Iterator[tuple[Rows, Hidden]]:
    """Rows and what is hidden of them, always the same; every hidden token is a [MASK]."""
    dice = torch.Generator(rows.tokens.device).manual_seed(SEED)
    for part in _parts(rows):
        yield part, hide(part.tokens, SHARE, dice, kept=0.0)


def _among_first(scores: Tensor, targets: Tensor) -> float:
    return float((scores.topk(TOP, dim=-1).indices == targets[:, None]).any(-1).sum())
