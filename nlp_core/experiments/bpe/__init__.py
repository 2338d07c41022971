"""What the subword lesson asks and shows."""
