"""Public text of two languages for pre-training: documents, pieces, passages."""
