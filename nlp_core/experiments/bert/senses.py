"""One spelling, two meanings: whether a word's vectors part by meaning, layer by layer.

How often two vectors of one meaning are nearer (cosine) than two of different meanings; a half is
chance. Two controls: the meanings dealt out at random, and a word of one meaning whose sentences
are of two kinds. Where that word parts too, vectors tell kinds of contexts, of which meaning is one
(Reif et al. 2019 find senses in BERT; Ethayarajh 2019 how contextual vectors are).
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.experiments.bert.cloze import BERT
from nlp_core.experiments.bert.sentence import Read, read
from nlp_core.memory import never, per_model
from nlp_core.training.packing import CLS, SEP

EACH = 12  # sentences of each meaning that are measured
LEAST = 4
DEALS = 20  # of the random control
Rule = Callable[[str, str], int | None]
"""The meaning (0 or 1) by the words before and after, without their signs; None: not told."""


@dataclass(frozen=True)
class Ambiguous:
    """A spelling, how its meaning is told, and sentences to show, three of each meaning."""

    word: str
    rule: Rule
    shown: tuple[str, ...]


def _counting(before: str, _: str) -> int | None:
    return int(before in ("한", "두", "세", "네", "다섯", "여섯"))


def _said(before: str, _: str) -> int | None:
    return int(before.endswith("의"))


def _new(_: str, after: str) -> int | None:
    if after in ("한", "옆을", "옆에"):
        return 0
    return 1 if after else None


def _read(before: str, after: str) -> int | None:
    return int(after.startswith("읽") and before == "된")


def _deep(before: str, after: str) -> int | None:
    if before in ("a", "the", "deep", "shallow"):
        return 0
    return 1 if after == "because" else None


def _therefore(before: str, _: str) -> int | None:
    return int(before in ("is", "was"))


def _hers(before: str, after: str) -> int | None:
    return int(bool(after))


def _in_language(before: str, after: str) -> int | None:
    return int(before == "a" and after == "in")


WORDS: dict[str, tuple[Ambiguous, ...]] = {
    "ko": (
        Ambiguous(
            "말을",
            _said,
            (
                "안나는 마구간 앞에서 말을 보았다.",
                "농부가 말을 씻겨 주었다.",
                "여왕이 말을 사랑했다.",
                "공주가 의사의 말을 들었지만 너무 무례해서 믿지 않았다.",
                "왕이 판사의 말을 들었지만 너무 지쳐서 믿지 않았다.",
                "소년이 가수의 말을 들었지만 너무 어려서 믿지 않았다.",
            ),
        ),
        Ambiguous(
            "개를",
            _counting,
            (
                "안나는 하루 종일 개를 찾아다녔다.",
                "민호는 개를 사랑했다.",
                "유나는 집 앞에서 개를 보았다.",
                "지훈은 장난감 다섯 개를 만들었다.",
                "농부는 사과 세 개를 먹었다.",
                "소녀는 공책 네 개를 샀다.",
            ),
        ),
        Ambiguous(
            "새",
            _new,
            (
                "소녀가 새 한 마리를 보았다.",
                "소가 새 옆을 지나갔다.",
                "숲에 새 한 마리가 살았다.",
                "남자는 새 책을 샀다.",
                "학교에서 새 우산을 잃어버렸다.",
                "농부가 새 모자를 썼다.",
            ),
        ),
    ),
    "en": (
        Ambiguous(
            "well",
            _deep,
            (
                "Gulliver saw a shallow well in the land of dwarfs.",
                "Gulliver saw a deep well in the land of giants.",
                "The dwarfs made the well shallower than before.",
                "The cat hid behind the chair well because it was so wide.",
                "The hen hid behind the basket well because it was so big.",
                "The dog hid behind the tree well because it was so small.",
            ),
        ),
        Ambiguous(
            "so",
            _therefore,
            (
                "It was cold, so it kept the baby warm.",
                "It rained at night, so Sujin came home by bus.",
                "Jihun was sad, so he cried.",
                "The bear pulled the tree with ease because it was so small.",
                "The duck ran away from the tiger because it was so slow.",
                "The goat climbed the table with ease because it was so light.",
            ),
        ),
        Ambiguous(
            "her",
            _hers,
            (
                "Tom came to help her.",
                "Minho came to help her.",
                "Anna came to help her.",
                "The queen likes her throne.",
                "The mother likes her sofa.",
                "The wife is in the apartment with her friend.",
            ),
        ),
    ),
}
CONTROL: dict[str, Ambiguous] = {
    "ko": Ambiguous("책을", _read, ()),
    "en": Ambiguous("book", _in_language, ()),
}
Occurrence = tuple[Read, int, int]


def occurrences(one: Ambiguous, sentences: Iterable[Read]) -> list[Occurrence]:
    """Where the word stands in sentences, and its meaning there."""
    found = []
    for sentence in sentences:
        bare = ["", *(word.bare for word in sentence.words), ""]
        for place, word in enumerate(sentence.words):
            if word.bare == one.word:
                before = "" if word_ends(sentence, place - 1) else bare[place]
                meaning = one.rule(before, bare[place + 2])
                if meaning is not None:
                    found.append((sentence, place, meaning))
    return found


def word_ends(sentence: Read, place: int) -> bool:
    """Whether a sign stands behind the word at ``place``, so that the next begins anew."""
    return place >= 0 and bool(sentence.words[place].signs)


def shown(one: Ambiguous) -> list[Occurrence]:
    """The sentences to show, three of each meaning."""
    return occurrences(one, (read(text) for text in one.shown))


@per_model(16, shared=never)
@torch.inference_mode()
def vectors(run: BERT, found: Read, place: int) -> NDArray[np.float32]:
    """The word's vector at each layer, the embedding first: (L + 1, C), the mean of its pieces."""
    begin = 1 + sum(len(word.pieces) for word in found.words[:place]) + found.words[place].lead
    end = begin + max(found.words[place].core, 1)
    tokens = torch.tensor([[CLS, *found.pieces, SEP]])
    _, steps = run.model.explain(tokens)
    layers = [steps[0].entered, *(step.output for step in steps)]
    return torch.stack([layer[0, begin:end].mean(0) for layer in layers]).numpy()


def cosines(table: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine (N, N) between each two of N vectors (N, C)."""
    unit = table / np.maximum(np.linalg.norm(table, axis=-1, keepdims=True), 1e-9)
    return unit @ unit.T


def parted(table: NDArray[np.float32], meanings: Sequence[int]) -> float:
    """How often two of one meaning are nearer than two of different meanings; ties count half.

    >>> parted(np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1]], dtype=np.float32), [0, 0, 1, 1])
    1.0
    """
    near = cosines(table).round(5)
    upper = np.triu_indices(len(near), 1)
    same = np.equal.outer(meanings, meanings)[upper]
    one, other = near[upper][same], near[upper][~same]
    ahead = (one[:, None] > other).mean() + 0.5 * (one[:, None] == other).mean()
    return float(ahead)


def measured(run: BERT, found: Sequence[Occurrence]) -> dict[str, list[float]]:
    """How well the meanings part at each layer, and when they are dealt out at random."""
    meanings = [meaning for _, _, meaning in found]
    tables = np.stack([vectors(run, sentence, place) for sentence, place, _ in found], axis=1)
    dice = random.Random(0)
    dealt = [dice.sample(meanings, len(meanings)) for _ in range(DEALS)]
    return {
        "meaning": [parted(table, meanings) for table in tables],
        "dealt": [float(np.mean([parted(table, one) for one in dealt])) for table in tables],
    }


def balanced(found: Sequence[Occurrence]) -> list[Occurrence]:
    """At most ``EACH`` of each meaning, as many of one as of the other."""
    sides = [[one for one in found if one[2] == meaning] for meaning in (0, 1)]
    count = min(EACH, *(len(side) for side in sides))
    return [one for side in sides for one in side[:count]] if count >= LEAST else []
