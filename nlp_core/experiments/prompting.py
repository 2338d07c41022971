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

from nlp_core.corpora.draws import LONGEST
from nlp_core.corpora.episodes import CHARACTERS, NEWLINE
from nlp_core.corpora.rules import SYMBOLS, Rule
from nlp_core.errors import LearnerError
from nlp_core.experiments.ideal_learner import consistent_rules, vote
from nlp_core.experiments.shots import family_episodes, written_lines
from nlp_core.text.prompts import Prompt
from nlp_core.training.language_model import continue_text

MOST_TOKENS = 152  # what the models were trained to look back on
TEMPLATE = "_.="  # these mean something in a description, and there alone
END = "⏎"


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

    Raises LearnerError long-prompt if the model could not look back on all of it.
    """
    table = dict(symbols) | {c: c for c in ">\n"}
    lines = [[*word, ">", *answer, "\n"] for word, answer in prompt.examples]
    body = [c for line in lines for c in line] + [*prompt.question, ">"]
    template = [c if c in TEMPLATE else table[c] for c in prompt.description]
    header = ["#", *template, "\n"] if template else []
    text = ["\n", *header, *(table[c] for c in body)]
    room = MOST_TOKENS - 2 * LONGEST - 1
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
    """What the ideal learner makes of a prompt: rules that fit, and its answers with their shares.

    ``rule`` is the likeliest rule in the prompt's own characters, None without one; ``held_out``
    says whether that rule, as the model sees it, was kept out of training.
    """

    n_rule: int
    shares: dict[str, float]
    rule: Rule | None
    held_out: bool


def read_ideally(prompt: Prompt) -> Reading:
    """Ask the ideal learner the same question (see ``ideal_learner``)."""
    symbols = relabel(prompt)
    back = {symbol: c for c, symbol in symbols.items()}
    word = "".join(symbols[c] for c in prompt.question)
    examples = [
        ("".join(symbols[c] for c in one), "".join(symbols[c] for c in two))
        for one, two in prompt.examples
    ]
    rules = consistent_rules(examples) if examples else {}
    if not rules:
        return Reading(0, {}, None, False)
    best = max(rules, key=lambda rule: rules[rule])
    shares = vote(rules, word)
    return Reading(
        len(rules),
        {_translate(text, back): share for text, share in shares.items()},
        Rule(best.family, _translate(best.first, back), _translate(best.second, back), best.place),
        best.held_out,
    )


def _translate(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(c, c) for c in text)


def drawn_lines(
    family: str, number: int, shots: int, *, unseen: bool = True, described: bool = False
) -> tuple[Rule, str, str]:
    """Rule ``number`` of a family, a prompt with ``shots`` examples, and the right answer."""
    data = family_episodes(family, 1, 10_000 + number, unseen=unseen)
    rule, lines = data.rules.rule(0), written_lines(data, 0)
    question, right = lines[shots]
    header = [f"# {rule.description}"] if described and rule.description else []
    examples = [f"{word} > {result}" for word, result in lines[:shots]]
    return rule, "\n".join([*header, *examples, f"{question} >"]), right


def fingerprint(model: nn.Module) -> str:
    """Sixteen hexadecimal digits of SHA-256 over every weight: equal only if nothing changed."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]


def shorten(prompt: Prompt, shots: int) -> Prompt:
    """The prompt with its first ``shots`` examples only."""
    return Prompt(prompt.examples[:shots], prompt.question, prompt.description)


def agrees(reading: Reading, written: str) -> bool:
    """Whether the ideal learner's likeliest answer is the written one."""
    return next(iter(reading.shares), None) == written


def columns_to_show(result: Answer, most: int = 12) -> Sequence[int]:
    """The columns with the largest probability anywhere, in the prompt's order, others last."""
    peak = result.probabilities.max(axis=0)
    return sorted(np.argsort(-peak, kind="stable")[:most].tolist())
