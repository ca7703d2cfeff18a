"""Tests run side by side are told as if they had run one after the other."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = """
from tests.workers import run_side_by_side

def pytest_runtestloop(session):
    run_side_by_side(session, 2, alone=1)
    return True
"""
TESTS = """
import os
import pytest

@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    yield tmp_path_factory.mktemp("shared")
    print("put away")

def test_it_dies():
    os._exit(7)

@pytest.mark.parametrize("number", range(25))
def test_it_holds(number, shared):
    assert shared.is_dir()

def test_it_fails():
    print("what it said")
    assert 1 == 2
"""


def test_a_failure_and_a_death_are_told_and_the_others_run_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_some.py").write_text(TESTS)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", ".", "."],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stdout
    assert "2 failed, 25 passed" in done.stdout
    assert "the worker ended with 7" in done.stdout
    assert "what it said" in done.stdout
