"""The rules that keep the pages in order: what a page imports, keeps and says, and its length."""

import ast

from tests.test_architecture import PAGES, ROOT, STANDARD, imports, tree


def test_a_page_imports_no_other_page() -> None:
    for path in PAGES.glob("*.py"):
        own = ("pages.kit", f"pages.parts.{path.stem}")
        for name in imports(path):
            within = name.startswith("pages.") and name != "pages.parts"
            assert not within or name.startswith(own), f"{path} imports {name}"


def test_the_kit_knows_no_lesson() -> None:
    for path in (PAGES / "kit").glob("*.py"):
        assert not any(name.startswith("pages.parts") for name in imports(path)), path


def test_no_page_says_by_hand_where_numbers_come_from() -> None:
    """A model, a job, a trial or a stored measurement knows it; only ``Computed`` has no facts."""
    for path in PAGES.rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert name not in {"TrainedHere", "Shipped", "Measured", "Published"}, path


def test_lesson_files_hide_no_module() -> None:
    """``pages/`` is on the import path: a lesson named like a library would hide it."""
    taken = STANDARD | {"torch", "streamlit", "numpy", "pandas", "altair", "datasets"}
    assert not {path.stem for path in PAGES.glob("*.py")} & taken


def test_every_part_of_the_kit_has_its_test() -> None:
    def untested(folder: str) -> set[str]:
        tests = {path.name for path in (ROOT / "tests" / "pages" / folder).glob("test_*.py")}
        files = {path.stem for path in (PAGES / folder).glob("*.py")} - {"__init__"}
        return {stem for stem in files if f"test_{stem}.py" not in tests}

    assert untested("kit") == set()
    assert untested("parts") == set()


def test_a_page_keeps_no_state_of_its_own() -> None:
    """What lasts from run to run is the visit's, typed in ``pages.kit.visit``."""
    for path in [*PAGES.glob("*.py"), *(PAGES / "parts").glob("*.py")]:
        names = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        assert not names & {"session_state", "query_params", "cache_data", "cache_resource"}, path


LONG_PAGES = {"prompting.py"}  # to be emptied


def test_a_page_is_the_story_of_a_lesson_and_short() -> None:
    """At most 200 lines, whatever the reason: what is longer belongs to the lesson's part."""
    lines = {path.name: path.read_text(encoding="utf-8").count("\n") for path in PAGES.glob("*.py")}
    assert {name for name, count in lines.items() if count > 200} <= LONG_PAGES
