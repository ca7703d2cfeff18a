"""Two copies of the program on one PostgreSQL, as behind a balancer."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import House, Resident
from tests.journeys.test_web_story import BEN_THANH, STORY, file_a_tip, wait_for
from tests.telegram.fake import TOKEN, FakeTelegram
from tests.telegram.people import words

pytestmark = [pytest.mark.parametrize("kind", ["postgres"]), pytest.mark.timeout(300)]

AT_ONCE = 0.3  # seconds, on an idle machine
BUSY = 10  # times slower beside other tests; without notices it takes ten seconds
PLACE = "Ở phường Bến Thành, quận 1"


@pytest.fixture
def copies(
    database_url: str, telegram: FakeTelegram, tmp_path: Path
) -> Iterator[tuple[House, House]]:
    telegram.add_bot()
    settings = f"""
[disk]
media_folder = "{tmp_path}/media"
[keys]
content = "{tmp_path}/content.key"
identity = "{tmp_path}/identity.key"
subscribers = "{tmp_path}/subscribers.key"
links = "{tmp_path}/links/links.key"
[telegram]
token = "{TOKEN}"
api_base = "{telegram.url}"
"""
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    one, other = (House(folder, database_url, settings) for folder in folders)
    with one, other:
        yield one, other


def test_copies_share_tips_live_news_and_telegram(
    copies: tuple[House, House], telegram: FakeTelegram
) -> None:
    one, other = copies
    [bot] = telegram.world.bots.values()
    lan = telegram.people.private(telegram.people.person("Lan"), bot)
    lan.say(STORY)
    asked = lan.sees("phường")
    other.tinbao("desk", "open", BEN_THANH)
    resident = one.resident()

    assert seconds_until_heard(resident, "xin chào", other) < AT_ONCE * BUSY
    file_a_tip(resident)
    officer = other.officer(BEN_THANH)
    wait_for(lambda: officer.get("/api/desk/tips").json()["tips"])

    one.kill()  # it polled: it was there first
    lan.say(PLACE)
    lan.sees("Bến Thành", after=asked["message_id"])
    assert len([m for m in lan.from_bot if words(m) == words(asked)]) == 1


def seconds_until_heard(resident: Resident, said: str, other: House) -> float:
    """From the answer of one copy until the page that is open at the other is told."""
    answered: list[float] = []

    def say() -> None:
        resident.say(said)
        answered.append(time.monotonic())

    page = other.browser()
    page.cookies = resident.http.cookies
    after = {"after": max(message["id"] for message in resident.messages)}
    with page.stream("GET", "/api/chat/stream", params=after) as stream:
        lines = stream.iter_lines()
        next(line for line in lines if "open" in line)
        speaking = threading.Thread(target=say)
        speaking.start()
        next(line for line in lines if line == "event: messages")
        heard = time.monotonic()
        speaking.join()
    return heard - answered[0]
