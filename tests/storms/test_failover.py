"""The database's server dies, its synchronous standby takes over, two copies go on. `make
failover` does it under load, and with a server that falls silent as well; in the suite
`test_day.py` does.
"""

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journeys.house import House, Resident
from tests.journeys.test_web_story import BEN_THANH, file_a_tip
from tests.storms.failing_over import failing_over, shared
from tests.storms.two_servers import two_servers, url_of

BACK_WITHIN = 60.0  # seconds, beside other tests; on an idle machine one or two
KEPT = "fsync = off"  # what is killed here is processes, never the machine


@pytest.fixture
def servers() -> Iterator[Path]:
    """Not under pytest's own folder, which is closed to whom PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.mark.trial
@pytest.mark.timeout(300)
def test_two_copies_go_on_with_the_standby_where_the_server_died(
    servers: Path, tmp_path: Path
) -> None:
    with two_servers(servers, KEPT) as (leader, standby):
        one, other = copies(tmp_path, url_of(leader, standby))
        with one, other:
            other.tinbao("desk", "open", BEN_THANH)
            officer, resident = other.officer(BEN_THANH), one.resident()
            file_a_tip(resident)

            leader.kill()
            standby.promote()

            insist(resident)
            later = other.resident()
            file_a_tip(later)
            assert len(officer.get("/api/desk/tips").json()["tips"]) == 2


def copies(folder: Path, url: str) -> Iterator[House]:
    for name in ("one", "other"):
        (folder / name).mkdir()
        yield House(folder / name, url, shared(folder))


def insist(resident: Resident) -> None:
    """As the page does: the same words under the same key until they are answered."""
    until = time.monotonic() + BACK_WITHIN
    asked: dict[str, Any] = {"json": {"text": "xin chào"}, "headers": {"Idempotency-Key": "again"}}
    while resident.http.post("/api/chat/messages", **asked).status_code != httpx.codes.OK:
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.trial
@pytest.mark.timeout(600)
@pytest.mark.parametrize("silent", [False, True])
def test_what_was_acknowledged_survives_the_death_of_the_database(
    servers: Path, tmp_path: Path, silent: bool
) -> None:
    seed = random.randrange(10**6)  # noqa: S311
    with failing_over(tmp_path, servers, KEPT, seed=seed) as trial:
        trial.silent = silent
        trial.rage(1)

        assert not trial.losses(), f"seed {seed}"
        assert trial.acknowledged_after
