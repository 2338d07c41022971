"""What the bag-of-words lesson asks and shows."""
