"""Strings that try to be more than text, and where in a page one of them has become it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

HOST = "canary.example"
HOSTILE = (
    f"![](//{HOST}/a.png)",
    f"![x](https://{HOST}/a.png)",
    f"[press](https://{HOST})",
    f"<img src=x onerror=\"location='//{HOST}'\">",
    "</script><script>document.title='pwned'</script>",
    f"<svg onload=fetch('//{HOST}')>",
    f"www.{HOST}",
    f"WWW.{HOST}/path?q=1",
    f"http://{HOST}",
    f"HTTPS://{HOST}/a_b_",
    f"who@{HOST}",
    f"<https://{HOST}>",
    f"[^1] [^1]: //{HOST}",
    f"[a]: https://{HOST}",
    ":red[canary]",
    ":material/home:",
    ":smile: :+1:",
    ":blue-badge[canary]",
    "$canary^2$ $$canary$$",
    "**canary** _canary_ ~~canary~~",
    "`canary`",
    "``` canary ```",
    "| canary | b |\n|---|---|\n| c | d |",
    "# canary",
    "- canary\n- b",
    "1. canary",
    "---",
    "a -> b",
    "&lt;canary&gt; &#60;b&#62;",
    "a\n\n<b>canary</b>\n\n---\n\nb",
    "canary\\",
    '"canary" onmouseover="x',
    "constructor __proto__ toString hasOwnProperty valueOf",
    "datum.x || ']; alert(1)//",
)
LIVE = (  # what escaped text never holds, in any piece of it that still is markup
    re.compile(rf"(?<!\\)\]\((?:https?:)?//{HOST}", re.I),
    re.compile(r"(?<!\\)<(?:img src=x|/?script>|svg onload|b>canary|https:)", re.I),
    re.compile(rf"www\\?\.{HOST[:6]}|https?:\\?//{HOST[:6]}|who@{HOST[:6]}", re.I),
    re.compile(r":(?:red|blue-badge)\\?\[|:material/home:|:smile:|:\\?\+1:"),
    re.compile(r"(?<!\\)(?:\$canary|_canary_|~~canary|`canary|``` canary)"),
    re.compile(
        r"(?<!\\)\[\^1|^\[a\]: http|(?<!\\)\| canary \| b|^# canary|^- canary|^1\. canary", re.M
    ),
    re.compile(r"(?<!\\)&(?:lt;canary|#60;b)"),
    re.compile(r"(?:^|\s)a \\?-\\?> b(?:\s|$)"),
)
DATA = {  # fields that no Markdown reads: what was typed, code, charts, names of things
    "TextInput": {"value", "default", "set_value"},
    "TextArea": {"value", "default", "set_value"},
    "Selectbox": {"options", "raw_value", "set_value"},
    "PageLink": {"query_string", "page"},
    "Code": {"code_text"},
    "Html": {"body"},
    "VegaLiteChart": {"spec", "alt"},
}
NAMES = {"id", "element_id", "url", "form_id", "key", "icon"}
_BLOCK = re.compile(r"^<div .*$", re.M)
_CODE = re.compile(r"(`+)[^`]+\1")
_ALLOWED = {
    *("div", "span", "small", "h1", "h2", "p", "img", "style", "code", "samp", "b", "br"),
    *("svg", "g", "rect", "path", "line", "circle", "text", "tspan", "title", "polyline", "image"),
    *("defs", "marker", "polygon", "table", "thead", "tbody", "tr", "th", "td"),
}


def strings(message: Any, name: str = "") -> Iterator[tuple[str, str, str]]:
    """Every string in a protobuf message: the message's kind, the field's name, the text."""
    kind = message.DESCRIPTOR.name
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if hasattr(one, "ListFields"):
                yield from strings(one, name)
            elif isinstance(one, str):
                yield kind, field.name, one


def live_markdown(text: str) -> list[str]:
    """The pieces of a Markdown text in which a hostile string is still markup."""
    bare = _CODE.sub("", text)
    return [match[0] for one in LIVE for match in one.finditer(bare)]


class _Tags(HTMLParser):
    """Tags and attributes that a learner's words may have brought."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self.bad.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or (name in ("href", "src") and HOST in (value or "")):
                self.bad.append(f"{tag} {name}={value}")
            if name == "src" and value == "x":
                self.bad.append(f"{tag} src=x")


def live_html(text: str) -> list[str]:
    """Tags in an HTML text that no page of this site writes."""
    tags = _Tags()
    tags.feed(text)
    return tags.bad


def leaks(message: Any) -> list[str]:
    """Where an element's protobuf holds a hostile string that a browser would act on."""
    found = []
    for kind, field, text in strings(message):
        if kind == "Html" or getattr(message, "allow_html", False):
            read = text if kind == "Html" else text.replace("\\<", "&lt;")  # as Markdown reads it
            found += [f"{kind}.{field}: {tag}" for tag in live_html(read)]
            drawn = text[text.find("<svg") : text.rfind("</svg>")]
            if re.search(r"\n[ \t]*\n", drawn):  # Markdown reads on after it
                found.append(f"{kind}.{field}: a blank line inside a drawing")
            text = _BLOCK.sub("", text)  # which Markdown leaves as it is
        if field in NAMES or field in DATA.get(kind, ()):
            continue
        found += [f"{kind}.{field}: {piece}" for piece in live_markdown(text)]
    return found
