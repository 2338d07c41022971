"""What the GloVe lesson asks and shows."""
