"""A byte-level tokenizer as a small file: its special tokens and its merges say everything."""

import json

from nlp_core.text.bpe import Bpe
from nlp_core.text.bpe_base import BYTE_ALPHABET
from nlp_core.text.bpe_plain import Merge


def as_text(bpe: Bpe) -> str:
    """The tokenizer as JSON, a merge a line: left, right, frequency.

    Raises ValueError for a tokenizer over characters, whose alphabet is its own.
    """
    if bpe.base != "bytes":
        raise ValueError("only a tokenizer over bytes is stored this way")
    merges = ",\n".join(
        json.dumps(" ".join(map(str, one)), ensure_ascii=False) for one in bpe.merges
    )
    return f'{{"special": {json.dumps(bpe.special)},\n"merges": [\n{merges}\n]}}\n'


def from_text(text: str) -> Bpe:
    """The tokenizer that ``as_text`` wrote.

    >>> from nlp_core.text.bpe import train
    >>> bpe = train(["low lower lowest"], vocab_size=262, special=("[MASK]",))
    >>> from_text(as_text(bpe)) == bpe
    True
    """
    stored = json.loads(text)
    merges = []
    for line in stored["merges"]:
        left, right, frequency = line.split(" ")
        merges.append(Merge(left, right, int(frequency)))
    return Bpe("bytes", BYTE_ALPHABET, tuple(merges), tuple(stored["special"]))
