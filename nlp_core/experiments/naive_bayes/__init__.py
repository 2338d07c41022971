"""What the naive Bayes lesson asks and shows."""
