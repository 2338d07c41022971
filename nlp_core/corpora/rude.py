"""What a class need not see: public text swears, and a figure of telling words would show it."""

import re

_RUDE = re.compile(
    "시발|씨발|씨바|시바|ㅅㅂ|ㅆㅂ|병신|븅신|ㅂㅅ|지랄|ㅈㄹ|존나|졸라|ㅈㄴ|좆|좃|새끼|쉐끼|쌔끼|개새|썅|쌍놈|미친|엿먹|m창|엠창|애미|에미|느금|"
    "닥쳐|꺼져|걸레|창녀|빠구리|섹스|야동|강간|변태|놈들|년들|쪽바리|짱깨|홍어|빨갱|김치녀|된장녀|한남|"
    r"\b(?:fuck|shit|cunt|bitch|nigg|fagg|whore|slut|dick|cock|porn|rape)",
    re.IGNORECASE,
)


def is_rude(text: str) -> bool:
    """Whether a text holds a word that is kept off a classroom's wall; texts are learned from all
    the same."""
    return bool(_RUDE.search(text))
