"""Text as the pre-trained models read it: one spelling for what means the same to them.

Lower case (the English review sets have no other), clean (``text.cleaning``), one space a gap,
at most three of the same sign in a row; marks back at their words where a corpus set them apart.
"""

import re

from nlp_core.text.cleaning import clean

_LONG_RUN = re.compile(r"(.)\1{3,}")
_BEFORE_MARK = re.compile(r" +(?=[.,!?;:%)\]])")
_AFTER_BRACKET = re.compile(r"(?<=[(\[]) +")
_QUOTED = re.compile(r'" ([^"]*?) ?"')


def plain(text: str) -> str:
    """The text in the models' spelling.

    >>> plain("The plot  is GREAT!!!!!!"), plain("재밌다ㅋㅋㅋㅋㅋㅋ")
    ('the plot is great!!!', '재밌다ㅋㅋㅋ')
    """
    text = clean(text).text.lower()
    return _LONG_RUN.sub(r"\1\1\1", " ".join(text.split()))


def joined(text: str) -> str:
    """A text whose marks stand apart, as English corpora have them, written as one would.

    >>> joined('he ( bob ) said , " yes " . . .')
    'he (bob) said, "yes"...'
    """
    text = _QUOTED.sub(r'"\1"', text)
    return _AFTER_BRACKET.sub("", _BEFORE_MARK.sub("", text))
