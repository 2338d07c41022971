"""The transfer lesson's ends: what is gained with the fewest labels, and with the most."""

from collections.abc import Sequence
from typing import Any

from nlp_core.measurements import label_efficiency_results as measured
from pages.parts.transfer import ON_STAGE, SOURCES, reached


def ends(texts: str) -> dict[str, Any]:
    """The numbers of the fewest and of the most labels."""
    corpus, language = SOURCES[texts][1:]
    sizes: Sequence[int] = measured.sizes(corpus, language)
    found: dict[str, Any] = {"few": sizes[0], "most": sizes[-1]}
    for side, n in (("few", sizes[0]), ("most", sizes[-1])):
        for way in ON_STAGE:
            found[f"{side}_{way.replace('-', '_')}"] = reached(texts, way, n).mean
    return found


def ends_verdict(texts: str) -> str:
    """The section that says what is left of the gain at the most labels."""
    most = ends(texts)["most"]
    whole, none = (reached(texts, way, most) for way in ("pretrained", "scratch"))
    return "still-gain" if whole.is_above(none) else "gain-gone"
