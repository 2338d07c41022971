"""What every test shares: a cache of its own, the public data if it is there, pages drawn cold."""

import functools
import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if "PYTEST_XDIST_WORKER" in os.environ:  # one of several processes: a core each
    os.environ.setdefault("OMP_NUM_THREADS", "1")

from nlp_core import memory

ROOT = Path(__file__).parents[1]
LONG_NAME = 60  # characters
os.environ["NLP_REVISITED_CACHE"] = tempfile.mkdtemp(prefix="nlp-revisited-cache-")
os.environ["NLP_REVISITED_HUB"] = "off"  # but where a test sets up one of its own
os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, in one process, what shares a browser, a drawn lesson, or else a file."""
    for item in items:
        named = getattr(item, "callspec", None)
        shared = named.params.get("slug") if named else None
        if item.path.parent.name == "browser":
            shared = "browser"
        stem = item.path.stem.removeprefix("test_")
        item.add_marker(pytest.mark.xdist_group(str(shared or stem)))


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text is named by its beginning and its length: pytest hands the name of a running test
    to every process that it starts.
    """
    if isinstance(val, str) and len(val) > LONG_NAME:
        return f"{ascii(val[:LONG_NAME])[1:-1]}... {len(val)}"
    return None


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's test runner leaves its script behind as ``__main__``, which new workers run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def public_data() -> Path:
    """The folder of public data sets; skips where there is none."""
    named = os.environ.get("NLP_REVISITED_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("public data is not here (set NLP_REVISITED_DATA to its folder)")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


def forget() -> None:
    """Empty every cache of the project's own functions: the next page starts cold."""
    memory.forget()
    for thing in gc.get_objects():
        if type(thing) is functools._lru_cache_wrapper:
            module = getattr(thing, "__module__", "") or ""
            if module.startswith(("nlp_core", "pages")):
                thing.cache_clear()
