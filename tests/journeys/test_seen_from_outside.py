"""What anybody on the machine may read of a running line and of the child that opens files."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.journeys.house import House, Resident
from tests.media_files import a_picture
from tests.promise.thief import hits
from tests.telegram.fake import TOKEN

WORDS = "bán ma túy loại bạch-phiến-tím ở hẻm Cây Khế Cong"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A new interpreter: of a forked one only its parent's arguments are seen."""
    settings = f'[telegram]\ntoken = "{TOKEN}"\napi_base = "http://127.0.0.1:9"\n'
    with House(tmp_path, settings=settings, forked=False) as house:
        yield house


def test_neither_the_line_nor_its_child_shows_a_secret(house: House) -> None:
    resident = house.resident()
    resident.say(WORDS)
    secrets = [TOKEN, WORDS, resident.http.cookies["tinbao_chat"], *_keys(house)]

    line = _shown(house.pid)
    child = _child_while(resident, house)

    assert len(secrets) >= 6
    assert hits(line.arguments + child.arguments, secrets) == []
    given = b"\n".join(part.encode() for part in os.environ.values())
    assert hits(line.environment, secrets) == hits(given, secrets) == []
    assert b"PATH=" in line.environment
    assert child.environment.strip(b"\0") in (b"", b"LC_CTYPE=C.UTF-8")
    for shown in (line, child):
        assert shown.core_limit in ("0", "1"), "a dump would hold words and keys"
    both_ways = set(child.files[:2])  # where the file comes in and the clean one goes out
    others = set(child.files) - both_ways - {"/dev/null", "anon_inode:[landlock-ruleset]"}
    assert [one for one in others if not one.startswith(str(Path(sys.prefix).resolve()))] == []


class _shown:  # noqa: N801 - reads as what it is
    """A process as /proc shows it to others."""

    def __init__(self, pid: int) -> None:
        place = Path(f"/proc/{pid}")
        self.arguments = (place / "cmdline").read_bytes()
        self.environment = (place / "environ").read_bytes()
        [core] = [one for one in _lines(place / "limits") if one.startswith("Max core file size")]
        self.core_limit = core.split()[4]
        self.files = [str((place / "fd" / name).readlink()) for name in _numbers(place / "fd")]


def _child_while(resident: Resident, house: House) -> _shown:
    """While it cleans: with its own limits already, before it ends."""
    picture = a_picture(size=(6_000, 4_000))
    asking = threading.Thread(
        target=resident.attach, args=("a.jpg", picture, "image/jpeg"), daemon=True
    )
    asking.start()
    found: list[_shown] = []
    while asking.is_alive():
        for child in psutil.Process(house.pid).children():
            try:
                shown = _shown(child.pid)
            except (OSError, ValueError):
                continue  # it was over, or had not begun
            if b"sandbox" in shown.arguments and shown.core_limit == "0":
                found.append(shown)
        time.sleep(0.005)
    assert found, "no child was seen"
    return found[-1]


def _keys(house: House) -> list[str]:
    files = [one for one in (house.folder / "data").rglob("*.key") if one.is_file()]
    words = b" ".join(one.read_bytes() for one in files).split()
    return [word.decode() for word in words if len(word) >= 32]


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines()


def _numbers(folder: Path) -> list[str]:
    return sorted((one.name for one in folder.iterdir()), key=int)
