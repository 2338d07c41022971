"""The processes of the tests share the work as ``conftest`` says, not test by test."""

import os

import pytest


def test_what_belongs_together_runs_in_one_process(request: pytest.FixtureRequest) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("all tests run in one process")
    assert request.node.nodeid.endswith("@distribution")
