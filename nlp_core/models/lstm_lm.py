"""A language model with an LSTM instead of attention: the control of the prompting lesson.

It reads the same tokens with the same place vectors and must carry every example in its state
(Hochreiter & Schmidhuber 1997).
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.rotary_gpt import PlaceEmbedding


class LSTMLanguageModel(nn.Module):
    """Token and place vectors, a stacked LSTM, and the token vectors again as the output layer."""

    def __init__(
        self,
        vocab_size: int,
        d_model: int,
        n_hidden: int,
        n_layer: int,
        breaks: tuple[int, ...],
        n_place: int = 24,
    ) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocab_size, d_model)
        self.places = PlaceEmbedding(breaks, n_place, d_model)
        self.recurrent = nn.LSTM(d_model, n_hidden, n_layer, batch_first=True)
        self.narrow = nn.Linear(n_hidden, d_model, bias=False)
        nn.init.normal_(self.tokens.weight, std=0.5)
        for name, parameter in self.recurrent.named_parameters():
            if name.startswith("bias_ih"):  # gates i, f, g, o: remember at first (Jozefowicz 2015)
                with torch.no_grad():
                    parameter[n_hidden : 2 * n_hidden] = 1.0

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to the scores of each next token, (B, T, V)."""
        hidden, _ = self.recurrent(self.tokens(tokens) + self.places(tokens))  # (B, T, hidden)
        return F.linear(self.narrow(hidden), self.tokens.weight)  # (B, T, V)
