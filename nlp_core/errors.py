"""What a learner can put right: a code and its values, worded by the page."""

from typing import Any


class LearnerError(ValueError):
    """Input that cannot be used, with a language-neutral code such as ``"empty-text"``.

    The page looks the wording up in its prose under ``error-<code>`` and fills in ``values``.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild across processes, keyword values included."""
        return _rebuild, (self.code, self.values)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({details})"


def _rebuild(code: str, values: dict[str, Any]) -> LearnerError:
    return LearnerError(code, **values)
