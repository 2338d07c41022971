"""An ELECTRA that does not begin from nothing: its discriminator has the weights of a trained BERT.

Clark et al. 2020, section 3.2, train in two stages as well: the generator first, then the
discriminator from the generator's weights. Here it is the BERT's, which read nine times as many
tokens as the discriminator then reads. Its embeddings stay as they were, so that BERT's checkpoint
lends them.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

import torch

from nlp_core.models.bert import Bert
from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.recipes.mini_models import MINI_BERT
from nlp_core.recipes.mini_models import SHIPPED as OTHERS
from nlp_core.recipes.pretraining import (
    LAST_ROWS,
    REPORTED_ROWS,
    REPORTS,
    WIDTH,
    PretrainingSpec,
    tokenizer_digest,
)
from nlp_core.recipes.resuming import Resuming, kept_at
from nlp_core.training.language_model import fast_bfloat16
from nlp_core.training.pretraining import Plan, optimisers
from nlp_core.training.pretraining_measures import measure
from nlp_core.training.run import Bundle, Point, allowed, best_device
from nlp_core.training.two_stages import Stage, found_loss, guessed_loss, learn_in_turn

GENERATOR_SHARE = 4  # how much narrower than the discriminator it is


def only(value: Any) -> Any:
    """A field that takes no other value: it must fit the weights to begin with."""
    ends = {"options": (value,)} if isinstance(value, str) else {"low": value, "high": value}
    return field(default=value, metadata=allowed("as the BERT has it", **ends))


@dataclass(frozen=True)
class WarmElectraSpec(PretrainingSpec):
    """What decides the model: the two stages' tokens and the rates; its sizes are the BERT's."""

    NAME: ClassVar[str] = "warm_electra"
    LENT: ClassVar[tuple[str, ...]] = ("embeddings.tokens.weight", "embeddings.segments.weight")

    objective: str = field(default="rtd", metadata=allowed("what the model is asked", ("rtd",)))
    corpus: str = only(MINI_BERT.corpus)
    d_model: int = only(MINI_BERT.d_model)
    n_layer: int = only(MINI_BERT.n_layer)
    n_head: int = only(MINI_BERT.n_head)
    style: str = only(MINI_BERT.style)
    pairing: str = only(MINI_BERT.pairing)
    sharing: str = only(MINI_BERT.sharing)
    tokens: int = field(
        default=20_000_000,
        metadata=allowed("tokens that the discriminator reads", low=1, high=10_000_000_000),
    )
    generator_tokens: int = field(
        default=3_000_000,
        metadata=allowed("tokens that the generator reads before", low=1, high=10_000_000_000),
    )
    rows: int = field(
        default=32, metadata=allowed(f"rows of {WIDTH} tokens a step", low=1, high=4096)
    )
    hidden: float = field(
        default=0.15, metadata=allowed("share of the tokens that is hidden", low=0.01, high=0.9)
    )

    @property
    def base(self) -> PretrainingSpec:
        """The BERT whose weights it begins with."""
        return MINI_BERT

    @property
    def DATA(self) -> str:
        """The corpora and their licences."""
        return f"{super().DATA}; begins with BERT, which read the same"

    @property
    def corpus_version(self) -> str:
        """Other documents or another base: another model."""
        described = json.dumps([self.base.VERSION, asdict(self.base)], sort_keys=True)
        digest = hashlib.sha256(described.encode()).hexdigest()[:12]
        return f"{self.base.corpus_version}-{digest}"

    @property
    def generator_steps(self) -> int:
        """How many batches the generator learns from."""
        return max(1, self.generator_tokens // (self.rows * WIDTH))

    def _model(self) -> Electra:
        config = ElectraConfig(
            self.vocab_size,
            self.d_model,
            self.n_layer,
            self.n_head,
            style=self.style,
            d_embedding=self.d_model,
            d_generator=max(16, self.d_model // GENERATOR_SHARE),
        )
        return Electra(config)

    def begin(self, bundle: Bundle[Electra], base: Bert) -> None:
        """Take over the embeddings, to keep them, and the encoder, to train it on."""
        bundle.model.embeddings.load_state_dict(base.embeddings.state_dict())
        bundle.model.embeddings.requires_grad_(False)
        bundle.model.discriminator.encoder.load_state_dict(base.encoder.state_dict())

    def fit(self, bundle: Bundle[Electra]) -> Iterator[Point]:
        """Train the generator, then the discriminator on what it proposes; metrics by language on
        held-out documents.

        A long training keeps its state in the cache and goes on from it.
        """
        device = best_device()
        model = bundle.model.to(device)
        learned, held_out = self.both_sides(device)
        stages = self.stages(model, fast_bfloat16(device))
        optimising = [one for stage in stages for one in stage.optimisers]
        state = Resuming(kept_at(self, tokenizer_digest(self.corpus)), model, optimising)
        done = state.restore()

        def measured(trained: torch.nn.Module, last: bool) -> dict[str, float]:
            return measure(trained, held_out, LAST_ROWS if last else REPORTED_ROWS)

        batches = self.batches(learned, done)
        yield from learn_in_turn(model, stages, batches, measured, done=done, keep=state.keep)
        state.done()

    def stages(self, model: Electra, bfloat16: bool) -> tuple[Stage, Stage]:
        """The generator's stage and the discriminator's, reports shared by their lengths."""
        assert model.generator is not None
        total = self.generator_steps + self.steps
        rates = {"matrices": self.matrix_rate, "rest": self.learning_rate}
        parts = (
            (model.generator, self.generator_steps, guessed_loss),
            (model.discriminator, self.steps, found_loss),
        )
        first, second = (
            Stage(
                optimisers(part, **rates),
                Plan(
                    self.objective,
                    self.hidden,
                    steps,
                    max(1, round(REPORTS * steps / total)),
                    self.seed + number,
                    bfloat16,
                    loss=loss,
                ),
            )
            for number, (part, steps, loss) in enumerate(parts)
        )
        return first, second


MINI_ELECTRA = WarmElectraSpec()
MINIS = (*OTHERS, MINI_ELECTRA)
"""All mini models of real text, BERT first."""
SHIPPED = (MINI_ELECTRA,)
DEFAULTS = SHIPPED
