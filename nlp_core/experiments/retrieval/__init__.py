"""What the retrieval lesson asks and shows."""
