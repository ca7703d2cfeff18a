"""The walls of the house: they stand, and each falls when one import leads through it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.committed import HOUSE, committed

SCRIPT = "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))"
# Of each wall: a file on the one side, and what it must never import from the other.
BREACHES = {
    "Floors point down": ("desks/roster.py", "tips.tip"),
    "Doors do not know each other": ("handlers/telegram/feed.py", "handlers.desk.views"),
    "Doors stand on what they share": ("handlers/words/months.py", "handlers.web.problems"),
    "Residents and officers come in by different doors": (
        "handlers/telegram/citizens/albums.py",
        "handlers.telegram.officers.lists",
    ),
    "In Telegram's room only the webhook speaks HTTP": (
        "handlers/telegram/officers/lists.py",
        "fastapi",
    ),
    "Ways out do not know each other": ("channels/web/channel.py", "channels.telegram.wire"),
    "Storage knows no messenger": ("storage/media.py", "aiogram"),
    "Readers are kept apart from residents who told": (
        "storage/subscribers/rows.py",
        "storage.tips.rows",
    ),
    "What the movement counts knows neither tips nor readers": (
        "storage/outreach/rows.py",
        "storage.subscribers.rows",
    ),
    "The rules are pure": ("tips/statuses.py", "asyncio"),
    "Handlers reach the database only through a use case": (
        "handlers/chat/stream.py",
        "sqlalchemy",
    ),
    "Only wiring sees the concrete classes": ("channels/post/postman.py", "storage.media"),
    "No cycles inside a floor": ("storage/database/leases.py", "storage.stores"),
}


def lint(house: Path) -> str:
    """In a process of its own: the linter switches off every logger that was there before it."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=house, capture_output=True, text=True, check=False
    )
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout) + f"\nexit {done.returncode}"


def test_imports_point_down() -> None:
    said = lint(HOUSE)

    assert said.endswith("exit 0"), said[-3000:]


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the house with a hole in every wall."""
    house = tmp_path_factory.mktemp("house")
    for file in committed():
        if file.suffix in {".py", ".toml"} and "tests" not in file.parts:
            copy = house / file.relative_to(HOUSE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    for file_name, module in BREACHES.values():
        with (house / file_name).open("a", encoding="utf-8") as opened:
            opened.write(f"import {module}\n")
    return lint(house)


@pytest.mark.parametrize("wall", BREACHES)
def test_a_wall_falls_when_an_import_leads_through_it(wall: str, broken_house: str) -> None:
    assert f"\n{wall} BROKEN" in broken_house, broken_house[:3000]


def test_every_wall_has_its_breach() -> None:
    walls = set(
        re.findall(r'^name = "(.+)"$', (HOUSE / "pyproject.toml").read_text(), re.MULTILINE)
    )

    assert walls - {"tinbao"} == set(BREACHES)
