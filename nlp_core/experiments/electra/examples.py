"""Sentences to begin with, each with a word that may stand in for one of its own."""

Example = tuple[str, int, str]
"""A sentence, the place of a word, and what stands there instead."""
EXAMPLES: dict[str, dict[str, tuple[Example, ...]]] = {
    "little_world": {
        "ko": (
            ("고양이가 우유를 마셨다.", 1, "의자를"),
            ("농부가 와서 문을 열었다.", 2, "물을"),
            ("톰은 슬퍼서 울었다.", 1, "기뻐서"),
        ),
        "en": (
            ("The cow lived on the farm.", 1, "spoon"),
            ("Tom was happy and gave it milk.", 2, "milk"),
            ("Jihun was sad, so he cried.", 5, "slept"),
        ),
    },
    "public": {
        "ko": (
            ("배우들의 연기가 정말 좋았던 영화", 3, "나빴던"),
            ("시간 가는 줄 모르고 봤어요", 0, "영화"),
            ("이 영화를 왜 만들었는지 모르겠다", 1, "배우를"),
        ),
        "en": (
            ("the film is a beautiful story about love.", 4, "boring"),
            ("the actors are good but the plot is weak.", 6, "music"),
            ("i have never seen a movie this bad.", 2, "always"),
        ),
    },
}
