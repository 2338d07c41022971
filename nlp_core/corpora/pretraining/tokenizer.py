"""The pre-trained models' tokenizer: bytes merged into about 8,000 pieces of two languages."""

import itertools
from functools import cache

from nlp_core.corpora.pretraining.documents import LANGUAGES, documents
from nlp_core.places import CORPORA
from nlp_core.text.bpe import Bpe, train
from nlp_core.text.bpe_file import as_text, from_text

SPECIALS = ("[PAD]", "[CLS]", "[SEP]", "[MASK]", "[BOS]", "[EOS]")
PAD, CLS, SEP, MASK, BOS, EOS = range(6)
VOCAB_SIZE = 8_000
READ = 250_000  # documents of each language that the pieces are learned from
_FILE = CORPORA / "pretraining.bpe.json"


@cache
def tokenizer() -> Bpe:
    """The tokenizer that the models were trained with."""
    return from_text(_FILE.read_text(encoding="utf-8"))


def build_tokenizer() -> None:
    """Learn the pieces anew and store them; the models must then be trained anew.

    ``python -c "from nlp_core.corpora.pretraining.tokenizer import build_tokenizer as b; b()"``
    """
    texts = (
        sentence
        for language in LANGUAGES
        for one in itertools.islice(documents(language), READ)
        if not one.held_out
        for sentence in one.sentences
    )
    spaced = (text for one in texts for text in (one, " " + one))
    bpe = train(spaced, vocab_size=VOCAB_SIZE, special=SPECIALS)
    _FILE.write_text(as_text(bpe), encoding="utf-8")
