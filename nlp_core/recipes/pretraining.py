"""The small language models of two languages, pre-trained by one recipe: the objective is a field.

BERT (Devlin et al. 2019), GPT (Radford et al. 2019), ALBERT (Lan et al. 2020) and ELECTRA (Clark et
al. 2020) read the same text, in the same order, with the same optimisers; ``models.style`` says why
their blocks are not the published ones at this size.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

import numpy as np
import torch
from torch import nn

from nlp_core.corpora.little_world import TEXT_VERSION as WORLD
from nlp_core.corpora.pretraining.documents import CREDIT, LANGUAGES, VERSION
from nlp_core.corpora.pretraining.passages import Passages, encode, gathered, passages
from nlp_core.corpora.pretraining.tokenizer import VOCAB_SIZES, texts_of, tokenizer
from nlp_core.models.albert import Albert, AlbertConfig
from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.bigram import Bigram
from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.models.style import STYLES
from nlp_core.recipes.resuming import Resuming, kept_at
from nlp_core.text.bpe_file import as_text
from nlp_core.training.language_model import fast_bfloat16
from nlp_core.training.moments import steps_of, with_sheets
from nlp_core.training.packing import BOS, Rows, Text, pack
from nlp_core.training.pretraining import OBJECTIVES, PAIRINGS, Plan, learn, optimisers
from nlp_core.training.pretraining_measures import baseline, count_neighbours, measure
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded

CORPORA = tuple(VOCAB_SIZES)
PAIRS = ("own", "next", "order")
WIDTH = 128  # tokens a row
REPORTS, REPORTED_ROWS, LAST_ROWS = 24, 64, 512
BEGINNINGS = {"ko": "고양이가", "en": "the cat"}  # what a GPT of the little world continues
ALBERT_SHARE, ELECTRA_SHARE = 4, 2  # how much narrower than the states their embeddings are


@dataclass(frozen=True)
class PretrainingSpec:
    """What decides a pre-trained model: the question it is asked, the text, and its size."""

    NAME: ClassVar[str] = "pretraining"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8  # of the shipped matrices

    objective: str = field(
        default="mlm+nsp", metadata=allowed("what the model is asked", OBJECTIVES)
    )
    corpus: str = field(default="public", metadata=allowed("text to read", CORPORA))
    d_model: int = field(default=256, metadata=allowed("size of the states", low=16, high=1024))
    n_layer: int = field(default=4, metadata=allowed("number of layers", low=1, high=24))
    n_head: int = field(default=4, metadata=allowed("heads a layer", low=1, high=16))
    style: str = field(default="compact", metadata=allowed("how blocks are built", STYLES))
    tokens: int = field(
        default=100_000_000, metadata=allowed("tokens to read", low=1, high=10_000_000_000)
    )
    rows: int = field(
        default=128, metadata=allowed(f"rows of {WIDTH} tokens a step", low=1, high=4096)
    )
    hidden: float = field(
        default=0.25, metadata=allowed("share of the tokens that is hidden", low=0.01, high=0.9)
    )
    matrix_rate: float = field(
        default=0.02, metadata=allowed("learning rate of the matrices", low=1e-5, high=1)
    )
    learning_rate: float = field(
        default=3e-3, metadata=allowed("learning rate of all else", low=1e-6, high=0.1)
    )
    pairing: str = field(
        default="own", metadata=allowed("question about pairs: the objective's own, or", PAIRS)
    )
    sharing: str = field(
        default="all", metadata=allowed("what ALBERT's layers have in common", ("all", "none"))
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.d_model % (2 * self.n_head):
            raise ValueError(f"d_model must be a multiple of {2 * self.n_head}, for its heads")
        if (self.pairing, self.sharing) != ("own", "all") and self.objective != "mlm+sop":
            raise ValueError("pairing and sharing are choices of mlm+sop alone")

    @property
    def DATA(self) -> str:
        """The corpora and their licences."""
        return CREDIT if self.corpus == "public" else f"little world {WORLD} (Apache-2.0)"

    @property
    def corpus_version(self) -> int | str:
        """Other documents, other models."""
        return VERSION if self.corpus == "public" else 100 * VERSION + WORLD

    @property
    def vocab_size(self) -> int:
        """Pieces that the model knows."""
        return VOCAB_SIZES[self.corpus]

    @property
    def pairs(self) -> str:
        """How parts of passages are paired (``packing.PAIRINGS``)."""
        return PAIRINGS[self.objective] if self.pairing == "own" else self.pairing

    @property
    def steps(self) -> int:
        """How many batches the tokens make."""
        return max(1, self.tokens // (self.rows * WIDTH))

    def build(self) -> Bundle:
        """The seeded, untrained model; its vocabulary names the tokenizer by a digest."""
        with seeded(self.seed):
            return Bundle(self._model(), {"tokenizer": tokenizer_digest(self.corpus)})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle:
        """The model for stored weights; ValueError where they belong to another tokenizer."""
        if vocabulary != {"tokenizer": tokenizer_digest(self.corpus)}:
            raise ValueError("trained with another tokenizer")
        return self.build()

    def _model(self) -> nn.Module:
        sizes: dict[str, Any] = {
            "d_model": self.d_model,
            "n_layer": self.n_layer,
            "n_head": self.n_head,
            "style": self.style,
        }
        match self.objective:
            case "causal":
                return Gpt(GptConfig(self.vocab_size, **sizes))
            case "mlm+sop":
                narrow = max(16, self.d_model // ALBERT_SHARE)
                sizes |= {"d_embedding": narrow, "sharing": self.sharing}
                return Albert(AlbertConfig(self.vocab_size, **sizes))
            case "rtd":
                narrow, small = max(16, self.d_model // ELECTRA_SHARE), max(16, self.d_model // 4)
                sizes |= {"d_embedding": narrow, "d_generator": small}
                return Electra(ElectraConfig(self.vocab_size, **sizes))
        return Bert(BertConfig(self.vocab_size, **sizes))

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """Train; metrics by language on held-out documents, beside their baselines. A GPT of the
        little world shows what it writes meanwhile (``training.moments``).

        A long training keeps its state in the cache and goes on from it.
        """
        device = best_device()
        model = bundle.model.to(device)
        learned, held_out = self.both_sides(device)
        known = baseline(model, held_out, LAST_ROWS, self.neighbours(learned))
        optimising = optimisers(model, matrices=self.matrix_rate, rest=self.learning_rate)
        state = Resuming(kept_at(self, tokenizer_digest(self.corpus)), model, optimising)
        done = state.restore()
        writes = self.objective == "causal" and self.corpus == "little_world"
        plan = Plan(
            self.objective,
            self.hidden,
            self.steps,
            REPORTS,
            self.seed,
            fast_bfloat16(device),
            moments=steps_of(self.steps) if writes else (),
        )

        def measured(trained: nn.Module, last: bool) -> dict[str, float]:
            return known | measure(trained, held_out, LAST_ROWS if last else REPORTED_ROWS)

        batches = self.batches(learned, done)
        points = learn(model, optimising, batches, plan, measured, done=done, keep=state.keep)
        if writes:
            begun = [[BOS, *encode([BEGINNINGS[one]], self.corpus)[0]] for one in LANGUAGES]
            named = [f"perplexity_{one}" for one in LANGUAGES]
            points = with_sheets(points, model, begun, measured, named, self.steps)
        yield from points
        state.done()

    def both_sides(self, device: torch.device) -> tuple[Text, dict[str, Rows]]:
        """What is learned from, and the held-out rows by language."""
        text = corpus(self.corpus)
        return as_tensors(text.chosen(~text.held_out), device), self.held_out(text, device)

    def batches(self, text: Text, done: int = 0) -> Iterator[Rows]:
        """Endless batches, epoch after epoch, from that after the first ``done``."""
        before, epoch = 0, 0
        while True:
            dice = torch.Generator(text.tokens.device).manual_seed(self.seed * 1009 + epoch)
            rows = pack(text, width=WIDTH, pairing=self.pairs, dice=dice)
            count = max(1, len(rows.tokens) // self.rows)
            for i in range(max(0, done - before), count):
                yield rows.batch(i * self.rows, self.rows)
            before, epoch = before + count, epoch + 1

    def held_out(self, text: Passages, device: torch.device) -> dict[str, Rows]:
        """Held-out rows by language, always the same."""
        rows = {}
        for number, language in enumerate(LANGUAGES):
            part = text.chosen(text.held_out & (text.language == number))
            dice = torch.Generator(device).manual_seed(number)
            text_of = as_tensors(part, device)
            rows[language] = pack(text_of, width=WIDTH, pairing=self.pairs, dice=dice)
        return rows

    def neighbours(self, learned: Text) -> Bigram:
        """The counts of neighbours in what is learned from, for the baselines."""
        joined = "causal" if self.objective == "causal" else "none"
        dice = torch.Generator(learned.tokens.device).manual_seed(0)
        rows = pack(learned, width=WIDTH, pairing=joined, dice=dice)
        return count_neighbours(rows, self.vocab_size)


@cache
def tokenizer_digest(corpus: str) -> str:
    """What tells one tokenizer from another."""
    return hashlib.sha256(as_text(tokenizer(corpus)).encode()).hexdigest()[:16]


@cache
def corpus(name: str) -> Passages:
    """The passages of a corpus; LearnerError "no-corpus" where they are not to be had."""
    if name == "public":
        return passages()
    return gathered((one for spoken in LANGUAGES for one in texts_of(name, spoken)), name)


def as_tensors(text: Passages, device: torch.device) -> Text:
    """The passages as tensors on a device."""
    parts = (text.tokens, text.ends, text.second, text.language)
    return Text(*(torch.from_numpy(part.astype(np.int64)).to(device) for part in parts))


LITTLE_GPT = PretrainingSpec(
    "causal",
    "little_world",
    d_model=48,
    n_layer=2,
    tokens=1_200_000,
    rows=16,
    matrix_rate=0.03,
    learning_rate=0.01,
)  # learns to write sentences
SHIPPED = (LITTLE_GPT,)
DEFAULTS = SHIPPED[:1]
