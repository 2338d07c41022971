"""The rules that keep the house in order: who imports whom, and how long things may be."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "nlp_core"
PAGES = ROOT / "pages"
FOLDERS = ("nlp_core", "pages", "tests")
SOURCES = [
    ROOT / "app.py",
    *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")),
]
STANDARD = set(sys.stdlib_module_names)
HEAVY = {
    *("numba", "llvmlite", "datasets", "dask", "distributed"),
    *("kiwipiepy", "sklearn", "pandas", "scipy"),
}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, top_only: bool = False) -> set[str]:
    """Dotted names of imported modules; ``top_only`` leaves out those inside functions."""
    module = tree(path)
    nodes = module.body if top_only else list(ast.walk(module))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def roots(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def in_folder(name: str) -> list[Path]:
    return sorted((CORE / name).rglob("*.py"))


def test_the_core_knows_no_page() -> None:
    for path in CORE.rglob("*.py"):
        assert not roots(imports(path)) & {"streamlit", "pages", "tests"}, path


@pytest.mark.parametrize("folder", ["models", "training"])
def test_models_and_training_need_torch_alone(folder: str) -> None:
    for path in in_folder(folder):
        own = {name for name in imports(path) if name.startswith("nlp_core")}
        compiled = {"numba", "llvmlite", "numpy"} if path.stem.endswith("_loops") else set()
        assert roots(imports(path)) <= STANDARD | {"torch", "nlp_core"} | compiled, path
        allowed = ("nlp_core.models", "nlp_core.training", "nlp_core.errors")
        assert all(name.startswith(allowed) for name in own), path


@pytest.mark.parametrize("folder", ["figures", "text"])
def test_figures_and_text_need_no_torch(folder: str) -> None:
    for path in in_folder(folder):
        assert "torch" not in roots(imports(path)), path


BELOW = {  # which folders of the core each folder may import from, besides itself
    "text": set(),
    "models": set(),
    "figures": set(),
    "corpora": {"text"},
    "training": {"models"},
    "recipes": {"corpora", "text", "models", "training"},
    "experiments": {"corpora", "text", "models", "training", "recipes"},
    "engine": {"training"},
    "published": {"models", "training", "text"},
    "measurements": {"corpora", "text", "models", "training", "recipes", "experiments", "engine"},
    "thumbnails": {
        *("corpora", "text", "figures", "training", "recipes"),
        *("experiments", "engine", "measurements"),
    },
    "cli": {"corpora", "training", "recipes", "engine", "measurements", "thumbnails"},
}


def test_every_folder_of_the_core_has_its_place() -> None:
    assert {path.name for path in CORE.iterdir() if (path / "__init__.py").exists()} == set(BELOW)


@pytest.mark.parametrize("folder", BELOW)
def test_no_import_points_upward(folder: str) -> None:
    for path in in_folder(folder):
        names = {name.split(".")[1] for name in imports(path) if name.startswith("nlp_core.")}
        above = (names & set(BELOW)) - BELOW[folder] - {folder}
        assert not above, f"{path} imports {above}"


def test_a_lesson_has_one_folder_of_experiments() -> None:
    lessons = {path.stem for path in PAGES.glob("*.py")}
    folders = {path.name for path in (CORE / "experiments").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} <= lessons
    assert not {path.name for path in (CORE / "experiments").glob("*.py")} - {"__init__.py"}


def test_only_pages_and_the_server_speak_streamlit() -> None:
    for path in SOURCES:
        if "streamlit" in roots(imports(path)):
            top = path.relative_to(ROOT).parts[0]
            assert top in {"pages", "app.py", "tests"}, path


@pytest.mark.parametrize(
    "folder", ["models", "training", "recipes", "experiments", "corpora", "text"]
)
def test_heavy_imports_wait_inside_functions(folder: str) -> None:
    for path in in_folder(folder):
        assert not roots(imports(path, top_only=True)) & HEAVY, path


def test_a_bare_gpu_box_can_import_what_trains() -> None:
    """With only torch, NumPy, safetensors and tokenizers, recipes and what they need import."""
    program = """
import sys, importlib.abc, pathlib, importlib
class Bare(importlib.abc.MetaPathFinder):
    gone = {"streamlit", "altair", "datasets", "dask", "distributed",
            "kiwipiepy", "pandas", "scipy", "sklearn", "pyarrow", "platformdirs", "tqdm", "numba"}
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in self.gone:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Bare())
for folder in ("models", "training", "recipes", "experiments", "corpora", "text"):
    for path in pathlib.Path("nlp_core", folder).rglob("*.py"):
        importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def test_every_test_folder_is_a_package() -> None:
    for folder in {path.parent for path in (ROOT / "tests").rglob("*.py")}:
        assert (folder / "__init__.py").exists(), folder


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path) -> None:
    """250 lines a file, 40 a function, unless a docstring gives the reason ("... long because")."""
    module = tree(path)
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 250 or "long because" in (ast.get_docstring(module) or ""), lines
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            reason = "long because" in (ast.get_docstring(node) or "")
            assert length <= 40 or reason, f"{node.name}: {length} lines"


def test_nothing_unpickles_or_evaluates() -> None:
    for path in [*CORE.rglob("*.py"), *PAGES.rglob("*.py"), ROOT / "app.py"]:
        assert not roots(imports(path)) & {"pickle", "dill", "cloudpickle", "joblib", "shelve"}, (
            path
        )
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, path


def test_public_functions_of_the_core_are_described() -> None:
    for path in CORE.rglob("*.py"):
        module = tree(path)
        assert ast.get_docstring(module), path
        for node in module.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path}: {node.name}"


def test_no_catch_all_rooms() -> None:
    for path in SOURCES:
        assert not re.fullmatch(r"utils?|common|helpers?|misc", path.stem), path


def test_shipped_checkpoints_stay_small() -> None:
    total = sum(path.stat().st_size for path in (ROOT / "assets" / "models").glob("*"))
    assert total <= 45e6
