"""A table of text: its columns, its rows, and what became of the file on the way."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

MOST_COLUMNS = 100
_TEXT_NAMES = """text texts document documents review reviews sentence sentences content contents
message messages tweet tweets comment comments body description utterance post abstract
headline title 글 글내용 문장 문서 리뷰 리뷰내용 내용 본문 댓글 후기
감상 감상평 텍스트 제목 발화 질문 메시지 트윗"""
_LABEL_NAMES = """label labels class classes sentiment category categories target polarity emotion
mood topic 레이블 라벨 분류 감정 감성 범주 카테고리 정답 주제 긍부정"""
_OTHER_NAMES = """id no idx index date time year month day user name author rating score stars
source url lang 번호 순번 날짜 일시 시간 작성일 연도 이름 작성자 닉네임 별점 평점 점수 출처"""
TEXT_NAMES, LABEL_NAMES, OTHER_NAMES = (
    frozenset(names.split()) for names in (_TEXT_NAMES, _LABEL_NAMES, _OTHER_NAMES)
)
_EDGES = ".,!?;:'\"()[]…~"
MOST_LABELS = 50  # different values; more are no classes
_PLAIN = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[-+]?\d[\d.,:/ -]*%?")


def known(name: str, names: frozenset[str]) -> bool:
    """Whether a column's name is one of ``names``, whatever its case, spaces and signs."""
    return _PLAIN.sub("", name).casefold() in names


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, a date or a time."""
    return _NUMBER.fullmatch(cell.strip()) is not None


@dataclass(frozen=True)
class Reading:
    """How a file was read, and what of it was not."""

    encoding: str
    bad: int = 0  # characters that could not be read; U+FFFD stands for them
    separator: str = ""  # "" where a row is a line, a JSON object or a row of a sheet
    header: bool = True  # whether the first record names the columns
    rows: int = 0  # rows of the whole file that could be read
    unread: int = 0  # rows that could not
    unread_lines: tuple[int, ...] = ()  # where the first of them stand
    filled: int = 0  # rows that had too few cells, filled up with empty ones
    stopped: bool = False  # whether there are more rows than are looked at
    spanning: int = 0  # rows whose quoted cells run over several lines


@dataclass(frozen=True)
class Table:
    """Columns by name, rows of equally many cells, and how they were read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    cut: bool = False  # whether rows were left out because there are too many
    reading: Reading = field(default_factory=lambda: Reading("utf-8"))

    def column(self, name: str) -> list[str]:
        """The cells of one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def guess(self, kind: str) -> str:
        """The column that looks like the "text" (long) or the "label" (few different values)."""
        return self._guesses[kind]

    @cached_property
    def _guesses(self) -> dict[str, str]:
        text = self._guess_text()
        return {"text": text, "label": self._guess_label(text)}

    def _guess_text(self) -> str:
        named = [name for name in self.columns if known(name, TEXT_NAMES)]
        named = [name for name in named if any(cell.strip() for cell in self.column(name))] or named
        choices = named or [n for n in self.columns if not known(n, LABEL_NAMES)] or self.columns
        return max(choices, key=lambda name: _wordiness(self.column(name)))

    def _guess_label(self, text: str) -> str:
        others = [name for name in self.columns if name != text]
        if not others:
            return text
        named = [name for name in others if known(name, LABEL_NAMES)]
        return min(named or others, key=lambda name: (_unlike_labels(self.column(name)), name))


def _wordiness(cells: list[str]) -> tuple[int, int]:
    """How many different words a column has in its first thousand rows, and how long it is."""
    words = {word.strip(_EDGES) for cell in cells[:1000] for word in cell[:1000].split()}
    return sum(map(str.isalpha, words)), sum(map(len, cells))


def _unlike_labels(cells: list[str]) -> tuple[int, float]:
    """How little a column is like labels: first the kind of fault, then the number of values."""
    filled = Counter(" ".join(cell.split()).casefold() for cell in cells if cell.strip())
    total = filled.total()
    if len(filled) < 2:
        return (3, -total)
    if 2 * total < len(cells):
        return (2, len(filled))
    if len(filled) > MOST_LABELS or (total > 4 and 2 * len(filled) > total):
        return (1, len(filled))
    return (0, len(filled))


def unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Column names on one line each, none empty, none twice."""
    found: dict[str, None] = {}
    for i, name in enumerate(names, 1):
        plain = " ".join(name.split())[:80] or str(i)
        plain = plain if plain not in found else f"{plain} ({i})"
        while plain in found:
            plain += "*"
        found[plain] = None
    return tuple(found)
