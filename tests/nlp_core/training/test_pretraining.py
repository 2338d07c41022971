"""What is hidden, asked and weighed in pre-training."""

import math
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.models.encoder_block import Encoder
from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.models.masks import same_document
from nlp_core.training.packing import IGNORED, MASK, N_SPECIAL, OUTSIDE, PAD, Rows, Text, pack
from nlp_core.training.pretraining import (
    LOSSES,
    Plan,
    at,
    causal_loss,
    cross_entropy,
    fill,
    following,
    hide,
    learn,
    masked_loss,
    optimisers,
    replaced_loss,
)
from nlp_core.training.run import one_thread

SIZES = {"d_model": 16, "n_layer": 1, "n_head": 2}


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """One thread: matrices this small lose by a second one."""
    with one_thread():
        yield


def rows(pairing: str = "next", count: int = 200) -> Rows:
    lengths = torch.randint(4, 12, (count,), generator=dice())
    ends = lengths.cumsum(0)
    tokens = torch.randint(N_SPECIAL, 40, (int(ends[-1]),), generator=dice(1))
    text = Text(tokens, ends, lengths // 2, torch.zeros(count))
    packed = pack(text, width=32, pairing=pairing, dice=dice(2))
    return packed.batch(0, len(packed.tokens))


def test_hidden_tokens_are_hidden_as_bert_hides_them() -> None:
    tokens = rows(count=4000).tokens
    hidden = hide(tokens, 0.25, dice())
    assert hidden.places.shape == (len(tokens), 8)
    asked = hidden.targets != IGNORED
    was = tokens.gather(1, hidden.places)
    now = hidden.tokens.gather(1, hidden.places)
    assert torch.equal(hidden.targets[asked], was[asked]) and (was[asked] >= N_SPECIAL).all()
    share = {
        "mask": (now == MASK)[asked].float().mean().item(),
        "same": (now == was)[asked].float().mean().item(),
    }
    assert share == pytest.approx({"mask": 0.8, "same": 0.1 + 0.1 / 30}, abs=0.03)
    untouched = torch.ones_like(tokens).scatter(1, hidden.places, 0).bool()
    assert torch.equal(hidden.tokens[untouched], tokens[untouched])
    assert torch.equal(now[~asked], was[~asked])  # special tokens are never asked about
    assert (hide(tokens, 0.25, dice(), kept=0.0).tokens == MASK).sum() == asked.sum()


def test_the_places_states_are_taken_from() -> None:
    states = torch.arange(24.0).view(2, 4, 3)
    found = at(states, torch.tensor([[3, 0], [1, 1]]))
    torch.testing.assert_close(found[0], states[0, [3, 0]])
    torch.testing.assert_close(found[1], states[1, [1, 1]])


def test_cross_entropy_is_a_mean_over_what_is_asked() -> None:
    scores = torch.randn(2, 3, 5, generator=dice())
    targets = torch.tensor([[1, IGNORED, 4], [IGNORED, IGNORED, 0]])
    wanted = nn.functional.cross_entropy(scores[targets != IGNORED], targets[targets != IGNORED])
    torch.testing.assert_close(cross_entropy(scores, targets), wanted)
    assert cross_entropy(scores, torch.full((2, 3), IGNORED)) == 0


def test_the_next_token_is_asked_within_an_example_alone() -> None:
    row = Rows(
        torch.tensor([[4, 10, 11, 5, 4, 12, 5, PAD, PAD]]),
        torch.tensor([[0, 0, 0, 0, 1, 1, 1, OUTSIDE, OUTSIDE]]),
        torch.zeros(1, 9),
        torch.zeros(1, 9),
    )
    wanted = [10, 11, 5, IGNORED, 12, 5, IGNORED, IGNORED]
    assert following(row).tolist() == [wanted]


def test_drawn_tokens_follow_the_generators_scores_and_a_right_guess_is_no_fake() -> None:
    tokens = torch.full((1, 4000), 7)
    hidden = hide(tokens, 1.0, dice(), kept=0.0)
    scores = torch.log(torch.tensor([0.0, 0, 0, 0, 0, 0, 0.3, 0.6, 0.1])).expand(1, 4000, 9)
    replaced = fill(tokens, hidden, scores, dice(1))
    share = torch.bincount(replaced.tokens.flatten(), minlength=9) / 4000
    assert share[6:].tolist() == pytest.approx([0.3, 0.6, 0.1], abs=0.03)
    assert torch.equal(replaced.fake, replaced.tokens != 7)


def test_an_untrained_model_loses_what_chance_loses() -> None:
    torch.manual_seed(0)
    bert, gpt, electra = (
        Bert(BertConfig(40, **SIZES)),  # type: ignore[arg-type]
        Gpt(GptConfig(40, **SIZES)),  # type: ignore[arg-type]
        Electra(ElectraConfig(40, d_embedding=8, d_generator=8, **SIZES)),  # type: ignore[arg-type]
    )
    near = math.log(40)
    loss = masked_loss(bert, rows(), 0.25, dice())
    assert loss.item() == pytest.approx(near + math.log(2), abs=0.4)
    loss = causal_loss(gpt, rows("causal"), 0.25, dice())
    assert loss.item() == pytest.approx(near, abs=0.3)
    loss = replaced_loss(electra, rows("none"), 0.25, dice())
    assert loss.item() == pytest.approx(near + 50 * math.log(2), abs=4)


def test_the_generator_learns_from_its_own_loss_alone() -> None:
    torch.manual_seed(0)
    model = Electra(ElectraConfig(40, d_embedding=8, d_generator=8, **SIZES))  # type: ignore[arg-type]
    part = rows("none")
    replaced_loss(model, part, 0.25, dice()).backward()
    assert model.generator is not None
    got = [p.grad for p in model.generator.parameters()]
    model.zero_grad()
    hidden = hide(part.tokens, 0.25, dice(), kept=0.0)
    mask = same_document(part.document)
    states = model.guess_states(hidden.tokens, part.segment, mask)
    cross_entropy(model.guesses(at(states, hidden.places)), hidden.targets).backward()
    for one, wanted in zip(got, model.generator.parameters(), strict=True):
        torch.testing.assert_close(one, wanted.grad)


def test_muon_takes_the_matrices_of_blocks_and_adam_the_rest() -> None:
    model = Electra(ElectraConfig(40, d_embedding=8, d_generator=8, **SIZES))  # type: ignore[arg-type]
    muon, adam = optimisers(model, matrices=0.02, rest=3e-3)
    taken = [{id(p) for g in o.param_groups for p in g["params"]} for o in (muon, adam)]
    assert not taken[0] & taken[1]
    assert taken[0] | taken[1] == {id(p) for p in model.parameters()}
    inner = {id(p) for m in model.modules() if isinstance(m, Encoder) for p in m.parameters()}
    assert taken[0] == {id(p) for p in model.parameters() if p.ndim == 2 and id(p) in inner}


@pytest.mark.parametrize("objective", LOSSES)
def test_training_goes_on_where_it_was_cut_off(objective: str) -> None:
    pairing = {"mlm+nsp": "next", "mlm+sop": "order", "causal": "causal", "rtd": "none"}[objective]

    def fresh() -> nn.Module:
        torch.manual_seed(3)
        if objective == "causal":
            return Gpt(GptConfig(40, **SIZES))  # type: ignore[arg-type]
        if objective == "rtd":
            return Electra(ElectraConfig(40, d_embedding=8, d_generator=8, **SIZES))  # type: ignore[arg-type]
        return Bert(BertConfig(40, **SIZES))  # type: ignore[arg-type]

    def measure(model: nn.Module, last: bool) -> dict[str, float]:
        return {"last": float(last)}

    packed = rows(pairing)

    def batches(start: int) -> list[Rows]:
        return [packed.batch(i, 8) for i in range(start, 12)]

    plan = Plan(objective, 0.25, steps=12, reports=3, seed=5)
    whole, halves = fresh(), fresh()
    points = list(
        learn(whole, optimisers(whole, matrices=0.02, rest=3e-3), iter(batches(0)), plan, measure)
    )
    assert [point.step for point in points] == [4, 8, 10, 12]
    assert points[-1].metrics == {"last": 1.0}
    optimising = optimisers(halves, matrices=0.02, rest=3e-3)
    first = learn(halves, optimising, iter(batches(0)), plan, measure)
    next(first), next(first)  # eight steps, and the generator is left
    for group in (g for o in optimising for g in o.param_groups):
        group["lr"] = 0.02 if group["params"][0].ndim == 2 and "momentum" in group else 3e-3
    for _ in learn(halves, optimising, iter(batches(8)), plan, measure, done=8):
        pass
    for one, two in zip(whole.parameters(), halves.parameters(), strict=True):
        torch.testing.assert_close(one, two)


def test_flat_scores_of_a_model_have_a_gradient_in_every_parameter() -> None:
    torch.manual_seed(0)
    model = Bert(BertConfig(40, **SIZES))  # type: ignore[arg-type]
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.3)
    masked_loss(model, rows(), 0.25, dice()).backward()
    grads: list[Tensor | None] = [p.grad for p in model.parameters()]
    assert all(grad is not None and bool(grad.any()) for grad in grads)
