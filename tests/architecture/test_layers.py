"""The walls between folders, as pyproject.toml draws them."""

import subprocess
import sys


def test_imports_point_down() -> None:
    # In a process of its own: the linter switches off every logger that exists already.
    linted = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports as l; exit(l(no_cache=True))",
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout
