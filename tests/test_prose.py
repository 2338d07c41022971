"""The two languages of the prose say the same sections in the same order, with the same values."""

import re
from pathlib import Path

import pytest

from pages.kit.prose import PROSE, sections

NAMES = sorted({path.name.rsplit(".", 2)[0] for path in PROSE.glob("*.md")})
VALUE = re.compile(r"\[\[(\w+)")
PRESENT = {"goals", "slip", "reading"}
# The one Korean term for a concept; what stands left is never written.
AVOIDED = {
    "임베팅": "임베딩",
    "훈련": "학습",
    "라벨": "레이블",
    "주의 메커니즘": "어텐션",
    "평활화": "스무딩",
    "단어 집합": "어휘 집합",
    "지도학습 없이": "자기지도 학습",
    "되어진다": "된다",
    "기울기 폭발": "기울기 폭주",
    "코사인 거리": "코사인 유사도",
}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_sections(name: str) -> None:
    korean, english = sections(name, "ko"), sections(name, "en")
    assert list(korean) == list(english)
    for key in korean:
        values = [sorted(set(VALUE.findall(one[key].body))) for one in (korean, english)]
        assert values[0] == values[1], key
        assert bool(korean[key].title) == bool(english[key].title), key
    if name not in {"kit", "home"}:
        assert set(korean) >= PRESENT


@pytest.mark.parametrize("path", sorted(PROSE.glob("*.md")), ids=lambda path: path.name)
def test_headings_are_all_read(path: Path) -> None:
    """A heading with a typo in its id would swallow its section."""
    text = path.read_text(encoding="utf-8")
    name, language = path.name.removesuffix(".md").rsplit(".", 1)
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(headings) == len(sections(name, language))


@pytest.mark.parametrize("path", sorted(PROSE.glob("*.ko.md")), ids=lambda path: path.name)
def test_korean_terms_are_the_chosen_ones(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for avoided, term in AVOIDED.items():
        assert avoided not in text, f"{avoided}: write {term}"


@pytest.mark.parametrize("path", sorted(PROSE.glob("*.ko.md")), ids=lambda path: path.name)
def test_no_particle_is_left_to_choose(path: Path) -> None:
    """은(는) after a value looks machine-made: a colon or a counter noun stands there instead."""
    found = re.findall(
        r"\S*(?:은\(는|는\(은|이\(가|가\(이|을\(를|를\(을|과\(와|와\(과|\(으\))\S*",
        path.read_text(encoding="utf-8"),
    )
    assert not found
