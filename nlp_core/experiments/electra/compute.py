"""What a step of pre-training costs, in multiplications and additions (FLOPs), by a formula.

A product with a matrix of N numbers takes 2 N a token, and attention 4 T C a token and layer (for
the scores, and for what they weigh); going back costs twice as much as going forward (Kaplan et al.
2020, section 2.1). Embeddings are looked up, and norms and activations left out. The generator
counts like everything else.
"""

from nlp_core.models.electra import ElectraConfig

BACK = 3  # forward once and backward twice
QUESTIONS = ("rtd", "all-mlm", "rtd-15", "mlm-15")


def encoder_flops(d: int, n_layer: int, d_embedding: int, width: int) -> int:
    """A token's way through an encoder of rows of ``width`` tokens, the way in from the embedding
    with it.

    >>> encoder_flops(64, 1, 64, 0) == 24 * 64 * 64
    True
    """
    blocks = n_layer * (24 * d * d + 4 * width * d)
    return blocks + (2 * d_embedding * d if d_embedding != d else 0)


def token_head_flops(d: int, d_embedding: int, vocab_size: int) -> int:
    """Scores of all tokens at one place."""
    return (2 * d * d_embedding if d_embedding != d else 0) + 2 * d_embedding * vocab_size


def step_flops(config: ElectraConfig, question: str, tokens: int, width: int, share: float) -> int:
    """A step of so many tokens, forward and backward, by what is asked. KeyError for another.

    ``share`` of the tokens is hidden; the generator's encoder reads all of them, and its head
    scores those.
    """
    d, e, g, v = config.d_model, config.d_embedding, config.d_generator, config.vocab_size
    kept = encoder_flops(d, config.n_layer, e, width)
    verdict = 2 * (d * d + d)
    names = token_head_flops(d, e, v)
    generator = encoder_flops(g, config.n_layer, e, width) + share * token_head_flops(g, e, v)
    each = {
        "rtd": generator + kept + verdict,
        "all-mlm": generator + kept + verdict + names,
        "rtd-15": generator + kept + share * verdict,
        "mlm-15": kept + share * names,
    }
    return round(BACK * tokens * each[question])


def taught(tokens: int, hidden: int) -> dict[str, int]:
    """How many of ``tokens`` teach the encoder, by what is asked, where ``hidden`` are hidden."""
    return {"rtd": tokens, "all-mlm": tokens, "rtd-15": hidden, "mlm-15": hidden}
