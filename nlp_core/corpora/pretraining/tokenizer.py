"""The pre-trained models' tokenizers: bytes merged into pieces of two languages.

The public text has about 8,000 pieces. The little world, which tiny models learn from in front of a
class, has 1,500 of its own, whole letters all: with the others a tiny model would spend most of its
weights on words that never come.
"""

import itertools
from collections.abc import Iterator
from functools import cache

from nlp_core.corpora.pretraining.documents import LANGUAGES, Document, documents, little_world
from nlp_core.places import CORPORA
from nlp_core.text.bpe import Bpe, train
from nlp_core.text.bpe_file import as_text, from_text
from nlp_core.text.bpe_letters import train_on_letters

SPECIALS = ("[PAD]", "[CLS]", "[SEP]", "[MASK]", "[BOS]", "[EOS]")
PAD, CLS, SEP, MASK, BOS, EOS = range(6)
VOCAB_SIZES = {"public": 8_000, "little_world": 1_500, "stories": 1_500}
READ = 250_000  # documents of each language that the pieces are learned from
_FILES = {
    "public": CORPORA / "pretraining.bpe.json",
    "little_world": CORPORA / "little_world.bpe.json",
    "stories": CORPORA / "little_world.bpe.json",
}


@cache
def tokenizer(corpus: str = "public") -> Bpe:
    """The tokenizer that the models of a corpus were trained with."""
    return from_text(_FILES[corpus].read_text(encoding="utf-8"))


def texts_of(corpus: str, language: str) -> Iterator[Document]:
    """The documents of a corpus in one language; LearnerError "no-corpus" as ``documents``."""
    if corpus == "public":
        return documents(language)
    told = little_world(language)
    return (one for one in told if corpus != "stories" or len(one.sentences) > 1)


def build_tokenizer(corpus: str) -> None:
    """Learn the pieces anew and store them; the models must then be trained anew.

    ``python -c "from nlp_core.corpora.pretraining.tokenizer import build_tokenizer as b;
    b('little_world')"``
    """
    texts = (
        sentence
        for language in LANGUAGES
        for one in itertools.islice(texts_of(corpus, language), READ)
        if not one.held_out
        for sentence in one.sentences
    )
    spaced = (text for one in texts for text in (one, " " + one))
    learn = train if corpus == "public" else train_on_letters
    bpe = learn(spaced, vocab_size=VOCAB_SIZES[corpus], special=SPECIALS)
    _FILES[corpus].write_text(as_text(bpe), encoding="utf-8")
