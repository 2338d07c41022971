"""What the offset of an analogy adds: the same questions, asked with a part of them left out.

a : b = c : d is answered by the word nearest to b - a + c, the question's own words left out. Its
accuracy alone does not show that b - a carries a relation. Where b tells the kind of word (a
capital) and c what it belongs to (Japan), the word nearest to b + c is already the answer: the four
words are corners of a parallelogram, whose middle is as near to a as to d, and a is left out. What
taking a away adds shows on the questions that no control answers, and on crossed ones, whose pairs
differ in one thing more: in big : bigger = short : shorter the middle of "bigger" and "short" is as
near to "smaller" and to "longer". See Linzen 2016 (arXiv 1606.07736) on such controls.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.embeddings import Question, Vectors

OFFSET = "b - a + c"
CONTROLS = ("b + c", "b", "c")
WEIGHTS = {OFFSET: (-1, 1, 1), "b + c": (0, 1, 1), "b": (0, 1, 0), "c": (0, 0, 1)}  # of a, b, c


def answer_ranks(
    vectors: Vectors, questions: Sequence[Question], asked: str = OFFSET, *, left_out: str = "abc"
) -> NDArray[np.int64]:
    """The place of d among the words nearest to what is ``asked`` (of WEIGHTS), (N,), 1 is first.

    ``left_out`` names the question's words that are no candidates. A question with an unknown word
    has the place after the last.
    """
    ranks = np.full(len(questions), len(vectors.words) + 1)
    for i, question in enumerate(questions):
        if all(word in vectors.index for word in question):
            ids = dict(zip("abcd", (vectors.index[word] for word in question), strict=True))
            target = np.array(WEIGHTS[asked]) @ vectors.unit[[ids["a"], ids["b"], ids["c"]]]  # (C,)
            scores = vectors.unit @ target  # (V,)
            score = scores[ids["d"]]
            scores[[ids[name] for name in left_out]] = -np.inf
            ranks[i] = 1 + (scores > score).sum()
    return ranks


@dataclass(frozen=True)
class Share:
    """``hits`` of ``count`` questions."""

    hits: int
    count: int

    @property
    def accuracy(self) -> float:
        """From 0 to 1; NaN without questions."""
        return self.hits / self.count if self.count else float("nan")


@dataclass(frozen=True)
class Controlled:
    """Questions answered with the offset and by each control.

    ``accuracy`` and ``reciprocal_rank`` (mean of 1 / the place of d) are by what is asked, OFFSET
    and CONTROLS. ``a_stays`` is the accuracy by b - a + c and b + c if a is a candidate too.
    ``beyond`` is how many of the questions that no control answers the offset does, ``lost`` how
    many of those that b + c answers it does not.
    """

    count: int
    accuracy: dict[str, float]
    reciprocal_rank: dict[str, float]
    a_stays: dict[str, float]
    beyond: Share
    lost: Share


def controlled(vectors: Vectors, questions: Sequence[Question]) -> Controlled:
    """Ask every question in each way of WEIGHTS."""
    ranks = {asked: answer_ranks(vectors, questions, asked) for asked in WEIGHTS}
    first = {asked: found == 1 for asked, found in ranks.items()}
    hard = ~np.any([first[control] for control in CONTROLS], axis=0)
    easy = first["b + c"]
    staying = {
        asked: answer_ranks(vectors, questions, asked, left_out="bc") for asked in (OFFSET, "b + c")
    }
    return Controlled(
        count=len(questions),
        accuracy={asked: float(found.mean()) for asked, found in first.items()},
        reciprocal_rank={asked: float((1 / found).mean()) for asked, found in ranks.items()},
        a_stays={asked: float((found == 1).mean()) for asked, found in staying.items()},
        beyond=Share(int((first[OFFSET] & hard).sum()), int(hard.sum())),
        lost=Share(int((easy & ~first[OFFSET]).sum()), int(easy.sum())),
    )
