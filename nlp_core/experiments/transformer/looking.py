"""Where the decoder looks in the source, layer by layer and head by head, scored against gold.

Nobody told it where to look. Alignment error rate: Och & Ney 2003; that the layers differ, and that
the last is not always the clearest: Garg et al. 2019.
"""

import torch

from nlp_core.experiments.attention.accuracy import held_out_batches
from nlp_core.memory import per_model
from nlp_core.models.transformer_translator import TransformerTranslator
from nlp_core.training.translation import AlignmentCount, count_links


@per_model(2)
@torch.inference_mode()
def alignment_errors(
    model: TransformerTranslator, source: tuple[str, ...], target: tuple[str, ...], direction: str
) -> list[list[float]]:
    """For each decoder block the alignment error rate of its heads' mean, and then of each head."""
    counts: dict[tuple[int, int], AlignmentCount] = {}
    for batch in held_out_batches(source, target, direction):
        _, above = model.eval().explain(batch.source, batch.target[:, :-2])
        for layer, steps in enumerate(above):
            weights = steps.cross.weights  # (B, H, T, S)
            for place, one in enumerate([weights.mean(dim=1), *weights.unbind(dim=1)]):
                found = count_links(one, batch.links)
                before = counts.get((layer, place), AlignmentCount(0, 0, 0))
                counts[layer, place] = AlignmentCount(
                    before.proposed + found.proposed,
                    before.sure + found.sure,
                    before.both + found.both,
                )
    layers = range(max((layer for layer, _ in counts), default=-1) + 1)
    return [[one.error_rate for (at, _), one in counts.items() if at == n] for n in layers]
