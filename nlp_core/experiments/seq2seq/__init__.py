"""What the seq2seq lesson asks of a translator: beams, scores, and how it does on its own."""
