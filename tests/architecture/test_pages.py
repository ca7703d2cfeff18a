"""What `make check` holds of scripts, style sheets and templates, held in every test run too."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.committed import HOUSE, committed

DENO = Path(sys.executable).with_name("deno")
WIDEST = 100


def of_the_pages() -> Iterator[Path]:
    return (f for f in committed() if f.suffix in {".js", ".css", ".html"})


@pytest.mark.parametrize("task", [("fmt", "--check"), ("lint",)])
def test_scripts_and_style_sheets_are_as_the_formatter_and_the_linter_want_them(
    task: tuple[str, ...],
) -> None:
    done = subprocess.run([DENO, *task], cwd=HOUSE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_no_line_of_a_page_is_wider_than_one_of_python() -> None:
    wide = [
        f"{file.relative_to(HOUSE)}:{number}"
        for file in of_the_pages()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]

    assert not wide
