"""What the automatic differentiation lesson asks and shows."""
