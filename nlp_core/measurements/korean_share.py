"""What a language's share of the training text costs it: tokens per sentence, on parallel text.

A byte-level vocabulary of fixed size is divided between the languages by their share of the text
that it is learned from. Ahia et al. 2023 ("Do All Languages Cost the Same?", EMNLP) and Petrov et
al. 2023 ("Language Model Tokenizers Introduce Unfairness Between Languages", NeurIPS) measured what
that does to the users of commercial models.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from nlp_core.corpora.little_world import parallel
from nlp_core.corpora.public import folders
from nlp_core.corpora.reviews import reviews
from nlp_core.measurements.results import read
from nlp_core.provenance import Shipped
from nlp_core.text.bpe import Bpe, train

SHARES = (0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
VOCAB_SIZE = 1000
SENTENCES = 200
PUBLIC_VOCAB_SIZE, PUBLIC_BYTES = 8000, 2_000_000


@dataclass(frozen=True)
class Cost:
    """Mean tokens at one Korean share (0 to 1): per sentence, and per eojeol or English word."""

    share: float
    korean: float
    english: float
    per_eojeol: float
    per_word: float


def mix(
    korean: Sequence[str], english: Sequence[str], share: float, size: int, *, seed: int = 0
) -> list[str]:
    """Texts of about ``size`` bytes (UTF-8), ``share`` of them Korean, drawn without replacement.

    ValueError where one language has too little text.
    """
    rng = random.Random(seed)
    chosen: list[str] = []
    for texts, wanted in ((korean, share * size), (english, (1 - share) * size)):
        got = 0
        for text in rng.sample(list(texts), len(texts)):
            if got >= wanted:
                break
            chosen.append(text)
            got += len(text.encode("utf-8"))
        if got < wanted:
            raise ValueError(f"{got} bytes of text are too few for {wanted:.0f}")
    return chosen


def cost(bpe: Bpe, share: float, korean: Sequence[str], english: Sequence[str]) -> Cost:
    """Encode parallel sentences and count."""
    counts = [sum(map(_tokens(bpe), texts)) for texts in (korean, english)]
    words = [sum(len(text.split()) for text in texts) for texts in (korean, english)]
    (k, e), (eojeol, word) = counts, words
    return Cost(share, k / len(korean), e / len(english), k / eojeol, e / word)


@cache
def sentence_pairs() -> tuple[tuple[str, str], ...]:
    """Parallel sentences of the little world, Korean and English; no tokenizer learns from them."""
    return tuple((pair.ko.text, pair.en.text) for pair in parallel(SENTENCES, seed=1))


@lru_cache(maxsize=16)
def live_tokenizer(share: float) -> Bpe:
    """A byte-level tokenizer learned from 20 KB of reviews, ``share`` of them Korean."""
    korean, english = ([review.text for review in reviews(lang)] for lang in ("ko", "en"))
    sizes = (sum(len(text.encode("utf-8")) for text in texts) for texts in (korean, english))
    return train(mix(korean, english, share, min(sizes)), vocab_size=VOCAB_SIZE)


@cache
def live_costs() -> tuple[Cost, ...]:
    """Measured now: learned from reviews, tried on the little world's parallel sentences."""
    korean, english = zip(*sentence_pairs(), strict=True)
    return tuple(cost(live_tokenizer(share), share, korean, english) for share in SHARES)


def public_file() -> dict[str, Any]:
    """What ``measure`` found, with how it was measured."""
    return read("korean_share").found


def public_costs() -> tuple[Cost, ...]:
    """Measured once on public text: see ``measure``."""
    return tuple(Cost(**one) for one in public_file()["costs"])


def public_provenance() -> Shipped:
    """Where ``public_costs`` comes from."""
    return read("korean_share").provenance


def measure(folder: Path | None = None) -> dict[str, Any]:
    """The same on public text: NSMC and Shakespeare + WikiText-2 to learn from, Tatoeba to try on.

    ``folder`` holds them; without it, the first folder of public data sets that is there.
    """
    folder = folder or next((place for place in folders() if place.is_dir()), None)
    if folder is None:
        raise FileNotFoundError("no folder of public data sets; NLP_REVISITED_DATA names one")
    rows = (folder / "nsmc" / "train.tsv").read_text(encoding="utf-8").splitlines()[1:]
    korean = [row.split("\t")[1] for row in rows]
    names = ("tinyshakespeare/input.txt", "wikitext2/valid.txt", "wikitext2/test.txt")
    english = [line for name in names for line in _lines(folder / name)]
    pairs = [line.split("\t")[:2] for line in _lines(folder / "ko_en_tatoeba" / "kor-eng.tsv")]
    in_english, in_korean = zip(*pairs, strict=True)
    costs = []
    for share in SHARES:
        texts = mix(korean, english, share, PUBLIC_BYTES)
        bpe = train(texts, vocab_size=PUBLIC_VOCAB_SIZE)
        costs.append(asdict(cost(bpe, share, in_korean, in_english)))
    return {
        "data": "NSMC (CC0), tinyshakespeare (public domain), WikiText-2 (CC BY-SA 3.0), "
        "Tatoeba ko-en (CC BY 2.0 FR)",
        "seeds": [0],
        "pairs": len(pairs),
        "vocab_size": PUBLIC_VOCAB_SIZE,
        "bytes": PUBLIC_BYTES,
        "costs": costs,
    }


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _tokens(bpe: Bpe) -> Callable[[str], int]:
    return lambda text: len(bpe.fast.encode(text).ids)
