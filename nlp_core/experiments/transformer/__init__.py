"""What the Transformer lesson asks: parts left out, one sentence through the blocks, sizes."""
