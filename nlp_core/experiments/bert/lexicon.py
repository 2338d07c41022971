"""The words that a hidden word may be: those of the training text, by how many pieces they have."""

from collections.abc import Iterable

import torch
from torch import Tensor

from nlp_core.corpora.pretraining.passages import encode
from nlp_core.experiments.bert.sentence import CORPUS, MOST_HIDDEN

Pieces = tuple[int, ...]


class Lexicon:
    """Words as pieces, and which piece may follow which beginning of a word of so many pieces."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._following: dict[tuple[int, Pieces], set[int]] = {}
        texts = sorted(self.words)
        for ids in encode(texts, CORPUS):
            if len(ids) <= MOST_HIDDEN:
                self._add(tuple(ids))

    def _add(self, word: Pieces) -> None:
        for place, piece in enumerate(word):
            self._following.setdefault((len(word), word[:place]), set()).add(piece)

    def following(self, begun: Pieces, own: Pieces) -> Tensor:
        """The pieces (N,) that may follow the pieces ``begun`` in a word as long as ``own``, which
        is a word itself, whether it is known or not.
        """
        found = self._following.get((len(own), begun), set())
        place = len(begun)
        if own[:place] == begun:
            found = found | {own[place]}
        return torch.tensor(sorted(found))
