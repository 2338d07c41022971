"""Rules on letters, words to show them on, and episodes of both."""
