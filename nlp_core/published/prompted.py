"""A published GPT-2 answers a prompt of examples, and none of its weights change.

How likely it is to write the wanted answer is asked after no example, after the first, the first
two and so on; and once more with the examples' answers dealt to each other, which keeps the look of
the prompt and takes away what belongs together (Min et al. 2022).
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from nlp_core.errors import LearnerError
from nlp_core.models.gpt import Gpt
from nlp_core.published.asking import UNKNOWN, checkpoint
from nlp_core.published.going_on import MOST_READ, go_on
from nlp_core.published.loading import Checkpoint
from nlp_core.text.prompts import ARROWS, parse
from nlp_core.training.sampling import Sampling

MOST_EXAMPLES = 8
GREEDY = Sampling(0.0)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Prompted:
    """What the model wrote after the whole prompt, and the wanted ``answer``: what was written,
    where none was given.

    ``right`` holds the answer's probability after 0, 1, ... N examples, ``dealt`` the same after
    examples with each other's answers; it is empty where all answers are alike.
    """

    question: str
    written: str
    answer: str
    right: tuple[float, ...]
    dealt: tuple[float, ...]
    read: int
    left_out: int
    unknown: int
    seconds: float


@torch.inference_mode()
def answer(folder: str, text: str, wanted: str = "") -> Prompted:
    """Ask a typed prompt, lines ``word > answer`` and at last ``word >``.

    LearnerError as ``text.prompts.parse`` and ``go_on``, "many-examples" (``count``, ``limit``).
    """
    began = time.perf_counter()
    head, pairs, question = _parts(text)
    one = checkpoint(folder)
    between = _line_break(one)

    def spelled(pairs: Sequence[Pair]) -> str:
        lines = [f"{word} > {answer}" for word, answer in pairs]
        return between.join([*head, *lines, f"{question} >"])

    found = go_on(folder, spelled(pairs), GREEDY)
    end = "·" if between == "\n" else between.strip()  # as ``said`` spells the end of a line
    written = found.written.split(end)[0].strip()
    asked = wanted.strip() or written
    after = f" {asked}" if asked else ""
    others = dealt([answer for _, answer in pairs])
    swapped = [(word, other) for (word, _), other in zip(pairs, others, strict=False)]
    none = chance(one, spelled([]), after)
    right, wrong = (
        (none, *(chance(one, spelled(row[: n + 1]), after) for n in range(len(row))))
        for row in (pairs, swapped)
    )
    took = time.perf_counter() - began
    return Prompted(
        question,
        written,
        asked,
        right,
        wrong if others else (),
        len(found.tokens),
        found.left_out,
        found.unknown,
        took,
    )


def _parts(text: str) -> tuple[list[str], list[Pair], str]:
    """A line that describes what to do, if there is one, the examples, and the question."""
    prompt = parse(text, longest=max(1, len(text)))
    pairs = [("".join(word), "".join(answer)) for word, answer in prompt.examples]
    if len(pairs) > MOST_EXAMPLES:
        raise LearnerError("many-examples", count=len(pairs), limit=MOST_EXAMPLES)
    first = text.strip().splitlines()[0].strip()
    return [] if ARROWS.search(first) else [first], pairs, "".join(prompt.question)


def dealt(answers: Sequence[str]) -> list[str]:
    """Each answer at another's place, moved on by the number of places that leaves the fewest where
    they were; nothing where that changes nothing.

    >>> dealt(["a", "b", "a"]), dealt(["good", "bad", "bad", "good"]), dealt(["a", "a"])
    (['b', 'a', 'a'], ['bad', 'good', 'good', 'bad'], [])
    """

    def stayed(moved: Sequence[str]) -> int:
        return sum(a == b for a, b in zip(answers, moved, strict=True))

    moves = [[*answers[n:], *answers[:n]] for n in range(1, len(answers))]
    best = min(moves, key=stayed, default=list(answers))
    return best if stayed(best) < len(answers) else []


def chance(one: Checkpoint, before: str, after: str) -> float:
    """How likely a GPT is to write ``after`` behind ``before``: the product over its tokens, the
    last ``MOST_READ`` of both read. NaN where nothing is left to be written.
    """
    model = one.published.model
    if not isinstance(model, Gpt):
        raise LearnerError("model-architecture", why=one.published.kind)
    ids, begun = (one.tokenizer.encode(text).ids for text in (before + after, before))
    alike = next(
        (i for i, (a, b) in enumerate(zip(ids, begun, strict=False)) if a != b), len(begun)
    )
    asked = min(len(ids) - alike, len(ids) - 1)
    if asked < 1:
        return math.nan
    ids = ids[-min(MOST_READ, model.config.n_position) :]
    asked = min(asked, len(ids) - 1)
    states = model(torch.tensor([ids[:-1]]))[0, -asked:]  # (A, C)
    scores = model.token_scores(states).float()[:, : one.tokenizer.get_vocab_size()]
    logs = scores.log_softmax(-1).gather(1, torch.tensor(ids[-asked:])[:, None])
    return float(logs.sum().exp())


def _line_break(one: Checkpoint) -> str:
    """What stands between lines: a line break, a comma where the tokenizer has no such sign."""
    ids = one.tokenizer.encode("\n").ids
    unknown = {one.tokenizer.token_to_id(name) for name in UNKNOWN}
    return "\n" if ids and not unknown & set(ids) else ", "
