"""An error is worded by the lesson, then by the kit; a code without words is shown as it is."""

from nlp_core.errors import LearnerError
from pages.kit.words import worded


def test_the_lesson_then_the_kit_then_the_code() -> None:
    assert "32" in worded(LearnerError("too-long", limit=32), "attention")
    assert "형태소" in worded(LearnerError("no-morphemes"), "attention")
    assert worded(LearnerError("unheard-of"), "attention") == "`unheard-of`"
    assert "\\<b\\>" in worded(LearnerError("unknown-words", words="<b>", known="a"), "attention")
