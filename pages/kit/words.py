"""A learner's error in the learner's language: the lesson's own wording first, then the kit's."""

from nlp_core.errors import LearnerError
from pages.kit.language import language
from pages.kit.prose import PROSE, fill, sections


def worded(error: LearnerError, lesson: str) -> str:
    """The section ``error-<code>`` with the error's values; the bare code if no prose has it."""
    for name in (lesson, "kit"):
        if not (PROSE / f"{name}.{language()}.md").exists():
            continue
        section = sections(name, language()).get(f"error-{error.code}")
        if section is not None:
            return fill(section.body, error.values)
    return f"`{error.code}`"
