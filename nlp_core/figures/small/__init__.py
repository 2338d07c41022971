"""Small pictures as SVG text: no axes to read, a few marks and words, drawn for a card."""
