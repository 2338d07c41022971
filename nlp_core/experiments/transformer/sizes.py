"""How many numbers a Transformer of any size learns, beside published ones."""

from dataclasses import dataclass

from nlp_core.errors import LearnerError
from nlp_core.models.bert import BertConfig
from nlp_core.models.parameter_count import published_total, transformer_parts

PARTS = ("tokens", "encoder", "decoder")
BERT = BertConfig(30_522, 768, 12, 12, style="published")  # the vocabulary of its release


@dataclass(frozen=True)
class Size:
    """Sizes of an encoder-decoder Transformer; ``tables`` is the rows of its embedding tables."""

    d_model: int
    d_hidden: int
    n_head: int
    n_layer: int
    tables: int
    norm_first: bool = False

    def parts(self) -> dict[str, int]:
        """Parameters of the embeddings, the encoder and the decoder, by the formula.

        Raises LearnerError ``heads-do-not-fit`` (size, heads) where the heads cannot share d_model.
        """
        if self.n_head < 1 or self.d_model % self.n_head:
            raise LearnerError("heads-do-not-fit", size=self.d_model, heads=self.n_head)
        sizes = (self.d_model, self.d_hidden, self.n_layer, self.tables)
        return transformer_parts(*sizes, norm_first=self.norm_first)

    def total(self) -> int:
        """All of them."""
        return sum(self.parts().values())


BASE = Size(512, 2048, 8, 6, 37_000)  # Vaswani et al. 2017, table 3; one table for both languages
BIG = Size(1024, 4096, 16, 6, 37_000)
PUBLISHED = {"base": 65_000_000, "big": 213_000_000, "bert": 110_000_000}


def known() -> dict[str, tuple[int, int]]:
    """Published models: by the formula, and as their papers give it."""
    found = {"base": BASE.total(), "big": BIG.total(), "bert": published_total(BERT)}
    return {name: (found[name], PUBLISHED[name]) for name in found}
