"""What `make check` holds of scripts, style sheets and templates, held in every test run too."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.committed import HOUSE, committed

DENO = Path(sys.executable).with_name("deno")
WIDEST = 100
SET_BY_SCRIPTS = {"--heat", "--least", "--most", "--target"}  # movement-meters.js, desk-figures.js
# Of TypeScript's complaints those that mean a name, a module or an export that is not there.
NOWHERE = re.compile(r"TS(?:2304|2305|2307|2552|2724)\b.*")


def of_the_pages() -> Iterator[Path]:
    return (f for f in committed() if f.suffix in {".js", ".css", ".html"})


@pytest.mark.parametrize("task", [("fmt", "--check"), ("lint",)])
def test_scripts_and_style_sheets_are_as_the_formatter_and_the_linter_want_them(
    task: tuple[str, ...],
) -> None:
    done = subprocess.run([DENO, *task], cwd=HOUSE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_no_script_uses_a_name_that_is_nowhere() -> None:
    scripts = [str(f) for f in of_the_pages() if f.suffix == ".js"]
    done = subprocess.run(
        [DENO, "check", *scripts], cwd=HOUSE, capture_output=True, text=True, check=False
    )

    assert not NOWHERE.findall(done.stdout + done.stderr)


def test_no_line_of_a_page_is_wider_than_one_of_python() -> None:
    wide = [
        f"{file.relative_to(HOUSE)}:{number}"
        for file in of_the_pages()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]

    assert not wide


def test_no_style_uses_a_property_that_nobody_sets() -> None:
    """One unknown colour and the whole rule is void: bars that nobody sees."""
    styles = "".join(f.read_text("utf-8") for f in of_the_pages() if f.suffix == ".css")
    named = set(re.findall(r"(--[\w-]+)\s*:", styles))

    assert set(re.findall(r"var\((--[\w-]+)", styles)) <= named | SET_BY_SCRIPTS


def test_letters_are_as_large_as_their_reader_wants_them() -> None:
    """In pixels they would stay small whatever the browser is told."""
    styles = [f.read_text("utf-8") for f in of_the_pages() if f.suffix == ".css"]

    assert not re.findall(r"(?:font|font-size):[^;]*\dpx", "".join(styles))
