"""What the gates lesson asks of cells and of trained models."""
