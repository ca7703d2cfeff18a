import subprocess
import sys
from pathlib import Path


def test_imports_point_down() -> None:
    """In a process of its own: the linter switches off every logger that was there before it."""
    script = "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:]
