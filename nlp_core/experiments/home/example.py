"""The sentence that the front page opens with, in both languages: one pair of the little world.

No translator has seen it, every word of it is known to the models, and it crosses as the two
languages' orders do.
"""

EXAMPLES = {
    "ko": "왕자가 기뻐서 유나가 정원에서 웃었다.",
    "en": "Yuna laughed in the garden because the prince was happy.",
}
VERDICT_UNITS = {"ko": "runs", "en": "words"}  # what naive Bayes counts; Korean words inflect
