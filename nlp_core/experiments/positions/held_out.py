"""What trained encoders answer on sentences kept from training: longer ones, and shuffled ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from nlp_core.corpora.word_order import PAD, lexicon
from nlp_core.experiments.positions.orders import Order, swap_nouns, swap_phrases
from nlp_core.models.order_encoder import OrderEncoder
from nlp_core.recipes.word_order import held_out
from nlp_core.training.word_order import Batch, answer_scores

LENGTHS = (1, 2, 3, 4, 6, 8, 12)  # clauses
COUNT = 200  # sentences of each length, and pairs that are shuffled
BY_CLAUSE = 8  # clauses of the sentences whose clauses are told apart
SWAPS = {"nouns": swap_nouns, "phrases": swap_phrases}


@torch.inference_mode()
def at_lengths(nets: Mapping[str, OrderEncoder], language: str) -> list[dict[str, Any]]:
    """The accuracy of each net at each length: of *who* and of *where*."""
    found = []
    for clauses in LENGTHS:
        batch = held_out(language, clauses, clauses, count=COUNT)
        for way, net in nets.items():
            right = answer_scores(net, batch).argmax(dim=-1) == batch.answer
            who, where = (float(right[one].float().mean()) for one in (batch.is_who, ~batch.is_who))
            found.append({"way": way, "clauses": clauses, "who": who, "where": where})
    return found


@torch.inference_mode()
def by_clause(nets: Mapping[str, OrderEncoder], language: str) -> dict[str, list[float]]:
    """In long sentences, the accuracy of *who* in the first clause, the second, and so on."""
    batch = held_out(language, BY_CLAUSE, BY_CLAUSE, count=COUNT)
    found = {}
    for way, net in nets.items():
        right = answer_scores(net, batch).argmax(dim=-1) == batch.answer
        table = right[batch.is_who].view(COUNT, BY_CLAUSE)
        found[way] = table.float().mean(dim=0).tolist()
    return found


@torch.inference_mode()
def shuffled(nets: Mapping[str, OrderEncoder], language: str) -> list[dict[str, Any]]:
    """One-clause sentences and the same with two nouns, or two phrases, in each other's place.

    ``turned`` is the share whose answer changes, ``right`` of right answers after the shuffle, and
    ``difference`` the largest change of any number in the vector of a word that moved along.
    """
    batch = held_out(language, 1, 1, count=COUNT)
    lex = lexicon(language)
    lengths = batch.real.sum(dim=1).tolist()
    rows = [row[:n].tolist() for row, n in zip(batch.tokens, lengths, strict=True)]
    found = []
    for kind, swap in SWAPS.items():
        orders = [swap(row, lex) for row in rows]
        index = _padded(orders, batch.tokens.shape[1])
        moved = batch._replace(tokens=batch.tokens.gather(1, index))
        verbs = _verbs_after(orders, batch)
        moved = moved._replace(place=verbs)
        answers = _agents(moved, language)
        for way, net in nets.items():
            one = _compare(net, batch, moved, index)
            one["right"] = float((one.pop("after") == answers).float().mean())
            found.append({"way": way, "kind": kind} | one)
    return found


def _padded(orders: Sequence[Order], longest: int) -> Tensor:
    """Orders as an index (B, T); padding keeps its place."""
    return torch.tensor([[*order, *range(len(order), longest)] for order in orders])


def _verbs_after(orders: Sequence[Order], batch: Batch) -> Tensor:
    """Where the places that are asked went."""
    pairs = zip(batch.row.tolist(), batch.place.tolist(), strict=True)
    return torch.tensor([orders[row].index(place) for row, place in pairs])


def _agents(moved: Batch, language: str) -> Tensor:
    """Who does it in the shuffled one-clause sentences: before 가 or 는; before the verb."""
    lex = lexicon(language)
    marks = {lex.of("가"), lex.of("는")} if language == "ko" else set(lex.verbs)
    found = []
    for row in moved.tokens[moved.row[moved.is_who]].tolist():
        nouns = [i for i, unit in enumerate(row) if unit in lex.nouns]
        if language == "ko":
            found.append(next(row[i] for i in nouns if row[i + 1] in marks))
        else:
            verb = next(i for i, unit in enumerate(row) if unit in marks)
            found.append(row[max(i for i in nouns if i < verb)])
    return torch.tensor(found)


def _compare(net: OrderEncoder, batch: Batch, moved: Batch, index: Tensor) -> dict[str, Any]:
    before, after = (net(one.tokens, one.real) for one in (batch, moved))  # (B, T, C)
    along = before.gather(1, index[..., None].expand_as(before))
    real = batch.tokens != PAD
    said = [
        net.scores(states[one.row[one.is_who], one.place[one.is_who]]).argmax(dim=-1)
        for states, one in ((before, batch), (after, moved))
    ]
    return {
        "turned": float((said[0] != said[1]).float().mean()),
        "after": said[1],
        "difference": float((along - after)[real].abs().max()),
    }
