"""How a translator does on held-out sentences: helped along by the reference, and on its own.

With teacher forcing each word is predicted after the reference's words; on its own (free-running)
a model reads what it wrote itself, and one wrong word is read again at every step that follows.
"""

from dataclasses import dataclass

import torch

from nlp_core.experiments.attention.accuracy import held_out_batches
from nlp_core.memory import per_model
from nlp_core.models.seq2seq import END, PAD, SPECIALS
from nlp_core.models.translator import Translator
from nlp_core.recipes.translation import LONGEST_WRITTEN
from nlp_core.text.pieces import join
from nlp_core.text.translation_scores import corpus_bleu, corpus_chrf, words_and_signs
from nlp_core.training.decoding import beam_search, greedy
from nlp_core.training.translation import Batch

WIDTHS = (1, 2, 4, 8)
Vocabulary = tuple[tuple[str, ...], tuple[str, ...]]  # pieces of the source and of the target


@dataclass(frozen=True)
class FreeRunning:
    """Shares of held-out words and sentences, and scores from 0 to 100.

    ``next_word``: words that are right when the words before them are the reference's;
    ``own_word``: words that are right at their place when the model goes on from its own.
    """

    next_word: float
    own_word: float
    exact_match: float
    bleu: float
    chrf: float


@per_model(2)
@torch.inference_mode()
def free_running(model: Translator, vocabulary: Vocabulary, direction: str) -> FreeRunning:
    """Greedy decoding of all held-out sentences, beside teacher forcing."""
    names = (*SPECIALS, *vocabulary[1])
    right = own = words = 0
    pairs: list[tuple[list[int], list[int]]] = []
    for batch in held_out_batches(*vocabulary, direction):
        model.eval()
        wanted = batch.target[:, 1:]  # (B, T + 1)
        counted = wanted != PAD
        logits, _ = model(batch.source, batch.target[:, :-1])
        right += int(((logits.argmax(dim=-1) == wanted) & counted).sum())
        words += int(counted.sum())
        for written, reference in zip(
            greedy(model, batch.source, LONGEST_WRITTEN), _references(batch), strict=True
        ):
            pairs.append((written, reference))
            own += sum(a == b for a, b in zip([*written, END], [*reference, END], strict=False))
    texts = [(_text(one, names), _text(other, names)) for one, other in pairs]
    return FreeRunning(
        right / words,
        own / words,
        sum(one == other for one, other in pairs) / len(pairs),
        bleu_of(texts),
        corpus_chrf(texts).score,
    )


@torch.inference_mode()
def by_width(
    model: Translator, vocabulary: Vocabulary, direction: str, widths: tuple[int, ...] = WIDTHS
) -> list[dict[str, float]]:
    """Exact match, BLEU and the mean log probability of all held-out sentences for each width."""
    names = (*SPECIALS, *vocabulary[1])
    found = []
    for width in widths:
        pairs, total = [], 0.0
        for batch in held_out_batches(*vocabulary, direction):
            for row, reference in zip(batch.source, _references(batch), strict=True):
                beam = beam_search(model, row[row != PAD].unsqueeze(0), width, LONGEST_WRITTEN)
                pairs.append((beam.words(beam.finished[0]), reference))
                total += beam.finished[0].log_probability
        texts = [(_text(one, names), _text(other, names)) for one, other in pairs]
        found.append(
            {
                "width": width,
                "exact_match": sum(one == other for one, other in pairs) / len(pairs),
                "bleu": bleu_of(texts),
                "log_probability": total / len(pairs),
            }
        )
    return found


def _references(batch: Batch) -> list[list[int]]:
    """The words of each reference, without START, END and PAD."""
    return [[i for i in row[1:] if i not in (PAD, END)] for row in batch.target.tolist()]


def _text(words: list[int], names: tuple[str, ...]) -> str:
    return join(names[word] for word in words)


def bleu_of(texts: list[tuple[str, str]]) -> float:
    """BLEU over written words and signs of (translation, reference) pairs."""
    units = ((words_and_signs(one), words_and_signs(other)) for one, other in texts)
    return corpus_bleu(units).score
