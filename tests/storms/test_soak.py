"""What `make soak` calls flat, and that it can be run."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.soak import Look, Soak, what_grew
from tests.journeys.house import House

FLAT = [Look(float(n), n, 160.0, 30.0, 4.0, 10 + n / 40) for n in range(40)]


def test_what_stays_as_it_is_grew_nowhere() -> None:
    assert what_grew(FLAT) == []


def test_memory_that_creeps_is_told() -> None:
    creeping = [replace(look, memory_mb=160 + look.at) for look in FLAT]

    assert what_grew(creeping) == ["memory_mb: 174.5 → 194.5"]


def test_files_that_stay_open_and_a_disk_that_fills_are_told() -> None:
    leaking = [replace(look, files=30 + look.at, disk_mb=10 + look.at) for look in FLAT]

    assert [told.partition(":")[0] for told in what_grew(leaking)] == ["files", "disk"]


def test_more_memory_than_a_small_machine_has_is_told() -> None:
    assert what_grew([replace(look, memory_mb=300.0) for look in FLAT]) == ["memory: 300 MB"]


@pytest.mark.trial
@pytest.mark.timeout(300)
def test_a_line_is_soaked_and_looked_at(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        looks = Soak(house, minutes=1 / 60, tips_an_hour=3_600).last()

    assert looks[-1].tips >= 1
    assert looks[-1].files > 5
    assert looks[-1].disk_mb > 0
