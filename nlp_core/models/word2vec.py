"""Word2Vec: a word's vector is what helps to guess its neighbours (Mikolov et al. 2013a, 2013b).

Two tables of vectors, and one yes/no question asked again and again: does this word really stand
here, or was it drawn from a hat? Skip-gram is given the centre word and asked about one context
word; CBOW is given the mean of all the context words and asked about the centre word. The negative
sampling objective is equation 4 of Mikolov et al. 2013b.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

NOBODY = -1  # fills the places of `given` where no word stands


class Word2Vec(nn.Module):
    """Input vectors, which are the word vectors, and output vectors, which serve the loss."""

    def __init__(self, vocab_size: int, d_model: int) -> None:
        super().__init__()
        self.input = nn.Embedding(vocab_size, d_model)
        self.output = nn.Embedding(vocab_size, d_model)
        nn.init.uniform_(self.input.weight, -0.5 / d_model, 0.5 / d_model)
        nn.init.zeros_(self.output.weight)

    def forward(self, given: Tensor, target: Tensor, negatives: Tensor) -> Tensor:
        """Loss of each example, (B,), from word ids.

        ``given`` (B, G) holds one centre word in skip-gram and the window's words in CBOW, with
        ``NOBODY`` where the window is cut short; ``target`` (B,) is the word that really stood
        there, ``negatives`` (B, K) are words drawn at random.
        """
        hidden = mean_vector(self.input, given)  # (B, C)
        positive = hidden.unsqueeze(1) @ self.output(target).unsqueeze(2)  # (B, 1, 1)
        negative = self.output(negatives) @ hidden.unsqueeze(2)  # (B, K, 1)
        return negative_sampling_loss(positive.flatten(), negative.squeeze(2))  # (B,)


class WordVectors(nn.Module):
    """The word vectors alone (V, C), as they are kept where nothing more is asked of the loss."""

    def __init__(self, vocab_size: int, d_model: int) -> None:
        super().__init__()
        self.input = nn.Embedding(vocab_size, d_model)


def mean_vector(table: nn.Embedding, given: Tensor) -> Tensor:
    """Mean (B, C) of the rows of ``given`` (B, G); the padding id ``NOBODY`` is not counted."""
    present = (given != NOBODY).unsqueeze(2)  # (B, G, 1)
    rows = table(given.clamp(min=0)) * present  # (B, G, C)
    return rows.sum(dim=1) / present.sum(dim=1)  # (B, C)


def negative_sampling_loss(positive: Tensor, negative: Tensor) -> Tensor:
    """-log σ(u·v) - Σ log σ(-u'·v), (B,), from scores ``positive`` (B,) and ``negative`` (B, K)."""
    return -F.logsigmoid(positive) - F.logsigmoid(-negative).sum(dim=1)


def one_hot_product(table: nn.Embedding, word: int) -> tuple[Tensor, Tensor]:
    """The one-hot row of ``word`` (1, V) and its product with the table (1, C).

    The product only picks a row, and ``nn.Embedding`` picks it without multiplying.

    >>> table = nn.Embedding(5, 3)
    >>> one_hot, row = one_hot_product(table, 2)
    >>> bool(torch.equal(row, table(torch.tensor([2]))))
    True
    """
    one_hot = F.one_hot(torch.tensor([word]), table.num_embeddings)  # (1, V)
    return one_hot, one_hot.to(table.weight) @ table.weight  # (1, V) @ (V, C) = (1, C)


def examples(
    sentence: Tensor,
    centre: int,
    reach: int,
    noise: Tensor,
    *,
    objective: str,
    negatives: int,
    dice: torch.Generator,
) -> tuple[Tensor, Tensor, Tensor]:
    """What one place of a sentence (T,) asks: ``given`` (P, G), ``target`` (P,), negatives (P, K).

    Skip-gram makes one example of each word within ``reach`` of the centre, CBOW a single one of
    them all. ``noise`` (V,) is the distribution that the negatives are drawn from; it does not look
    at the sentence, so a true neighbour is drawn now and then.
    """
    around = [*range(max(0, centre - reach), centre), *range(centre + 1, centre + 1 + reach)]
    words = sentence[[place for place in around if place < len(sentence)]]  # (G,)
    middle = sentence[centre].view(1)  # (1,)
    if objective == "skip-gram":
        given, target = middle.expand(len(words), 1), words  # (G, 1), (G,)
    else:
        given, target = words.view(1, -1), middle  # (1, G), (1,)
    drawn = torch.multinomial(noise, len(target) * negatives, replacement=True, generator=dice)
    return given, target, drawn.view(len(target), negatives)
