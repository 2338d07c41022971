"""What the attention lesson asks and shows."""
