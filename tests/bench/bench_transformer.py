"""Our Transformer block beside torch's nn.TransformerEncoderLayer, as ratios of one run.

    python -m tests.bench.bench_transformer [--rounds 30] [--threads 1]

Both hold the same weights and see the same numbers, one after the other in each round; what is
told is the median of each, and ours over torch's: below 1 is faster. Forward runs in inference
mode, where torch takes a fused path of its own; a mask is what a language model needs.
"""

import argparse
from collections.abc import Callable

import torch
from torch import Tensor, nn

from nlp_core.bench_transformer import HEADS, SHAPES, in_turns, made_block, passes
from nlp_core.models.attention import causal_mask
from nlp_core.models.encoder_block import EncoderBlock
from tests.nlp_core.models.test_encoder_block import copied_block


def pair(d_model: int) -> tuple[EncoderBlock, nn.TransformerEncoderLayer]:
    """Ours and torch's, with the same weights."""
    ours = made_block(d_model)
    theirs = nn.TransformerEncoderLayer(
        d_model, HEADS, 4 * d_model, dropout=0.0, batch_first=True, norm_first=True
    ).eval()
    return copied_block(theirs, ours.config).eval(), theirs


def compared(
    shape: tuple[int, int, int], rounds: int, masked: bool
) -> dict[str, tuple[float, float]]:
    """Seconds of ours and of torch's for each pass, on B sentences of T tokens with C features."""
    ours, theirs = pair(shape[2])
    x, mask = torch.randn(shape), causal_mask(shape[1])
    both: dict[str, Callable[[Tensor], Tensor]] = {
        "ours": (lambda x: ours(x, mask)) if masked else ours,
        "torch": (lambda x: theirs(x, src_mask=~mask)) if masked else theirs,
    }
    torch.testing.assert_close(both["ours"](x), both["torch"](x), atol=1e-4, rtol=1e-4)
    runs = {
        f"{side}|{name}": run
        for side, block in both.items()
        for name, run in passes(block, x).items()
    }
    found = in_turns(runs, rounds)
    names = passes(ours, x)
    return {name: (found[f"ours|{name}"], found[f"torch|{name}"]) for name in names}


def main() -> None:
    """A line for each shape, mask and pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    print(f"{asked.threads} thread(s), torch {torch.__version__}; CPU milliseconds, median")
    for shape in SHAPES:
        for masked in (False, True):
            for name, (ours, theirs) in compared(shape, asked.rounds, masked).items():
                size = "×".join(map(str, shape)) + (", causal" if masked else "")
                times = f"ours {1000 * ours:8.2f}  torch {1000 * theirs:8.2f}"
                print(f"{size:20} {name:14} {times}  ratio {ours / theirs:5.2f}", flush=True)


if __name__ == "__main__":
    main()
