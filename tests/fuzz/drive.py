"""One lesson under thousands of addresses, through Streamlit's own test runner."""

import contextlib
import io
import logging
import math
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from streamlit.testing.v1 import AppTest

from tests.fuzz.cases import Watcher, address
from tests.fuzz.hostile import leaks, live_markdown
from tests.pages.drawing import unfold, visit

SLOW_S = 1.0  # of processor time, which a busy machine does not lengthen
ROUND = 100  # cases that one visitor tries
_NOISE = ("ScriptRunContext",)


@dataclass(frozen=True)
class Finding:
    """What went wrong with an address: "exception", "log", "unescaped" or "slow"."""

    kind: str
    what: str
    language: str
    address: dict[str, str]


@dataclass
class Report:
    """The cases of one lesson."""

    slug: str
    seconds: list[float] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def row(self) -> list[str]:
        """Cases, findings by kind, and how long a case took."""
        kinds = [one.kind for one in self.findings]
        counts = [str(kinds.count(kind)) for kind in KINDS]
        times = self.seconds or [0.0]
        middle, most = 1e3 * statistics.median(times), 1e3 * max(times)
        return [self.slug, str(len(self.seconds)), *counts, f"{middle:.0f}", f"{most:.0f}"]


KINDS = ("exception", "log", "unescaped", "slow")
TITLES = ["lesson", "cases", *KINDS, "median ms", "max ms"]


class _Log(logging.Handler):
    """What is logged as an error, or with a traceback."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self.lines.append(record.getMessage())


def fuzz(slug: str, cases: int, seed: int, minutes: float = math.inf, warm: bool = True) -> Report:
    """Try ``cases`` addresses of a lesson, in both languages, with everything unfolded.

    It ends after ``minutes`` too, with the cases tried by then. ``warm`` draws the lesson in both
    languages first, as the first visitors of a server do.
    """
    until = time.monotonic() + 60 * minutes
    watcher, report, log = Watcher(), Report(slug), _Log()
    loggers = [logging.getLogger(), logging.getLogger("streamlit")]
    for one in loggers:
        one.addHandler(log)
    watcher.watch()
    dice = random.Random(f"{seed}-{slug}")
    torch.set_num_threads(1)  # as on the server
    for spoken in ("ko", "en") if warm else ():
        unfold(visit(slug, spoken))
    page, language = None, "ko"
    for number in range(cases):
        if time.monotonic() > until:
            break
        if page is None or number % ROUND == 0:
            print(f"{slug}: {number} of {cases} cases", file=sys.stderr, flush=True)
            page = unfold(visit(slug, language))
        language = dice.choice(("ko", "en"))
        mine = {name: c for name, c in watcher.drawn.items() if name.startswith((slug, "sentence"))}
        asked = address(dice, slug, mine) | _opened(page, slug)
        for kind, what in _try(page, language, asked, log, report):
            report.findings.append(Finding(kind, what, language, asked))
            if kind == "exception":
                page = None
    for one in loggers:
        one.removeHandler(log)
    return report


def _opened(page: AppTest, slug: str) -> dict[str, str]:
    opened = page.query_params.get(f"{slug}-open", "")
    return {f"{slug}-open": opened} if opened else {}


def _try(
    page: AppTest, language: str, asked: dict[str, str], log: _Log, report: Report
) -> Iterator[tuple[str, str]]:
    log.lines.clear()
    page.query_params = {"lang": language, **asked}
    said = io.StringIO()
    began = time.process_time()
    with contextlib.redirect_stderr(said):
        try:
            page.run()
        except Exception as error:  # the runner itself gave up, such as after its time limit
            yield "exception", f"{type(error).__name__}: {error}"[:300]
            return
    took = time.process_time() - began
    report.seconds.append(took)
    if took > SLOW_S:
        yield "slow", f"{took:.2f} s"
    for shown in page.exception:
        yield "exception", f"{shown.proto.type}: {shown.message}"[:300]
    traced = [line for line in said.getvalue().splitlines() if line.startswith("Traceback")]
    for line in [*log.lines, *traced]:
        if not any(noise in line for noise in _NOISE):
            yield "log", line[:300]
    for leak in dict.fromkeys(unescaped(page)):
        yield "unescaped", leak


def unescaped(page: AppTest) -> Iterator[str]:
    """Hostile strings that the page would let a browser act on, wherever they stand."""
    for element in elements(page._tree):
        proto = getattr(element, "proto", None)
        if proto is not None:
            yield from leaks(proto)
        if element.type == "table":
            table = element.value
            for text in [*map(str, table.columns), *map(str, table.to_numpy().ravel())]:
                yield from (f"table cell: {piece}" for piece in live_markdown(text))


def elements(block: "object") -> Iterator["object"]:
    """Everything on a page, blocks and their elements."""
    for child in block.children.values():  # type: ignore[attr-defined]
        yield child
        if hasattr(child, "children"):
            yield from elements(child)
