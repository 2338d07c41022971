"""What the tensors lesson asks and shows."""
