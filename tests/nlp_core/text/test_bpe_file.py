"""A tokenizer's small file says everything."""

import pytest

from nlp_core.text.bpe import train
from nlp_core.text.bpe_file import as_text, from_text

TEXTS = ["낮은 low lower lowest 낮다 낮게", "\t이상한 \\ \"따옴표\" 'quotes'"]


def test_what_was_written_is_read() -> None:
    bpe = train(TEXTS * 3, vocab_size=300, special=("[PAD]", "[MASK]"))
    again = from_text(as_text(bpe))
    assert again == bpe and again.encode(TEXTS[1]) == bpe.encode(TEXTS[1])
    assert len(as_text(bpe).splitlines()) == len(bpe.merges) + 3


def test_characters_have_an_alphabet_of_their_own() -> None:
    with pytest.raises(ValueError, match="over bytes"):
        as_text(train(TEXTS, vocab_size=100, base="characters"))
