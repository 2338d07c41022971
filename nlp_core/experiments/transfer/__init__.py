"""What the transfer lesson asks: questions made of plain text, what training costs, own reviews."""
