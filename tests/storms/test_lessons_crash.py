"""Lessons while their senders are killed, on both databases. `make crash` does it for 100,000."""

import random
from pathlib import Path

import pytest

from tests.storms.lessons_crashing import LessonStorm, Trial

pytestmark = pytest.mark.either_database

WORKERS = {"sqlite": 1, "postgres": 3}


@pytest.mark.crash
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("mode", "misfortunes"),
    [("atleast", 3), ("atmost", 2)],  # the third is a process that stands still
)
async def test_nobody_is_lost_and_few_hear_it_twice(
    kind: str, database_url: str, tmp_path: Path, mode: str, misfortunes: int
) -> None:
    chance = random.randrange(10**6)  # noqa: S311
    trial = Trial(300, WORKERS[kind], 100, misfortunes, mode, chance, lease=3.0)
    storm = LessonStorm(database_url, trial, tmp_path / "log")

    await storm.rage()

    assert storm.verdict
    assert not storm.losses(), f"seed {chance}: {storm.verdict}"
    assert storm.killed
    assert storm.stopped
    assert storm.verdict.ledger.sent > 150
