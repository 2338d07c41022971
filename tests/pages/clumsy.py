"""Sentences that learners type, as clumsy as they come: each with what a page must still show."""

import unicodedata

SENTENCES = [
    ("en", "The dragon sees the cat 🙂", "dragon"),
    ("en", "le chat mange une souris grise", "souris"),
    ("en", "the cat sees the dog " * 60, "300 characters"),
    ("ko", "도마뱀이 병아리를 쫓는다 👨\u200d👩\u200d👧", "도마뱀이"),
    ("ko", unicodedata.normalize("NFD", "도마뱀이 병아리를 쫓는다"), "도마뱀이"),
    ("ko", "고양이가\x00 도마뱀을\u200b 본다\x07", "도마뱀을"),
    ("ko", "ㄱㄴ 고양이가 운다", "ㄱㄴ"),
    ("ko", "<b>개가</b> 소를 본다", "개가"),
    ("ko", "漢字 " * 100, "뺀 단어 수"),
]
"""The page's language, what is typed, and what must be seen."""
WORDLESS = [" ", "🙂👨\u200d👩\u200d👧", "... !!", "\x00", "漢字語" * 60]
"""What has no word that could be hidden."""
