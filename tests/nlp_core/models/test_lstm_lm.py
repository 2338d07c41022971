"""The LSTM language model: a fair control, as large as the GPT and as blind to the future."""

import torch

from nlp_core.models.lstm_lm import LSTMLanguageModel


def test_scores_and_causality() -> None:
    torch.manual_seed(0)
    model = LSTMLanguageModel(11, 16, 20, 2, (1, 2)).eval()
    tokens = torch.randint(0, 11, (3, 9))
    changed = tokens.clone()
    changed[:, 6:] = (changed[:, 6:] + 1) % 11
    assert model(tokens).shape == (3, 9, 11)
    torch.testing.assert_close(model(tokens)[:, :6], model(changed)[:, :6])


def test_forget_gates_start_open() -> None:
    model = LSTMLanguageModel(11, 16, 20, 2, (1, 2))
    for name, bias in model.recurrent.named_parameters():
        if name.startswith("bias_ih"):
            assert (bias[20:40] == 1).all()
