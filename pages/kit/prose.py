"""Words longer than a label: Markdown sections by id, one file a lesson and language."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_core.places import PROSE
from pages.kit.numbers import written

_HEADING = re.compile(r"^##[ \t]+(?P<title>.*?)[ \t]*\{#(?P<id>[a-z0-9-]+)\}[ \t]*$", re.MULTILINE)
_VALUE = re.compile(r"\[\[(?P<name>\w+)(?::(?P<format>[^\]]+))?\]\]")
_CODE_OR_VALUE = re.compile(
    rf"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)|{_VALUE.pattern}", re.DOTALL
)
_WORDS = re.compile(r"^- (?P<name>[a-z_]+): (?P<words>.+)$", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~^=&\"'])")
_BOLD_AT_A_PARTICLE = re.compile(r"(?<=[^\w\s*])\*\*(?=[가-힣])")
_JOINER = "\N{WORD JOINER}"
_GRAM = re.compile(r"(?<=[\dn]-)(?=그램|gram)")  # "2-그램" stays on one line
_READ_LATER = re.compile(  # what is looked for after the escapes are gone; see ``escape``
    r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=^[<>~-])(?=[>=-])|(?<=\s[<>~-])(?=[>=-])", re.IGNORECASE
)


@dataclass(frozen=True)
class Section:
    """A heading (perhaps empty) and its Markdown body."""

    title: str
    body: str


@cache
def sections(name: str, language: str) -> dict[str, Section]:
    """The sections of ``assets/prose/<name>.<language>.md`` by id, in their order."""
    text = (PROSE / f"{name}.{language}.md").read_text(encoding="utf-8")
    found = list(_HEADING.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return {
        one["id"]: Section(one["title"], text[one.end() : end].strip())
        for one, end in zip(found, ends, strict=True)
    }


@cache
def words(name: str, language: str, section: str) -> dict[str, str]:
    """A section of short words, one a line: ``- alt: What the figure shows`` and so on."""
    body = sections(name, language)[section].body
    return {one["name"]: one["words"] for one in _WORDS.finditer(body)}


@dataclass(frozen=True)
class FigureWords:
    """What is said of a figure: to a screen reader, and under it."""

    alt: str
    caption: str


def figure_words(name: str, language: str, key: str, values: dict[str, Any]) -> FigureWords:
    """What the section ``figure-<key>`` says of a figure, filled with ``values``."""
    found = words(name, language, f"figure-{key}")
    alt, caption = found.get("alt", ""), found.get("caption", "")
    return FigureWords(plain(alt, values), fill(caption, values))


def figure_titles(name: str, language: str, key: str, values: dict[str, Any]) -> dict[str, Any]:
    """The words that figure ``key`` itself bears: axis titles and names, filled with ``values``."""
    found = words(name, language, f"figure-{key}")
    return {n: plain(w, values) for n, w in found.items() if n not in ("alt", "caption")}


def plain(body: str, values: dict[str, Any]) -> str:
    """``body`` with its values put in as they are: for charts, which take text as data."""

    def put(match: re.Match[str]) -> str:
        return written(values[match["name"]], match["format"] or "")

    return _VALUE.sub(put, body)


def fill(body: str, values: dict[str, Any]) -> str:
    """``body`` with every ``[[name:format]]`` replaced by its value, escaped for Markdown.

    A missing value is a KeyError: a page must pass what its prose names. In a span of code, where
    a backslash would be seen, a value stands as it is but for its backticks. Bold text that ends in
    a sign may be followed by a particle, as in ``**(4, 3)**입니다``, which Markdown alone misreads.
    """

    def put(match: re.Match[str]) -> str:
        if match["ticks"] is None:
            return escape(written(values[match["name"]], match["format"] or ""))
        return _VALUE.sub(code, match[0])

    def code(match: re.Match[str]) -> str:
        value = format(values[match["name"]], match["format"] or "")
        return _one_line(value).replace("`", "ˋ")

    filled = _GRAM.sub(_JOINER, _CODE_OR_VALUE.sub(put, body))
    return _BOLD_AT_A_PARTICLE.sub(f"{_JOINER}**", filled)


def escape(text: str) -> str:
    """Text that Markdown, HTML, LaTeX and Streamlit's directives leave as it is, on one line.

    Backslashes keep it from being read as markup. Addresses, icons, emoji names and typed arrows
    are looked for once more in what was read, so an invisible joiner stands in each of them.

    >>> escape("<b>*2*</b>")
    '\\\\<b\\\\>\\\\*2\\\\*\\\\</b\\\\>'
    """
    return _SPECIAL.sub(r"\\\1", _READ_LATER.sub(_JOINER, _one_line(text)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
