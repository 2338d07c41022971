"""The site's colours, by role: at least 3:1 on paper and on ink, and never the only cue.

Two roles that are drawn together differ in lightness too, so that greyscale keeps them apart.
No colour reaches 4.5:1 on both papers, so coloured text does not exist but in code, which has its
own in each theme: text has the page's ink (:data:`INK`), or black or white on a filled shape
(:func:`ink_on`).
"""

# What a learner meets again and again keeps its colour through the whole site.
QUERY, KEY, VALUE = "#8466D6", "#0E8F83", "#B57B00"
ENCODER, DECODER = "#0E8F83", "#C4568C"
FORWARD, GRADIENT = "#2F74C0", "#C65D21"
POSITIVE, NEGATIVE = "#2F74C0", "#D9731A"  # and ahead / behind, more / less: never green and red
KOREAN, ENGLISH = "#C4568C", "#2F74C0"
LEARNED, FIXED = "#8466D6", "#7A828C"
GOLD = "#B57B00"  # the known truth of generated text
REFERENCE = "#7A828C"  # chance, ceiling, baseline: thin named lines

CATEGORIES = (
    "#2F74C0",
    "#D9731A",
    "#0E8F83",
    "#C4568C",
    "#8466D6",
    "#B57B00",
    "#4A96B3",
    "#8A6A55",
)
SEQUENTIAL = "viridis"  # magnitudes, light is more
SEQUENTIAL_BLACK = 0.44  # share of that scale from which black text on it is readable

# Tints let the paper through, so that one picture suits the light theme and the dark one.
TINT_PLUS, TINT_MINUS = "#1F5FA8", "#A44B00"
TINT_LEARNED, TINT_FIXED = "#6F50C8", "#5F666F"  # white text is readable on them
# A cell's opacity: of nothing, of the strongest cell with the page's ink, of the weakest with white
TINT_NONE, TINT_INK, TINT_WHITE = 0.05, 0.66, 0.89

INK = "currentColor"  # the page's text colour, in either theme
PAPER = "var(--paper)"  # the page's background, in either theme

THEMES = {  # white text is read on "button"; "primary" is for Streamlit; "tint" is a prediction
    "light": {
        "paper": "#FBFAF7",
        "surface": "#F1EFE9",
        "ink": "#22262B",
        "ink-soft": "#565C64",
        "line": "#DAD6CC",
        "accent": "#2463A8",
        "button": "#2463A8",
        "primary": "#2463A8",
        "tint": "#E8F0F9",
        "code-sign": "#905421",
        "code-text": "#206E3E",
        "code-number": "#166560",
    },
    "dark": {
        "paper": "#16191D",
        "surface": "#1F242A",
        "ink": "#E8E6E1",
        "ink-soft": "#A9AFB7",
        "line": "#363C44",
        "accent": "#8CBBEC",
        "button": "#2463A8",
        "primary": "#5A9BE0",
        "tint": "#1C2A3A",
        "code-sign": "#DFA16A",
        "code-text": "#6FBB86",
        "code-number": "#65B2A9",
    },
}
ROLES = {
    "query": QUERY,
    "key": KEY,
    "value": VALUE,
    "encoder": ENCODER,
    "decoder": DECODER,
    "forward": FORWARD,
    "gradient": GRADIENT,
    "positive": POSITIVE,
    "negative": NEGATIVE,
    "korean": KOREAN,
    "english": ENGLISH,
    "learned": LEARNED,
    "fixed": FIXED,
    "gold": GOLD,
    "reference": REFERENCE,
}


def css_variables() -> str:
    """The papers and inks of both themes as CSS custom properties, one a line.

    >>> css_variables().splitlines()[0]
    '--paper: light-dark(#FBFAF7, #16191D);'
    """
    light, dark = THEMES["light"], THEMES["dark"]
    return "\n".join(f"--{name}: light-dark({light[name]}, {dark[name]});" for name in light)


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB" (WCAG 2.2), from 0 to 1.

    >>> round(luminance("#FFFFFF"), 3)
    1.0
    """
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.2), from 1 to 21.

    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: str) -> str:
    """Black or white, whichever is more readable on ``fill``: at least 4.5:1 on any colour.

    >>> ink_on("#D9731A"), ink_on("#2F74C0")
    ('#000000', '#FFFFFF')
    """
    return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, fill))
