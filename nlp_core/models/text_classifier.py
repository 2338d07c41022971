"""A pre-trained encoder that answers another question: a label for the whole text.

What is taken over are BERT's embeddings and its blocks; what is new is one linear layer on the mean
of the tokens' states (Devlin et al. 2019, section 3.2, put it on [CLS] alone; a small model whose
[CLS] answered few questions keeps more of a text in all the states together).
"""

import torch
from torch import Tensor, nn

from nlp_core.models.bert import Bert, BertConfig
from nlp_core.models.masks import padding_mask


class TextClassifier(nn.Module):
    """The encoder of a BERT, and a head of ``n_class`` scores that starts at zero."""

    def __init__(self, config: BertConfig, n_class: int) -> None:
        super().__init__()
        bert = Bert(config)
        self.embeddings, self.encoder = bert.embeddings, bert.encoder
        self.head = nn.Linear(config.d_model, n_class)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, tokens: Tensor, real: Tensor) -> Tensor:
        """Tokens (B, T) and which of them are real (B, T) to the classes' scores (B, classes)."""
        return self.head(self.pooled(tokens, real))

    def pooled(self, tokens: Tensor, real: Tensor) -> Tensor:
        """The mean of the real tokens' states (B, C)."""
        states = self.encoder(self.embeddings(tokens), padding_mask(real))  # (B, T, C)
        weights = real.to(states.dtype)  # (B, T)
        total = torch.einsum("bt,btc->bc", weights, states)  # (B, C)
        return total / weights.sum(dim=1, keepdim=True)

    def take(self, base: Bert, *, context: bool = True) -> None:
        """Begin with another model's weights; without ``context`` with its token table alone."""
        if context:
            self.embeddings.load_state_dict(base.embeddings.state_dict())
            self.encoder.load_state_dict(base.encoder.state_dict())
        else:
            self.embeddings.tokens.load_state_dict(base.embeddings.tokens.state_dict())
