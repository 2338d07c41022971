"""What the prompting lesson asks and shows."""
