"""What `make check` holds, held in every test run too; types, which take minutes, in trials."""

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


def ran(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout[-4000:] + done.stderr[-2000:]


def test_ruff_finds_nothing() -> None:
    assert not ran("ruff", "check", "--no-cache", ".")


def test_everything_is_formatted() -> None:
    assert not ran("ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.trial
@pytest.mark.timeout(400)
def test_types_hold() -> None:
    assert not ran("mypy")
