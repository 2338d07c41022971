"""What the ALBERT lesson asks: where parameters go, what narrow tables keep, who knows order."""
