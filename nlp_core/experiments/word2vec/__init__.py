"""What the Word2Vec lesson asks and shows."""
