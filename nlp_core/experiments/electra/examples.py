"""Sentences to begin with, each with a word that may stand in for one of its own."""

Example = tuple[str, int, str]
"""A sentence, the place of a word, and what stands there instead."""
EXAMPLES: dict[str, dict[str, tuple[Example, ...]]] = {
    "little_world": {
        "ko": (
            ("개가 닭을 쫓았지만 너무 느려서 잡지 못했다.", 0, "우유를"),
            ("농부가 와서 문을 열었다.", 0, "먹었다"),
            ("톰은 슬퍼서 울었다.", 2, "잤다"),
        ),
        "en": (
            ("The duck ran away from the tiger because it was so slow.", 6, "ate"),
            ("The cow lived on the farm.", 2, "chair"),
            ("Jihun was sad, so he cried.", 5, "slept"),
        ),
    },
    "public": {  # the last of each fits, though it means the opposite: that is hard to tell
        "ko": (
            ("시간 가는 줄 모르고 봤어요", 2, "것"),
            ("이 영화를 왜 만들었는지 모르겠다", 2, "너무"),
            ("배우들의 연기가 정말 좋았던 영화", 3, "나빴던"),
        ),
        "en": (
            ("it is one of the best films of the year.", 6, "but"),
            ("if you like the book, you will love the movie.", 2, "bad"),
            ("the film is a beautiful story about love.", 4, "boring"),
        ),
    },
}
