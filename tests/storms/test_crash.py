"""kill -9 in the middle of everything, on both databases. `make crash` does it 50 times, and in
every pair of database and way of Telegram's delivery.
"""

import random
from pathlib import Path

import pytest

from tests.journeys.house import House
from tests.storms.crashing import Storm, neighbourhood
from tests.storms.crashing_telegram import TelegramTale, telegram_settings
from tests.storms.crashing_web import WebTale
from tests.telegram.fake import FakeTelegram
from tests.trials import lasting

pytestmark = pytest.mark.either_database

KILLS = lasting(1, 4)


@pytest.mark.crash
@pytest.mark.timeout(600)
def test_what_was_acknowledged_survives_kill_9_and_happens_once(
    telegram: FakeTelegram, blank_database_url: str, tmp_path: Path
) -> None:
    mode = "polling" if "sqlite" in blank_database_url else "webhook"
    bot, house = telegram.add_bot(), House(tmp_path, blank_database_url)
    house.add_settings(telegram_settings(telegram, bot, mode, house))
    with house:
        storm = Storm(house, neighbourhood(house, telegram, bot), random.randrange(10**6))  # noqa: S311

        storm.rage(KILLS)

        assert not storm.losses(), f"seed {storm.seed}"
        assert {type(tale) for tale in storm.tales if tale.receipt} == {WebTale, TelegramTale}
        assert storm.asked
