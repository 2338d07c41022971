"""What the modules lesson asks and shows."""
