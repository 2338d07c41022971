"""Running text: seeded, joined from units, varied, and equal to what was read and approved."""

import itertools
import re
from pathlib import Path

import pytest

from nlp_core.corpora.little_world import Sentence, parallel, sentences, stories
from nlp_core.corpora.little_world.particles import PARTICLES, particle
from nlp_core.corpora.little_world.relations import tables

NAMES = {form: name for name, forms in PARTICLES.items() for form in forms}
LANGUAGES = ["en", "ko"]


def sample(language: str) -> list[str]:
    """A hundred lines of every kind of text, the ones that were read."""
    lines = [s.text for s in sentences(language, 50, seed=2024)]
    lines += [story.text for story in stories(language, 15, seed=2025)]
    for size, count, seed in (("core", 20, 2026), ("full", 15, 2027)):
        pairs = parallel(count, seed=seed, size=size)
        lines += [(pair.ko if language == "ko" else pair.en).text for pair in pairs]
    return lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_the_one_that_was_read(language: str) -> None:
    read = Path(__file__).with_name(f"read.{language}.txt").read_text(encoding="utf-8")
    assert sample(language) == read.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_join_and_none_is_empty(language: str) -> None:
    for sentence in sentences(language, 3000, seed=6):
        joined = "".join(" " + u.text if u.space else u.text for u in sentence.units).strip()
        assert joined.lower() == sentence.text.lower()
        assert sentence.words == sentence.text.split()
        assert all(sentence.tokens)
        assert sentence.text[-1] in ".?"


def test_particles_in_running_korean() -> None:
    for sentence in sentences("ko", 6000, seed=7):
        units = sentence.units
        for before, unit in itertools.pairwise(units):
            if unit.kind == "particle" and unit.text in NAMES and before.kind in ("noun", "name"):
                assert unit.text == particle(NAMES[unit.text], before.text), sentence.text


def test_no_lone_jamo_and_nothing_left_out() -> None:
    forbidden = re.compile(r"그녀|그것|께서|[ㄱ-ㅣᄀ-ᇿ]|으시|(?<!마)셨|습니다|세요|해요")
    for sentence in sentences("ko", 6000, seed=8):
        assert not forbidden.search(sentence.text), sentence.text


def test_jobs_keep_the_copula_whole() -> None:
    words = {row["job"] for table in tables("ko") if table.name == "jobs" for row in table.rows}
    copulas = 0
    for sentence in sentences("ko", 6000, seed=9):
        tokens = sentence.tokens
        for one, other, third in zip(tokens, tokens[1:], tokens[2:], strict=False):
            assert not (other == "고" and one in words), sentence.text  # 사서고
            assert not (one[-1] == other == "다"), sentence.text  # 높다다
            copulas += one in words and (other, third) == ("이", "고")
    assert copulas > 50


def test_a_dog_barks_and_the_others_cry() -> None:
    heard = [s.text for s in sentences("ko", 12_000, seed=10) if re.search(r"멍멍|음매", s.text)]
    dogs = [text for text in heard if "멍멍" in text]
    assert len(dogs) > 10 and len(heard) > len(dogs)
    assert all(("짖" in text) == ("멍멍" in text) for text in heard)


@pytest.mark.parametrize(
    ("language", "strained"),
    [
        ("ko", r"남탕|여탕|[남여]성복|합창단|[남여]성들|마음에 들|난쟁이"),
        ("ko", r"^(잔|운|웃은|춤춘|달린|걸은|쉰|수영한|노래한|일한|공부한) "),  # 잔 여왕
        ("ko", r"물은 물에서|물이 물이"),
        ("en", r"\bchoir\b|baby (hen|cow|dog|horse|frog)\b|dwarf wants"),
        ("en", r"[Ww]ater comes from water|when it is water|in the farm"),
    ],
)
def test_nothing_is_said_only_to_pull_a_word(language: str, strained: str) -> None:
    for sentence in sentences(language, 6000, seed=13):
        assert not re.search(strained, sentence.text), sentence.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_names_nothing_twice(language: str) -> None:
    for table in tables(language):
        for row in table.rows:
            cells = [cell for cell in row.values() if cell != "-"]
            assert table.name in ("animals", "measures") or len(set(cells)) == len(cells), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_seed_decides(language: str) -> None:
    first: list[Sentence] = sentences(language, 300, seed=1)
    assert first == sentences(language, 300, seed=1)
    assert first != sentences(language, 300, seed=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_varied(language: str) -> None:
    texts = {s.text for s in sentences(language, 4000, seed=3)}
    assert len(texts) > 2400


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="language"):
        sentences("fr", 1, seed=0)
