"""What the GPT lesson asks of a small GPT and of the counts beside it."""
