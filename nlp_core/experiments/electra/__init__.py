"""What the ELECTRA lesson asks: which tokens were replaced, who learns from which, what it pays."""
