"""A learner's text as the lessons read it: bounded, composed, without control characters."""

import re
import unicodedata

MOST = 100_000  # characters that are looked at when no limit is named
_MARKS = 30  # combining marks on one character, as in Unicode's stream-safe text format
_NEWLINES = re.compile(r"\r\n?")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # bidi controls


def clean(text: str, most: int = MOST) -> str:
    """At most ``most`` characters of ``text``, in NFC, line ends unified.

    Control and unpaired characters go, and those that turn the direction of what follows, which
    would turn the site's own words too. So do combining marks beyond 30 in a row, before anything
    is composed, since composing a long run of them takes quadratic time.

    >>> clean("Cafe\\u0301\\r\\n\\x00!")
    'Café\\n!'
    """
    kept: list[str] = []
    run = 0
    for letter in _NEWLINES.sub("\n", text[: 2 * most]):
        kind = unicodedata.category(letter)
        if (kind in ("Cc", "Cs") and letter not in "\n\t") or letter in _TURNING:
            continue
        run = run + 1 if kind[0] == "M" else 0
        if run <= _MARKS:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))[:most]
