"""Transfer: a pre-trained BERT learns to judge reviews from few labels, beside other beginnings.

All ways have the same network, the same labelled texts and as many steps; they differ in what the
weights are when they begin, and in the learning rates that suit it (``WAYS``). Devlin et al. 2019,
section 3.2, fine-tune all weights; Howard & Ruder 2018 draw the error against the number of labels.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar

import torch

from nlp_core.corpora import public, reviews
from nlp_core.corpora.labelled_texts import CORPORA, SPOKEN, TESTED, Labelled, Row, labelled
from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.corpora.reviews import LABELS, LANGUAGES
from nlp_core.models.bert import Bert
from nlp_core.models.text_classifier import TextClassifier
from nlp_core.recipes.mini_models import MINI_BERT
from nlp_core.recipes.pretraining import PretrainingSpec, tokenizer_digest
from nlp_core.text.plain import plain
from nlp_core.training.classification import (
    Plan,
    Rates,
    Texts,
    accuracy,
    as_texts,
    learn,
    learn_head,
)
from nlp_core.training.language_model import fast_bfloat16
from nlp_core.training.run import (
    SEED,
    Bundle,
    Point,
    allowed,
    best_device,
    check,
    one_thread,
    seeded,
)

BATCH, LARGE_BATCH = 32, 128
LEAST_STEPS = 60
EPOCHS, MORE_EPOCHS = 2.0, 3.0
REPORTS, REPORTED = 6, 400  # how often it is scored while it learns, and on how many texts
MANY = 100_000  # labels from which on batches are large and all test texts are taken
WAYS: dict[str, Rates] = {
    "pretrained": Rates(0.004, 5e-4, 3e-3),
    "embeddings": Rates(0.01, 3e-3, 3e-3),
    "scratch": Rates(0.005, 6e-3, 6e-3),
    "frozen": Rates(0.0, 0.0, 1e-2),
}
"""What begins with which weights, and its learning rates: "pretrained" with all of the base's,
"embeddings" with its token table and new blocks, "scratch" with none; "frozen" keeps all of the
base's as they are and learns the head alone. The rates are the best of 3 to 12 that were tried for
each way with this base, on 100 and 1,000 labels of three to five seeds, and scored on 2,000 other
texts of NSMC's training part."""


@dataclass(frozen=True)
class FineTuningSpec:
    """What decides a classifier: its beginning, the labelled texts, and how many."""

    NAME: ClassVar[str] = "fine_tuning"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8

    way: str = field(default="pretrained", metadata=allowed("weights to begin with", WAYS))
    corpus: str = field(default="reviews", metadata=allowed("texts with labels", CORPORA))
    language: str = field(default="ko", metadata=allowed("language of the texts", LANGUAGES))
    labels: int = field(
        default=100, metadata=allowed("labelled texts to learn from", low=2, high=150_000)
    )
    scale: float = field(
        default=1.0, metadata=allowed("multiplies the learning rates", low=0.01, high=100)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        spoken = SPOKEN.get(self.corpus, self.language)
        if self.language != spoken:
            raise ValueError(f"{self.corpus} is of one language: it must be {spoken}")

    @property
    def DATA(self) -> str:
        """The labelled texts and what the base read, with their licences."""
        if self.corpus in SPOKEN:
            texts = f"{self.corpus}, {public.CORPORA[self.corpus].licence}"
        else:
            texts = f"reviews {reviews.VERSION} (written for this project, Apache-2.0)"
        return texts if self.base is None else f"{texts}; begins with: {self.base.DATA}"

    @property
    def network(self) -> PretrainingSpec:
        """The BERT whose encoder it has, whatever it begins with."""
        return MINI_BERT

    @property
    def base(self) -> PretrainingSpec | None:
        """The trained model whose weights it begins with; None for no other's."""
        return None if self.way == "scratch" else self.network

    @property
    def corpus_version(self) -> str:
        """Other texts, another network or another base: another model."""
        described = json.dumps([self.network.VERSION, asdict(self.network)], sort_keys=True)
        pieces = tokenizer_digest(self.network.corpus)
        digest = hashlib.sha256(f"{described}{pieces}".encode()).hexdigest()[:12]
        return f"{reviews.VERSION}-{digest}"

    @property
    def batch(self) -> int:
        """Texts a step."""
        return LARGE_BATCH if self.labels >= MANY else BATCH

    @property
    def steps(self) -> int:
        """A few times through the texts, and at least ``LEAST_STEPS`` batches."""
        epochs = MORE_EPOCHS if self.labels >= MANY else EPOCHS
        return max(LEAST_STEPS, round(epochs * self.labels / self.batch))

    @property
    def rates(self) -> Rates:
        """The learning rates of the way."""
        usual = WAYS[self.way]
        return Rates(*(self.scale * one for one in asdict(usual).values()))

    def build(self) -> Bundle[TextClassifier]:
        """The seeded network with new weights; its vocabulary names the tokenizer by a digest."""
        with seeded(self.seed):
            config = self.network.build().model.config
            model = TextClassifier(config, len(LABELS))
        return Bundle(model, {"tokenizer": tokenizer_digest(self.network.corpus)})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle[TextClassifier]:
        """The model for stored weights; ValueError where they belong to another tokenizer."""
        if vocabulary != {"tokenizer": tokenizer_digest(self.network.corpus)}:
            raise ValueError("trained with another tokenizer")
        return self.build()

    def begin(self, bundle: Bundle[TextClassifier], base: Bert) -> None:
        """Take over the weights of the trained ``base``, as far as the way does."""
        bundle.model.take(base, context=self.way != "embeddings")

    def texts_of(self, found: Labelled) -> tuple[list[Row], list[Row]]:
        """The texts to learn from, and those to be scored on: not all where labels are few."""
        tested = found.tested if self.labels >= MANY else found.tested[:TESTED]
        return found.first(self.labels), list(tested)

    def fit(self, bundle: Bundle[TextClassifier]) -> Iterator[Point]:
        """Train; accuracy on texts held out, on few of them until the end."""
        with one_thread():
            yield from self.fit_on(bundle, labelled(self.corpus, self.language, self.seed))

    def fit_on(self, bundle: Bundle[TextClassifier], found: Labelled) -> Iterator[Point]:
        """Train on the first texts of ``found``, and be scored on those it holds out."""
        device = best_device()
        model = bundle.model.to(device)
        bfloat16 = fast_bfloat16(device)
        learned, tested = self.texts_of(found)
        texts, last_test = (as_tokens(rows, self.network.corpus) for rows in (learned, tested))
        few = last_test.at(torch.arange(min(REPORTED, len(tested)), device=device))
        plan = Plan(self.steps, self.batch, REPORTS, self.seed, bfloat16)

        def measure(last: bool) -> dict[str, float]:
            part = last_test if last else few
            return {"accuracy": accuracy(model, part, bfloat16=bfloat16)}

        if self.way == "frozen":
            points = learn_head(model, texts, self.rates.head, plan, measure)
        else:
            points = learn(model, texts, self.rates, plan, measure)
        for point in points:  # for who watches
            yield replace(point, snapshot={"accuracy": torch.tensor(point.metrics["accuracy"])})


def as_tokens(rows: list[Row], corpus: str) -> Texts:
    """Labelled texts as the base reads them, on the best device."""
    ids = encode([plain(text) for text, _ in rows], corpus)
    return as_texts(ids, [label for _, label in rows], LONGEST + 3, best_device())


FILM_JUDGES = {
    "ko": FineTuningSpec(corpus="nsmc", labels=10_000),
    "en": FineTuningSpec(corpus="sentence_polarity", language="en", labels=8_000),
}
"""What the BERT lesson asks for its verdict on a review; with few labels a class trains its own."""
SHIPPED = tuple(FILM_JUDGES.values())
DEFAULTS = SHIPPED[:1]
