"""From a BERT to the ALBERT of its size: what each step saves, by the formula (Lan et al. 2020).

The sizes and totals of the published models are those of the paper's tables 1, 2 and 4.
"""

from dataclasses import dataclass, replace

from torch import nn

from nlp_core.errors import LearnerError
from nlp_core.models.albert import Albert, AlbertConfig
from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.encoder_block import SHARING
from nlp_core.models.parameter_count import HEADS, parameter_parts, published_total
from nlp_core.models.without_memory import without_memory

MOST_TOKENS = 2_000_000
STEPS = {
    "none": ("factorised",),
    "attention": ("factorised", "attention"),
    "feed-forward": ("factorised", "feed-forward"),
    "all": ("factorised", "attention", "feed-forward"),
}
"""What is done to a BERT, in order, until its layers share what is asked."""


@dataclass(frozen=True)
class Size:
    """V tokens, states of H features, L layers, embeddings of E features, heads, and sharing."""

    v: int = 30_000
    h: int = 768
    layers: int = 12
    e: int = 128
    heads: int = 12
    sharing: str = "all"

    @property
    def bert(self) -> BertConfig:
        """The BERT of this size."""
        return BertConfig(self.v, self.h, self.layers, self.heads, style="published")

    @property
    def albert(self) -> AlbertConfig:
        """The ALBERT of this size."""
        return AlbertConfig(
            self.v,
            self.h,
            self.layers,
            self.heads,
            style="published",
            d_embedding=self.e,
            sharing=self.sharing,
        )

    @property
    def table(self) -> int:
        """Numbers of the embedding table of BERT: V x H."""
        return self.v * self.h

    @property
    def factors(self) -> int:
        """Numbers of the two factors of ALBERT: V x E + E x H."""
        return self.v * self.e + self.e * self.h


def checked(size: Size) -> Size:
    """The size itself.

    Raises LearnerError "heads-do-not-fit" (size, heads), "count-range" (name, value, most) for a
    number below 1 or, of tokens, above ``MOST_TOKENS``; ValueError for another sharing.
    """
    for name in ("v", "h", "layers", "e", "heads"):
        value = getattr(size, name)
        if not 1 <= value <= MOST_TOKENS:
            raise LearnerError("count-range", name=name, value=value, most=MOST_TOKENS)
    if size.h % size.heads:
        raise LearnerError("heads-do-not-fit", size=size.h, heads=size.heads)
    if size.sharing not in SHARING:
        raise ValueError(f"sharing is one of {', '.join(SHARING)}, not {size.sharing!r}")
    return size


def parse_tokens(typed: str) -> int:
    """A typed number of tokens, with or without commas.

    Raises LearnerError "not-a-count" (typed) and "count-range" as ``checked``.

    >>> parse_tokens(" 30,000 "), parse_tokens("00000000000000030000")
    (30000, 30000)
    """
    digits = typed.strip().replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.removeprefix("-").isdigit()):
        raise LearnerError("not-a-count", typed=typed[:20])
    value = int(digits[:4000])  # Python reads no longer ones
    if not 1 <= value <= MOST_TOKENS:
        raise LearnerError("count-range", name="v", value=typed.strip()[:20], most=MOST_TOKENS)
    return value


def ladder(size: Size) -> dict[str, int]:
    """Totals from BERT to ALBERT, by the formula: "bert", then after each of ``STEPS``."""
    found = {"bert": published_total(size.bert)}
    done = "none"
    for step in STEPS[size.sharing]:
        if step != "factorised":
            done = step if done == "none" else "all"
        found[step] = published_total(replace(size, sharing=done).albert)
    return found


def parts(config: BertConfig | AlbertConfig) -> dict[str, int]:
    """The formula's parts without the heads of pre-training, those of the embeddings together."""
    found = parameter_parts(config)
    rest = {name: n for name, n in found.items() if name in ("attention", "feed-forward")}
    others = {name: n for name, n in found.items() if name not in (*rest, *HEADS)}
    table = others.pop("tokens") + others.pop("widen")
    return {"embedding": table, **rest, "other": sum(others.values())}


def in_modules(size: Size) -> dict[str, int]:
    """What the modules themselves count, ``sum(p.numel())``, without the heads of pre-training;
    they are built without memory, however large.
    """
    with without_memory():
        return {"bert": _numel(Bert(size.bert)), "albert": _numel(Albert(size.albert))}


def _numel(model: Bert | Albert) -> int:
    heads: tuple[nn.Module, ...] = (model.head, model.pair_head)
    return sum(p.numel() for p in model.parameters()) - sum(
        p.numel() for head in heads for p in head.parameters()
    )


@dataclass(frozen=True)
class Published:
    """A published model: its size, None of BERT's, and the millions that the paper prints."""

    name: str
    size: Size
    is_albert: bool
    millions: int

    @property
    def total(self) -> int:
        """By the formula."""
        return published_total(self.size.albert if self.is_albert else self.size.bert)


BASE = Size()
LARGE = Size(h=1024, layers=24, heads=16)
XLARGE = Size(h=2048, layers=24, heads=32)
XXLARGE = Size(h=4096, layers=12, heads=64)
PRESETS = {"base": BASE, "large": LARGE, "xlarge": XLARGE, "xxlarge": XXLARGE}
PUBLISHED = (
    Published("BERT-base", BASE, False, 108),
    Published("BERT-large", LARGE, False, 334),
    Published("ALBERT-base", BASE, True, 12),
    Published("ALBERT-large", LARGE, True, 18),
    Published("ALBERT-xlarge", XLARGE, True, 60),
    Published("ALBERT-xxlarge", XXLARGE, True, 235),
)
SHARED_IN_PARTS = {"none": 89, "attention": 64, "feed-forward": 38, "all": 12}
"""ALBERT-base with E = 128 by what its layers share, in millions (table 4)."""
