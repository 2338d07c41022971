"""What the positions lesson asks of vectors of positions and of trained encoders."""
