"""Real checkpoints in the lessons' own classes: read from a folder, with no code of theirs."""
