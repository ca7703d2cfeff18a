"""kill -9 in the middle of everything, on both databases. `make crash` does it 50 times."""

import random
from pathlib import Path

import pytest

from tests.journeys.crashing import Storm
from tests.journeys.house import House

KILLS = 2


@pytest.mark.crash
@pytest.mark.timeout(300)
def test_what_was_acknowledged_survives_kill_9_and_happens_once(
    blank_database_url: str, tmp_path: Path
) -> None:
    with House(tmp_path, blank_database_url) as house:
        storm = Storm(house, seed=random.randrange(10**6))  # noqa: S311

        storm.rage(KILLS)

        assert not storm.losses(), f"seed {storm.seed}"
        assert sum(bool(tale.receipt) for tale in storm.tales) > KILLS
        assert storm.asked
