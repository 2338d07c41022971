"""An error is worded by the lesson, then by the kit; a code without words is shown as it is."""

import re
from pathlib import Path

import pytest

from nlp_core.errors import LearnerError
from pages.kit.prose import sections
from pages.kit.words import worded


def test_the_lesson_then_the_kit_then_the_code() -> None:
    assert "32" in worded(LearnerError("too-long", limit=32), "attention")
    assert "형태소" in worded(LearnerError("no-morphemes"), "attention")
    assert worded(LearnerError("unheard-of"), "attention") == "`unheard-of`"
    assert "\\<b\\>" in worded(LearnerError("unknown-words", words="<b>", known="a"), "attention")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_can_go_wrong_with_a_published_checkpoint_has_words(language: str, root: Path) -> None:
    sources = (root / "nlp_core" / "published").glob("*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    codes = set(re.findall(r'"((?:hub|model)-[a-z-]+)"', text))
    assert len(codes) >= 10
    assert {f"error-{code}" for code in codes} <= set(sections("kit", language))
