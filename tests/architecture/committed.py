"""The files that belong to the project: what git tracks, or all but build products without git."""

import subprocess
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
PASSED_OVER = {".git", ".venv", "data", "build", "node_modules"}


@cache
def committed() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        return tuple(f for n in listed.stdout.split("\0") if n and (f := HOUSE / n).is_file())
    return tuple(f for f in HOUSE.rglob("*") if f.is_file() and _is_ours(f.relative_to(HOUSE)))


def _is_ours(file: Path) -> bool:
    hidden = any(part.startswith(".") and part.endswith("_cache") for part in file.parts)
    return not (hidden or PASSED_OVER & set(file.parts) or "__pycache__" in file.parts)


def text_of(file: Path) -> str | None:
    """None for what is not text."""
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return None
