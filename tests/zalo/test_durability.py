"""Killed between "taken" and the answer: nothing is lost, nothing is done twice, on either
product.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.zalo.inbox import LANES
from tests.journeys.house import House
from tests.prepared import sqlite_url
from tests.trials import lasting
from tests.zalo.deliveries import Faults
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import FakeZaloOa
from tests.zalo.quiet import until
from tests.zalo.told_on_zalo import OnZalo

TOLD = lasting(4, 12)  # people on each product
TWICE = Faults(doubled=1.0)


@pytest.fixture
def zalo() -> Iterator[OnZalo]:
    with FakeZaloBot(faults=TWICE) as bot, FakeZaloOa(faults=TWICE) as oa:
        yield OnZalo(bot, oa)


@pytest.mark.crash
@pytest.mark.timeout(300)
async def test_what_was_taken_before_a_kill_is_answered_after_it(
    zalo: OnZalo, tmp_path: Path
) -> None:
    with House(tmp_path, settings=zalo.settings) as house:
        await zalo.open_up(house, sqlite_url(tmp_path / "data" / "tinbao.sqlite3"))
        everybody: list[Any] = [zalo.bot.person() for _ in range(TOLD)]
        everybody += [zalo.oa.resident() for _ in range(TOLD)]
        for one in everybody:
            one.say("xin chào")
        await until(lambda: zalo.bot.deliveries.is_over and zalo.oa.deliveries.is_over, 120)
        house.kill()  # within the answers
        house.start()
        await until(lambda: all(one.heard for one in everybody), 120)
        await asyncio.to_thread(house.stop)

    # Only who was being answered at that moment may hear it twice.
    assert sum(times_greeted(one) for one in everybody) <= len(everybody) + 2 * LANES
    assert set(zalo.bot.deliveries.answered + zalo.oa.deliveries.answered) == {200}


def times_greeted(one: Any) -> int:
    return int(one.heard.count(one.heard[0]))
