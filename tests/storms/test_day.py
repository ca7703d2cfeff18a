"""The shortest 19/8 there is: a lesson, tips, open pages, a flood; a copy dies, the database too.
`make simulate` has the long ones.
"""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.simulate import simulate, tell
from tests.storms.day import Size
from tests.trials import lasting

SHORT = Size(subscribers=6, tips=2, seconds=3, pages=2, floods=1, dies_every=2)
LONG = Size(subscribers=500, tips=60, seconds=90, pages=40, floods=5, dies_every=30)


@pytest.fixture
def servers() -> Iterator[Path]:
    """Not under pytest's own folder, which is closed to whom PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.mark.crash
@pytest.mark.timeout(600)
def test_the_evening_of_the_nineteenth_loses_nothing(servers: Path, tmp_path: Path) -> None:
    seed = random.randrange(10**6)  # noqa: S311

    day = simulate(tmp_path, servers, lasting(SHORT, LONG), seed, "fsync = off")

    assert not day.losses(), f"seed {seed}"
    assert len(day.receipts) == day.size.tips
    assert "| lost or doubled | 0 |" in tell(day)
