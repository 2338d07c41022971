"""The n-gram model of the little world: the control of the GPT that reads the same text."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from nlp_core.corpora.little_world import TEXT_VERSION as WORLD
from nlp_core.corpora.pretraining.documents import LANGUAGES, VERSION
from nlp_core.corpora.pretraining.passages import Passages
from nlp_core.corpora.pretraining.tokenizer import BOS, EOS, VOCAB_SIZES
from nlp_core.models.ngram import Ngram, count_runs, surprises
from nlp_core.recipes.pretraining import corpus, tokenizer_digest
from nlp_core.training.run import SEED, Bundle, Point, allowed, check, one_thread

CORPUS = "little_world"


@dataclass(frozen=True)
class NgramSpec:
    """How long the runs of tokens are that are counted."""

    NAME: ClassVar[str] = "ngram"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = f"little world {WORLD} (Apache-2.0)"  # type: ignore[misc]

    order: int = field(default=3, metadata=allowed("tokens of a run", low=1, high=5))
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no counting can use, with ValueError."""
        check(self)

    @property
    def corpus_version(self) -> int:
        """Other documents, other counts."""
        return 100 * VERSION + WORLD

    def build(self) -> Bundle[Ngram]:
        """Empty counts."""
        return self.restore({"tokenizer": tokenizer_digest(CORPUS), "sizes": [0] * self.order})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle[Ngram]:
        """A module that fits stored counts; ValueError where they are of another tokenizer."""
        if vocabulary["tokenizer"] != tokenizer_digest(CORPUS):
            raise ValueError("counted with another tokenizer")
        return Bundle(Ngram(VOCAB_SIZES[CORPUS], vocabulary["sizes"]), vocabulary)

    def fit(self, bundle: Bundle[Ngram]) -> Iterator[Point]:
        """Count; the metrics are perplexities by order and language, such as ``perplexity_3_ko``,
        on held-out passages.
        """
        with one_thread():
            text = corpus(CORPUS)
            learned = framed(text.chosen(~text.held_out))
            bundle.model = model = count_runs(learned, VOCAB_SIZES[CORPUS], self.order)
            sizes = [len(model.runs(n)[1]) for n in range(1, self.order + 1)]
            bundle.vocabulary = bundle.vocabulary | {"sizes": sizes}
            metrics: dict[str, float] = {}
            for number, language in enumerate(LANGUAGES):
                part = text.chosen(text.held_out & (text.language == number))
                for n in range(1, self.order + 1):
                    found = perplexity(model, framed(part), n)
                    metrics[f"perplexity_{n}_{language}"] = found
            loss = sum(math.log(metrics[f"perplexity_{self.order}_{one}"]) for one in LANGUAGES)
            yield Point(len(learned), len(learned), loss / len(LANGUAGES), metrics)


def framed(text: Passages) -> list[list[int]]:
    """Each passage between BOS and EOS, as a GPT reads it."""
    begins = [0, *text.ends[:-1].tolist()]
    return [
        [BOS, *text.tokens[begin:end].tolist(), EOS]
        for begin, end in zip(begins, text.ends.tolist(), strict=True)
    ]


def perplexity(model: Ngram, texts: list[list[int]], order: int) -> float:
    """The perplexity of an order on some texts."""
    found = [surprises(model, text, order) for text in texts]
    return math.exp(float(sum(one.sum() for one in found)) / sum(map(len, found)))


SHIPPED = (NgramSpec(),)
DEFAULTS = SHIPPED
