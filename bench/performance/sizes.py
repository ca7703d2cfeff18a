"""What a tip and a subscriber leave on the disk."""

from pathlib import Path

import httpx

from bench.performance.machine import table
from tests.journeys.house import House, Resident
from tests.journeys.test_web_story import BEN_THANH, file_a_tip

TIPS, SUBSCRIBERS = 100, 100_000


def measure(folder: Path) -> list[str]:
    house = House(folder)
    with house:
        house.tinbao("desk", "open", BEN_THANH)
    before = _size(folder)
    with house:
        for number in range(TIPS):
            with _phone(house, number) as phone:
                file_a_tip(Resident(phone))
    told = _size(folder)
    house.tinbao("subscribers", "seed", str(SUBSCRIBERS), "--channel", "web")
    sown = _size(folder)
    return table(
        ("what", "on the disk", "measured with"),
        ("a tip told on the web, with its chat", _each(told - before, TIPS), f"{TIPS:,}"),
        ("a subscriber", _each(sown - told, SUBSCRIBERS), f"{SUBSCRIBERS:,}"),
    )


def _phone(house: House, number: int) -> httpx.Client:
    """With an address of its own, as residents have."""
    way = httpx.HTTPTransport(local_address=f"127.8.0.{number + 1}", verify=False)
    return httpx.Client(base_url=house.url, transport=way, timeout=30)


def _size(folder: Path) -> int:
    """Of a line at rest: its log is written back."""
    return sum(file.stat().st_size for file in (folder / "data").glob("tinbao.sqlite3*"))


def _each(size: int, count: int) -> str:
    return f"{size / count / 1024:.2f} KB"
