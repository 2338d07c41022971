"""What the BERT lesson asks of two small models of the little world."""
