"""What counting alone says of a hidden word: how frequent words are, and which stand side by side.

The two-sided bigram multiplies what the word before and the word after say. Like the models, it is
told how many pieces the word has.
"""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from nlp_core.experiments.bert.sentence import Read
from nlp_core.models.bigram import Bigram

EDGE = 0  # the number of what stands before the first word and after the last


class WordCounts:
    """Counts over the words of some sentences."""

    def __init__(self, sentences: Iterable[Read]) -> None:
        numbers: dict[str, int] = {"": EDGE}
        lengths = [0]
        pairs: list[tuple[int, int]] = []
        for one in sentences:
            row = [EDGE]
            for word in one.words:
                if word.bare not in numbers:
                    numbers[word.bare] = len(numbers)
                    lengths.append(word.core)
                row.append(numbers[word.bare])
            pairs += zip(row, [*row[1:], EDGE], strict=True)
        left, right = torch.tensor(pairs).unbind(1)
        self.numbers = numbers
        self._lengths = torch.tensor(lengths)
        self._bigram = Bigram(left, right, len(numbers))

    def knows(self, word: str) -> bool:
        """Whether the word stood in the sentences."""
        return bool(word) and word in self.numbers

    def ranks(self, found: Read, place: int) -> dict[str, int]:
        """The rank of the hidden word (0: likeliest) by each way of counting; words that never
        stood there at the end."""
        word = found.words[place]
        fits = self._lengths == word.core
        fits[EDGE] = False
        number = self.numbers.get(word.bare)
        ways = {
            "unigram": self._bigram.share,
            "bigram": self._bigram.between(*self._beside(found, place), unknown=-1)[0],
        }
        return {
            name: _rank(chances, fits, number) if number is not None else len(self.numbers)
            for name, chances in ways.items()
        }

    def _beside(self, found: Read, place: int) -> tuple[Tensor, Tensor]:
        words = ["", *(one.bare for one in found.words), ""]
        left, right = (self.numbers.get(words[place + 1 + step], EDGE) for step in (-1, 1))
        return torch.tensor([left]), torch.tensor([right])


def _rank(chances: Tensor, fits: Tensor, number: int) -> int:
    return int((chances[fits] > chances[number]).sum())


def within(ranks: Sequence[int], most: int) -> float:
    """How often a rank is below ``most``."""
    return sum(rank < most for rank in ranks) / max(len(ranks), 1)
