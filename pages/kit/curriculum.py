"""The table of lessons: it drives navigation, the map, previous and next, and the tests."""

from dataclasses import dataclass
from pathlib import Path

from pages.kit.language import t

PAGES = Path(__file__).parents[1]


@dataclass(frozen=True)
class Part:
    """A part of the course: its number is its place in PARTS."""

    ko: str
    en: str

    @property
    def title(self) -> str:
        return t(self.ko, self.en)


@dataclass(frozen=True)
class Lesson:
    """One lesson: its page is ``pages/<slug>.py``; ``needs`` are the lessons it builds on."""

    slug: str
    part: int
    icon: str
    ko: str
    en: str
    ko_question: str
    en_question: str
    needs: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return t(self.ko, self.en)

    @property
    def question(self) -> str:
        """The question this lesson answers, in one line."""
        return t(self.ko_question, self.en_question)


PARTS = (
    Part("파이토치", "PyTorch"),
    Part("글을 숫자로", "Text into numbers"),
    Part("단어 벡터와 검색", "Words as vectors, and search"),
    Part("순서가 있는 데이터", "Sequences"),
    Part("트랜스포머", "Transformer"),
    Part("사전 학습 언어 모델", "Pre-trained language models"),
)

_ALL = (
    Lesson(
        "tensors",
        0,
        ":material/grid_on:",
        "텐서와 장치",
        "Tensors and devices",
        "모양이 다른 두 텐서를 더하면 어떻게 될까요?",
        "What happens when two tensors of different shapes are added?",
    ),
    Lesson(
        "autograd",
        0,
        ":material/conversion_path:",
        "자동 미분",
        "Automatic differentiation",
        "파이토치는 기울기를 어떻게 알아낼까요?",
        "How does PyTorch find a gradient?",
        ("tensors",),
    ),
    Lesson(
        "modules",
        0,
        ":material/layers:",
        "모듈과 학습 루프",
        "Modules and the training loop",
        "층 몇 개와 다섯 줄로 정말 경계선을 배울 수 있을까요?",
        "Can a few layers and five lines really learn a boundary?",
        ("autograd",),
    ),
    Lesson(
        "bag_of_words",
        1,
        ":material/shopping_bag:",
        "백 오브 워즈",
        "Bag of words",
        "글을 숫자로 바꾸면 무엇이 남고 무엇이 사라질까요?",
        "When text becomes numbers, what stays and what is lost?",
    ),
    Lesson(
        "naive_bayes",
        1,
        ":material/balance:",
        "나이브 베이즈",
        "Naive Bayes",
        "단어를 하나씩 세기만 해도 리뷰의 감정을 맞힐 수 있을까요?",
        "Can counting words, one at a time, tell a good review from a bad one?",
        ("bag_of_words",),
    ),
    Lesson(
        "bpe",
        1,
        ":material/call_merge:",
        "서브워드와 BPE",
        "Subwords and BPE",
        "처음 보는 단어도 아는 조각으로 나눌 수 있을까요?",
        "Can a word never seen before be cut into pieces that are known?",
        ("bag_of_words",),
    ),
    Lesson(
        "word2vec",
        2,
        ":material/hub:",
        "Word2Vec",
        "Word2Vec",
        "옆에 오는 단어만 보고 단어의 뜻을 배울 수 있을까요?",
        "Can a word's meaning be learned from the company it keeps?",
        ("bag_of_words",),
    ),
    Lesson(
        "attention",
        3,
        ":material/flare:",
        "어텐션",
        "Attention",
        "번역하는 모델은 지금 원문의 어디를 보고 있을까요?",
        "Where in the source is a translator looking right now?",
        ("word2vec",),
    ),
    Lesson(
        "prompting",
        5,
        ":material/edit_note:",
        "프롬프팅: 제로샷, 원샷, 퓨샷",
        "Prompting: zero-, one- and few-shot",
        "가중치를 하나도 바꾸지 않고 예시만으로 새 규칙을 가르칠 수 있을까요?",
        "Can examples alone teach a model a new rule, with no weight changed?",
        ("attention",),
    ),
)

LESSONS = tuple(one for one in _ALL if (PAGES / f"{one.slug}.py").exists())
"""The lessons that stand, in the order of the course; the others are absent until their page is."""


def lesson(slug: str) -> Lesson:
    """The row of ``slug``; KeyError if there is none."""
    return {one.slug: one for one in LESSONS}[slug]


def neighbours(slug: str) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after ``slug`` in the order of the course."""
    place = [one.slug for one in LESSONS].index(slug)
    before = LESSONS[place - 1] if place > 0 else None
    after = LESSONS[place + 1] if place + 1 < len(LESSONS) else None
    return before, after


def page_file(slug: str) -> Path:
    """The script of a lesson or of the home page."""
    return PAGES / f"{slug}.py"
