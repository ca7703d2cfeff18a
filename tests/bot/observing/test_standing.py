"""What Prometheus is told of what stands: open, unclaimed, late, the last anchor, the disk."""

from datetime import timedelta
from pathlib import Path

from prometheus_client import generate_latest

from bot.observing.metrics import Metrics
from bot.observing.standing import measure
from desks.auditing import Auditing
from storage.space import DiskSpace
from storage.stores import Stores
from tests.builders import NOON, a_desk
from tests.fakes import SilentBell, StoppedClock
from tests.storage.tips_filed import a_change, a_claim, a_filed_tip, seat
from tips.clock.watching import Reminders
from tips.tip import Status

LATER = NOON + timedelta(days=2)


async def told(stores: Stores, folder: Path) -> dict[str, float]:
    metrics = Metrics()
    await measure(metrics, stores.health, DiskSpace(folder, 2**60, 0), LATER)
    lines = generate_latest(metrics.pages).decode().splitlines()
    told = (line.rsplit(" ", 1) for line in lines if line[0] != "#")
    return {name: float(n) for name, n in told}


async def test_open_unclaimed_and_late_tips_are_counted(stores: Stores, tmp_path: Path) -> None:
    officer = await seat(stores)
    claimed, closed, _ = [await a_filed_tip(stores, number) for number in (1, 2, 3)]
    await stores.tips.save(claimed, a_claim(claimed, officer), NOON)
    closing = a_change(closed, "close 1", status=Status.CLOSED, closed_at=NOON)
    await stores.tips.save(closed, closing, NOON)
    await Reminders(stores.reminders, StoppedClock(LATER), SilentBell()).sweep()

    numbers = await told(stores, tmp_path)

    names = ("open", "unclaimed", "late")
    assert [numbers[f"tinbao_tips_{name}"] for name in names] == [2, 1, 2]
    assert (numbers["tinbao_disk_free_bytes"] > 0, numbers["tinbao_desks_deaf"]) == (True, 0)
    assert numbers["tinbao_last_anchor_timestamp_seconds"] == 0
    room = [numbers[f'tinbao_disk_takes{{what="{what}"}}'] for what in ("files", "words")]
    assert room == [0, 1]


async def test_the_last_anchor_is_told_by_its_moment(stores: Stores, tmp_path: Path) -> None:
    officer = await seat(stores)
    await Auditing(stores.audit, StoppedClock(NOON)).exported(officer, "register 26743")
    await stores.audit.anchor(LATER)

    numbers = await told(stores, tmp_path)

    assert numbers["tinbao_last_anchor_timestamp_seconds"] == LATER.timestamp()


async def test_desks_that_hear_nothing_are_counted(stores: Stores, tmp_path: Path) -> None:
    await stores.desks.open_desk(a_desk(group="-1"))
    await stores.access.group_lost("-1")

    assert (await told(stores, tmp_path))["tinbao_desks_deaf"] == 1
    assert await stores.health.deaf_desks() == {"26743": "lost"}
