"""Hostile links in a real browser: nothing of them runs, and nothing is asked of another host."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route

from nlp_core.figures.bars import named_bars
from nlp_core.figures.map_points import MapWords
from nlp_core.figures.word_map import word_map
from pages.kit import export
from pages.kit.curriculum import LESSONS
from tests.browser.opened import OPEN
from tests.browser.visitor import Visitor
from tests.browser.watched import Watched
from tests.fuzz.hostile import HOST

Arrive = Callable[..., Visitor]
EVIL = (
    f"![](//{HOST}/a.png) <img src=//{HOST}/b.png onerror=\"document.title='pwned'\"> www.{HOST} "
    f"who@{HOST} [go](https://{HOST}) </script><script>document.title='pwned'</script> :red[x]"
)
SHORT = f"![](//{HOST})"
FIELDS: dict[str, dict[str, str]] = {  # where a lesson takes a text, so that it stands all over it
    "": {"sentence-en": EVIL},
    "tensors": {"tensors-a-add": SHORT, "tensors-number": SHORT},
    "autograd": {"autograd-expression": SHORT},
    "modules": {"modules-data": "own", "modules-points": EVIL, "modules-sizes": SHORT},
    "bag_of_words": {"bag_of_words-source": "typed", "bag_of_words-documents": f"{EVIL}\nb c"},
    "naive_bayes": {"naive_bayes-review": EVIL},
    "bpe": {"sentence-en": EVIL, "bpe-source": "own", "bpe-own": EVIL, "bpe-tiny": SHORT},
    "word2vec": {"sentence-en": EVIL, "word2vec-word-en": SHORT, "word2vec-a-en": SHORT},
    "glove": {"glove-first-en": SHORT, "glove-probes-en": SHORT, "glove-word-en": SHORT},
    "retrieval": {"retrieval-source": "typed", "retrieval-texts": f"{EVIL}\nb c\nd e"},
    "recurrent": {"sentence-en": EVIL, "recurrent-start-en": EVIL},
    "gates": {"sentence-en": EVIL, "gates-text": "own"},
    "self_attention": {
        "sentence-en": EVIL,
        "self_attention-mask": "cross",
        "self_attention-memory": EVIL,
    },
    "seq2seq": {
        "seq2seq-sentence": "own",
        "sentence-en": EVIL,
        "seq2seq-guess-en-ko": EVIL,
        "seq2seq-reference-en-ko": EVIL,
    },
    "attention": {"attention-sentence": "own", "sentence-en": EVIL},
    "positions": {
        "positions-text": "own",
        "sentence-en": f"The {SHORT} sees the fox. {EVIL}",
        "positions-unique-base": SHORT,
        "positions-dot-base": SHORT,
    },
    "transformer": {"transformer-sentence": "own", "sentence-en": EVIL},
    "transfer": {
        "sentence-en": EVIL,
        "transfer-review": EVIL,
        "transfer-n": SHORT,
        "transfer-d": SHORT,
    },
    "albert": {
        "sentence-en": EVIL,
        "albert-v": SHORT,
        "albert-words": EVIL,
        "albert-first": EVIL,
        "albert-second": EVIL,
    },
    "electra": {"electra-text": "own", "sentence-en": EVIL, "electra-word-en-own": SHORT},
    "gpt": {"gpt-start": EVIL, "gpt-so-far": EVIL, "gpt-begun": SHORT, "sentence-en": EVIL},
    "bert": {"bert-text": "own", "sentence-en": EVIL, "bert-first": EVIL, "bert-second": EVIL},
    "prompting": {"prompting-rule": "own", "prompting-prompt": f"{SHORT} > {SHORT}\n{EVIL} >"},
}


def leading_out(page: Page) -> list[str]:
    """The links and pictures that lead to the hostile host; the site's own may carry the text."""
    addresses: list[str] = page.evaluate(
        "[...document.querySelectorAll('a[href], img[src]')].map(one => one.href || one.src)"
    )
    return [one for one in addresses if HOST in urlsplit(one).netloc or f"@{HOST}" in one[:60]]


@pytest.mark.parametrize("slug", ["", *(one.slug for one in LESSONS)])
def test_a_hostile_link_asks_nothing_of_another_host(arrive: Arrive, slug: str) -> None:
    visitor = arrive(locale="en-US")
    watched = Watched(visitor.page, visitor.site)
    values = {"lang": "en", **FIELDS[slug], f"{slug}-open": OPEN.get(slug, "")}
    values[f"{slug}-{SHORT}"] = EVIL
    visitor.go(slug + "?" + "&".join(f"{name}={quote(text)}" for name, text in values.items()))
    assert HOST in visitor.page.content()  # it is there, as text
    assert watched.foreign == [] and watched.refused == []
    assert leading_out(visitor.page) == []
    assert "pwned" not in visitor.page.title()
    assert not visitor.errors


def test_files_go_down_and_up_under_the_policy(arrive: Arrive, tmp_path: Path) -> None:
    visitor = arrive(locale="en-US")
    watched = Watched(visitor.page, visitor.site)
    visitor.go("bag_of_words?lang=en&bag_of_words-source=file")
    chooser = visitor.page.locator("[data-testid=stFileUploader] input[type=file]").first
    named = f"{SHORT} www.{HOST} who@{HOST}.csv"
    text = f"text,{SHORT}\n{EVIL},a\nsecond words,b\nthird words,c\n"
    content = {"name": named.replace("/", "_"), "mimeType": "text/csv", "buffer": text.encode()}
    chooser.set_input_files([content])  # type: ignore[list-item]
    visitor.page.get_by_text("rows").first.wait_for()
    visitor.settle()
    menu = visitor.page.locator("[class*=st-key-bag_of_words-][class*=-menu]").first
    menu.get_by_role("button").first.click()
    visitor.settle()
    for ending in ("csv", "svg", "png", "html"):
        button = visitor.page.locator(f"[class*=st-key-bag_of_words-][class*=-{ending}]").last
        with visitor.page.expect_download() as download:
            button.get_by_role("button").click()
        assert download.value.failure() is None
    assert watched.foreign == [] and watched.refused == []
    assert leading_out(visitor.page) == []


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page of nobody's site; whatever it asks for is refused."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_an_exported_figure_runs_nothing_of_a_shared_address(
    arrive: Arrive, offline: Page, tmp_path: Path
) -> None:
    visitor = arrive(locale="en-US")
    words = f"</script><script>document.title='pwned'</script> <img_src=//{HOST}/x> {SHORT}"
    visitor.go(f"bag_of_words?lang=en&bag_of_words-documents={quote(words)}%0A{quote(words)} two")
    menu = visitor.page.locator("[class*=st-key-bag_of_words-][class*=-menu]").first
    menu.get_by_role("button").first.click()
    visitor.settle()
    button = visitor.page.locator("[class*=st-key-bag_of_words-][class*=-html]").last
    with visitor.page.expect_download() as download:
        button.get_by_role("button").click()
    file = tmp_path / "figure.html"
    download.value.save_as(file)
    _opens_inert(offline, file)


NAMES = [
    "</script><script>document.title='pwned'</script>",
    f"<img src=//{HOST}/x onerror=\"document.title='pwned'\">",
    f"<a href='https://{HOST}'>go</a>",
    "--> <!-- ]]> \N{LINE SEPARATOR} \N{PARAGRAPH SEPARATOR}",
    "{chart}",
    "__proto__",
]
SOLID = MapWords((NAMES[0], NAMES[1], NAMES[2]), "word", "kind", *NAMES[:3])
EXPORTED = {
    "bars": named_bars(NAMES, [float(i) for i in range(6)], x_title=NAMES[0], name_title=NAMES[1]),
    "solid": word_map(np.eye(6, 3), NAMES, NAMES, SOLID, groups=NAMES, marked=(1,)),
}


@pytest.mark.parametrize("kind", EXPORTED)
def test_names_in_an_exported_figure_are_text(
    kind: str, offline: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "language", lambda: "en")
    file = tmp_path / "figure.html"
    file.write_bytes(export.as_html(EXPORTED[kind], "".join(NAMES)))
    _opens_inert(offline, file)


def _opens_inert(page: Page, file: Path) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        if not route.request.url.startswith(("file:", "data:", "blob:")):
            asked.append(route.request.url)
        route.continue_()

    page.route("**/*", refuse)
    page.add_init_script("window.hits = []; window.alert = (x) => window.hits.push(x)")
    page.goto(file.as_uri())
    page.locator("svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.title() != "pwned"
    assert page.locator("svg").first.bounding_box() is not None
    assert page.locator(f"img[src*='{HOST}']").count() == 0
    assert asked == [] and page.evaluate("window.hits") == []
