"""A pre-trained BERT that goes on with next sentence prediction alone.

While it learns hidden tokens it meets a pair in every few passages, one question each, against a
score of hidden tokens. Here every passage has two parts and the pair is all that is asked.
"""

import copy

import torch

from nlp_core.experiments.bert.cloze import BERT
from nlp_core.models.masks import same_document
from nlp_core.recipes.pretraining import WIDTH, as_tensors, corpus
from nlp_core.trained import Trained
from nlp_core.training.packing import pack
from nlp_core.training.pretraining import cross_entropy, optimisers

STEPS, ROWS = 120, 16
MATRIX_RATE, RATE, WARM_UP = 0.005, 1e-3, 10
EPOCH_SEED = 500


def taught(run: BERT, steps: int = STEPS) -> BERT:
    """A copy of the model after so many more steps, on the stories of the training text."""
    model = copy.deepcopy(run.model).requires_grad_(True).train()
    text = corpus("little_world")
    learned = as_tensors(
        text.chosen(~text.held_out & (text.second > 0)), next(model.parameters()).device
    )
    optimising = optimisers(model, matrices=MATRIX_RATE, rest=RATE)
    full = [group["lr"] for one in optimising for group in one.param_groups]
    done, epoch = 0, run.spec.seed * 1009 + EPOCH_SEED
    while done < steps:
        dice = torch.Generator().manual_seed(epoch)
        rows = pack(learned, width=WIDTH, pairing="next", dice=dice)
        epoch += 1
        for start in range(0, len(rows.tokens) - ROWS, ROWS):
            if done == steps:
                break
            groups = [group for one in optimising for group in one.param_groups]
            for group, lr in zip(groups, full, strict=True):
                group["lr"] = lr * (1 - done / steps) * min(1.0, (done + 1) / WARM_UP)
            part = rows.batch(start, ROWS)
            states = model(part.tokens, part.segment, same_document(part.document))
            loss = cross_entropy(model.pair_scores(states), part.answer)
            for one in optimising:
                one.zero_grad(set_to_none=True)
            loss.backward()
            for one in optimising:
                one.step()
            done += 1
    model.eval().requires_grad_(False)
    return Trained(f"{run.run_id}-taught", run.spec, model, run.vocabulary, card={})
