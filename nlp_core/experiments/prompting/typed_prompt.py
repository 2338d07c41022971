"""Asking a frozen model: a typed prompt becomes tokens, the model writes, nothing in it changes.

The model knows 32 symbols and has met each in every role, so that it matters which characters are
the same and not which they are. A prompt's characters may therefore be any at all: each distinct
one borrows a symbol, and the answer is read back through the same table.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from nlp_core.corpora.letter_rules.episodes import CHARACTERS, NEWLINE, WINDOW
from nlp_core.corpora.letter_rules.rules import FAMILIES, SYMBOLS
from nlp_core.corpora.letter_rules.scope import LONGEST
from nlp_core.errors import LearnerError
from nlp_core.experiments.prompting.few_shot import family_episodes, written_lines
from nlp_core.experiments.prompting.ideal_learner import consistent_rules, vote
from nlp_core.text.prompts import Prompt
from nlp_core.training.language_model import continue_text

TEMPLATE = "_.="  # these mean something in a description, and there alone
END = "⏎"
DRAWN_SEED = 10_000  # rules that the lesson draws, apart from those that were measured


@dataclass(frozen=True)
class Answer:
    """What a model wrote: ``steps`` (N,) characters, the last an ``END`` if the answer was ended.

    ``probabilities`` (N, K) give each of the ``columns`` (the prompt's characters, END, and "" for
    all others together) at each step.
    """

    steps: tuple[str, ...]
    columns: tuple[str, ...]
    probabilities: NDArray[np.float32]

    @property
    def text(self) -> str:
        """The written answer."""
        return "".join(step for step in self.steps if step != END)

    @property
    def confidence(self) -> NDArray[np.float32]:
        """The probability of each written character, (N,)."""
        return self.probabilities.max(axis=1)


def relabel(prompt: Prompt) -> dict[str, str]:
    """A symbol of its own for every character: itself if it is one, else a free one.

    Raises LearnerError too-many-characters beyond 32 distinct ones.
    """
    described = [c for c in prompt.description if c not in TEMPLATE]
    used = list(dict.fromkeys([*prompt.characters, *described]))
    if len(used) > len(SYMBOLS):
        raise LearnerError("too-many-characters", count=len(used), limit=len(SYMBOLS))
    free = iter([symbol for symbol in SYMBOLS if symbol not in used])
    return {c: c if c in SYMBOLS else next(free) for c in used}


def encode(prompt: Prompt, symbols: Mapping[str, str]) -> list[int]:
    """The prompt as token ids, up to and with the question's arrow.

    Raises LearnerError long-prompt where the models were not measured any more.
    """
    text = "\n"
    if prompt.description:
        text += "#" + "".join(c if c in TEMPLATE else symbols[c] for c in prompt.description) + "\n"
    for word, result in prompt.examples:
        text += f"{_translate(word, symbols)}>{_translate(result, symbols)}\n"
    text += f"{_translate(prompt.question, symbols)}>"
    room = WINDOW - 2 * LONGEST - 1
    if len(text) > room:
        raise LearnerError("long-prompt", count=len(text), limit=room)
    return [CHARACTERS.index(c) for c in text]


def answer(model: nn.Module, prompt: Prompt) -> Answer:
    """Let ``model`` write the answer to the prompt's question, likeliest character by character."""
    symbols = relabel(prompt)
    tokens = torch.tensor(encode(prompt, symbols))
    rows = continue_text(model, tokens, stop=NEWLINE, limit=2 * LONGEST + 1).numpy()  # (N, V)
    names = {CHARACTERS.index(symbol): c for c, symbol in symbols.items()} | {NEWLINE: END}
    for token in rows.argmax(axis=1):  # a character the prompt never used
        names.setdefault(int(token), CHARACTERS[token])
    known = rows[:, list(names)]  # (N, K - 1)
    others = np.clip(1 - known.sum(axis=1, keepdims=True), 0, 1)
    steps = tuple(names[int(token)] for token in rows.argmax(axis=1))
    return Answer(steps, (*names.values(), ""), np.concatenate([known, others], axis=1))


@dataclass(frozen=True)
class Reading:
    """What the ideal learner makes of a prompt: how many rules fit, and its answers' shares.

    ``held_out`` says whether the likeliest rule, as the model sees it, was kept out of training.
    """

    n_rule: int
    shares: dict[str, float]
    held_out: bool

    def numbers(self) -> dict[str, object]:
        """The numbers of rules and answers, and the likeliest answer with its share."""
        answer, share = next(iter(self.shares.items()))
        return {"rules": self.n_rule, "n": len(self.shares), "answer": answer, "share": share}


def read_ideally(prompt: Prompt) -> Reading:
    """Ask the ideal learner the same question (see ``ideal_learner``)."""
    symbols = relabel(prompt)
    back = {symbol: c for c, symbol in symbols.items()}
    examples = [
        (_translate(one, symbols), _translate(two, symbols)) for one, two in prompt.examples
    ]
    question = _translate(prompt.question, symbols)
    rules = consistent_rules(examples, question=question) if examples else {}
    if not rules:
        return Reading(0, {}, False)
    shares = vote(rules, question)
    best = max(rules, key=lambda rule: rules[rule])
    named = {_translate(text, back): share for text, share in shares.items()}
    return Reading(len(rules), named, best.held_out)


def _translate(text: Sequence[str], table: Mapping[str, str]) -> str:
    return "".join(table.get(c, c) for c in text)


def drawn_lines(kind: str, number: int, shots: int, *, described: bool = False) -> tuple[str, str]:
    """A prompt with ``shots`` examples of held-out rule ``number`` of a family; the right answer.

    ``kind`` may also be "operation" (letter operations of the training) or "unseen" (others).
    """
    family = kind if kind in FAMILIES else "operation"
    data = family_episodes(family, 1, DRAWN_SEED + number, unseen=kind != "operation")
    rule, lines = data.rules.rule(0), written_lines(data, 0)
    header = [f"# {rule.description}"] if described and rule.description else []
    examples = [f"{word} > {result}" for word, result in lines[:shots]]
    question, right = lines[shots]
    return "\n".join([*header, *examples, f"{question} >"]), right


def fingerprint(model: nn.Module) -> str:
    """Sixteen hexadecimal digits of SHA-256 over every weight: equal only if nothing changed."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]
