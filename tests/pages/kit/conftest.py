import pytest

from pages.kit import short


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short tasks run here: a page made of a few lines has no main guard for a worker to import."""
    monkeypatch.setattr(short, "ask", lambda call, _: call.function(*call.args, **call.kwargs))
