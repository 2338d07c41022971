"""How wide text is drawn, and where it breaks, without drawing it.

Widths are those of the site's typeface: its Latin letters one by one, its Hangul syllables alike.
What it lacks (kana, Chinese characters) comes from another font and is as wide as it is high.
"""

import unicodedata

# Thousandths of an em of U+0020 to U+007E in the regular weight; the semi-bold is 5 % wider.
ASCII = (
    *(251, 257, 379, 600, 607, 862, 609, 201, 341, 341, 471, 627, 258, 433, 254, 334),
    *(596, 438, 587, 617, 624, 597, 613, 552, 606, 613, 254, 254, 627, 627, 627, 480),
    *(880, 646, 619, 693, 686, 567, 557, 709, 706, 244, 516, 621, 533, 853, 718, 727),
    *(604, 727, 608, 607, 611, 707, 646, 915, 612, 634, 595, 341, 334, 341, 442, 425),
    *(469, 535, 591, 529, 591, 553, 337, 579, 562, 218, 218, 517, 218, 834, 557, 567),
    *(579, 579, 350, 496, 340, 553, 529, 777, 513, 529, 513, 341, 306, 341, 627),
)
HANGUL, WIDE, OTHER = 0.864, 1.0, 0.62
BOLD = 1.05
ARROW = " → "  # between what is and what comes of it


def text_width(text: str, size: float = 1.0, *, bold: bool = False) -> float:
    """How wide ``text`` is drawn on one line at a font size of ``size``, in the size's unit.

    >>> round(text_width("attention", 16)), round(text_width("어텐션", 16)), text_width("")
    (64, 41, 0.0)
    """
    width = sum(_advance(letter) for letter in text)
    return width * size * (BOLD if bold else 1.0)


def _advance(letter: str) -> float:
    code = ord(letter)
    if 0x20 <= code <= 0x7E:
        return ASCII[code - 0x20] / 1000
    if 0xAC00 <= code <= 0xD7A3 or 0x3131 <= code <= 0x318E:
        return HANGUL
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else OTHER


def wrap(text: str, width: float, size: float = 1.0, *, bold: bool = False) -> list[str]:
    """``text`` in lines of at most ``width``, broken at spaces; a longer word stays whole.

    >>> wrap("mean cosine between arrows", 8)
    ['mean cosine', 'between arrows']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, bold=bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def widest(texts: list[str] | tuple[str, ...], size: float = 1.0, *, bold: bool = False) -> float:
    """The width of the widest of ``texts``; 0 of none."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)


def two_lines(names: list[str]) -> list[list[str]]:
    """Names on two lines each, so that the widest is as narrow as can be; one where it fits.

    They break behind an arrow, else at a space.

    >>> two_lines(["hot → cold"]), two_lines(["the well shallower", "a well"])
    ([['hot →', 'cold']], [['the well', 'shallower'], ['a well']])
    """
    broken = [_broken(name) for name in names]
    room = max(map(widest, broken), default=0.0)
    pairs = zip(names, broken, strict=True)
    return [lines if text_width(name) > room else [name] for name, lines in pairs]


def _broken(name: str) -> list[str]:
    """Behind the arrow, else at the space that leaves the longer line shortest."""
    if ARROW in name:
        first, last = name.split(ARROW, 1)
        return [first + ARROW.rstrip(), last]
    words = name.split()
    places = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    return min(places, key=widest, default=[name])
