"""An expression of w, x and y, read against an allow-list and built node by node in PyTorch.

Nothing is ever handed to Python: a tokenizer and a recursive descent (Aho et al., Compilers, 2006,
section 4.4) know numbers, three variables, five operators and nine functions, and nothing else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.errors import LearnerError

VARIABLES = ("w", "x", "y")
FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "exp": torch.exp,
    "log": torch.log,
    "sin": torch.sin,
    "cos": torch.cos,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "sqrt": torch.sqrt,
    "abs": torch.abs,
}
OPERATORS: dict[str, Callable[..., Tensor]] = {
    "+": torch.add,
    "-": torch.sub,
    "*": torch.mul,
    "/": torch.div,
    "**": torch.pow,
    "neg": torch.neg,
}

MOST_CHARACTERS = 120
MOST_NODES = 32
DEEPEST = 12
GREATEST_NUMBER = 1e6
GREATEST_EXPONENT = 10

# Other ways to write the same: keyboards, textbooks and mathematics.
_SPELLINGS = str.maketrans(
    {"^": "**", "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "√": "sqrt "}
    | {"∗": "*", "∙": "*", "•": "*", "ˆ": "**", "＾": "**", "∕": "/", "σ": "sigmoid", "（": "("}
    | {"）": ")", "＋": "+", "－": "-", "＊": "*", "／": "/", "，": ",", "．": "."}
    | dict(zip("０１２３４５６７８９", "0123456789", strict=True))
)
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_POWERS = re.compile("⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NAMES = {"ln": "log"}

_TOKEN = re.compile(r"\s*(\d+\.?\d*|\.\d+|\*\*|[-+*/()]|[^\W\d]\w*|\S)", re.ASCII)


@dataclass(frozen=True)
class Node:
    """A number, a variable or an operation on earlier nodes; ``name`` is as in the text."""

    name: str
    inputs: tuple[int, ...] = ()
    number: float | None = None


@dataclass(frozen=True)
class Expression:
    """Nodes, inputs before users and the result last; a variable is one node however often used."""

    text: str
    nodes: tuple[Node, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that occur, in alphabetical order."""
        return tuple(sorted(node.name for node in self.nodes if node.name in VARIABLES))


def parse(text: str) -> Expression:
    """Read an expression with Python's precedences; an opening ``y =`` is allowed and dropped.

    >>> [node.name for node in parse("-w * x ** 2").nodes]
    ['w', 'neg', 'x', '2', '**', '*']

    ``x^2`` and ``x²`` are ``x**2``, ``w × x`` is ``w * x``, ``ln`` is ``log``, ``X`` is ``x``.

    Raises LearnerError expression-empty, -long, -deep, -large, -symbol, -name, -call, -unexpected,
    -comma, -end, -number, -exponent or -tower.
    """
    text = re.sub(r"^\s*[A-Za-z]\s*=(?!=)", "", text).strip()
    if not text:
        raise LearnerError("expression-empty")
    if len(text) > MOST_CHARACTERS:
        raise LearnerError("expression-long", length=len(text), most=MOST_CHARACTERS)
    reader = _Reader(_TOKEN.findall(_spelled(text)))
    reader.sum(0)
    if reader.token:
        raise _unexpected(reader.token)
    return Expression(text, tuple(reader.nodes))


def _spelled(text: str) -> str:
    raised = _POWERS.sub(lambda power: "**" + power[0].translate(_RAISED), text)
    return raised.translate(_SPELLINGS)


def _unexpected(token: str) -> LearnerError:
    if token == ",":
        return LearnerError("expression-comma")
    return LearnerError("expression-unexpected", token=token)


class _Reader:
    """The recursive descent: one method for each level of precedence, returning a node's index."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.nodes: list[Node] = []

    @property
    def token(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.token
        self.place += 1
        return token

    def add(self, node: Node) -> int:
        """Append a node, or find the variable that is there already."""
        if node.name in VARIABLES and node in self.nodes:
            return self.nodes.index(node)
        if len(self.nodes) == MOST_NODES:
            raise LearnerError("expression-large", most=MOST_NODES)
        self.nodes.append(node)
        return len(self.nodes) - 1

    def sum(self, depth: int) -> int:
        if depth > DEEPEST:
            raise LearnerError("expression-deep", most=DEEPEST)
        left = self.product(depth)
        while self.token in ("+", "-"):
            left = self.add(Node(self.take(), (left, self.product(depth))))
        return left

    def product(self, depth: int) -> int:
        left = self.signed(depth)
        while self.token in ("*", "/"):
            left = self.add(Node(self.take(), (left, self.signed(depth))))
        return left

    def signed(self, depth: int) -> int:
        if depth > DEEPEST:
            raise LearnerError("expression-deep", most=DEEPEST)
        if self.token in ("+", "-"):
            sign = self.take()
            inner = self.signed(depth + 1)
            return inner if sign == "+" else self.add(Node("neg", (inner,)))
        return self.power(depth)

    def power(self, depth: int) -> int:
        base = self.atom(depth)
        if self.token != "**":
            return base
        self.take()
        first = len(self.nodes)
        exponent = self.signed(depth + 1)
        for node in self.nodes[first:]:
            if node.name == "**":
                raise LearnerError("expression-tower")
            if node.number is not None and node.number > GREATEST_EXPONENT:
                raise LearnerError("expression-exponent", most=GREATEST_EXPONENT)
        return self.add(Node("**", (base, exponent)))

    def atom(self, depth: int) -> int:
        token = self.take()
        low = token.lower()  # a phone begins with a capital, papers write ReLU
        token = _NAMES.get(low, low if low in VARIABLES or low in FUNCTIONS else token)
        if not token:
            raise LearnerError("expression-end")
        if token[0] in "0123456789" or (token[0] == "." and len(token) > 1):
            if len(token) > 12 or float(token) > GREATEST_NUMBER:
                raise LearnerError("expression-number", most=f"{GREATEST_NUMBER:,.0f}")
            return self.add(Node(token, number=float(token)))
        if token in VARIABLES:
            return self.add(Node(token))
        if token == "(":
            return self.closed(depth)
        if token in FUNCTIONS:
            if self.take() != "(":
                raise LearnerError("expression-call", name=token)
            return self.add(Node(token, (self.closed(depth),)))
        if token.isidentifier():
            raise LearnerError("expression-name", name=token[:20])
        if token in "+-*/**),":
            raise _unexpected(token)
        raise LearnerError("expression-symbol", symbol=token)

    def closed(self, depth: int) -> int:
        inside = self.sum(depth + 1)
        if not self.token:
            raise LearnerError("expression-end")
        if self.token != ")":
            raise _unexpected(self.token)
        self.take()
        return inside


def evaluate(expression: Expression, values: Mapping[str, Tensor]) -> list[Tensor]:
    """One tensor per node, each made from its inputs by PyTorch: this *is* the computation graph.

    ``values`` may have any (one) shape, so that a grid is evaluated at once.
    """
    some = next(iter(values.values()), torch.zeros((), dtype=torch.float64))
    results: list[Tensor] = []
    for node in expression.nodes:
        inputs = [results[i] for i in node.inputs]
        if node.number is not None:
            results.append(
                torch.full_like(some, node.number, dtype=torch.float64, requires_grad=False)
            )
        elif not inputs:
            results.append(values[node.name])
        else:
            results.append((FUNCTIONS | OPERATORS)[node.name](*inputs))
    return results
