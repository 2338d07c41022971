"""What the self-attention lesson asks: one sentence in numbers, and a model of referents judged."""
