"""Units and counts, with no torch: Hangul, tokenizers, bags of words, naive Bayes."""
