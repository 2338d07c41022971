"""A beam over a GPT finds what trying every continuation finds."""

import itertools

import torch

from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.training.gpt_beam import beam_over
from nlp_core.training.packing import EOS
from nlp_core.training.run import seeded


def small() -> Gpt:
    with seeded(3):
        model = Gpt(GptConfig(9, d_model=16, n_layer=2, n_head=2)).eval()
        for weight in model.parameters():
            weight.data = torch.randn_like(weight)
    return model.requires_grad_(False)


def log_probability(model: Gpt, beginning: list[int], new: tuple[int, ...]) -> float:
    text = torch.tensor([[*beginning, *new]])
    logs = model.token_scores(model(text)).clone()
    logs[..., :2] = float("-inf")  # a beam never writes the first two, padding and [CLS]
    logs = logs.log_softmax(-1)[0]
    start = len(beginning) - 1
    return float(sum(logs[start + i, token] for i, token in enumerate(new)))


def test_a_wide_beam_of_two_tokens_is_the_best_of_all_pairs() -> None:
    model, beginning = small(), [4, 7]
    found = beam_over(model, torch.tensor([beginning]), 8, 2)
    pairs = [(a, b) for a, b in itertools.product(range(2, 9), repeat=2) if EOS not in (a,)]
    ends = [(EOS,)]
    best = max([*pairs, *ends], key=lambda new: log_probability(model, beginning, new))
    told = [*found.words(found.finished[0])]
    ended = [*best][:-1] if best[-1] == EOS else [*best]
    logs = log_probability(model, beginning, best)
    if best[-1] == EOS:
        assert told == ended
        assert abs(found.finished[0].log_probability - logs) < 1e-3
    else:
        assert max(one.log_probability for one in found.steps[-1]) - logs < 1e-3


def test_one_beam_is_greedy() -> None:
    model = small()
    text = [4, 7, 8]
    found = beam_over(model, torch.tensor([text]), 1, 6)
    written = [step[0].word for step in found.steps]
    for token in written:
        scores = model.token_scores(model(torch.tensor([text])))[0, -1].clone()
        scores[:2] = float("-inf")
        assert int(scores.argmax()) == token
        text = [*text, token]
