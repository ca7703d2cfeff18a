"""Killed between "taken" and the answer: nothing is lost, nothing is done twice."""

import time
from pathlib import Path

import httpx
import pytest

from tests.journeys.house import House
from tests.zalo.fake_bot import TOKEN, FakeZaloBot, Person
from tests.zalo.house import SECRET

TOLD = 12


@pytest.mark.crash
@pytest.mark.timeout(300)
def test_what_was_taken_before_a_kill_is_answered_after_it(tmp_path: Path) -> None:
    with FakeZaloBot() as zalo, House(tmp_path, settings=_settings(zalo)) as house:
        people = [zalo.person() for _ in range(TOLD)]
        post_all(house, zalo, people)
        house.kill()  # within the answers
        house.start()
        until_all_heard(people)
        house.stop()

    opened = [one.heard.count(one.heard[0]) for one in people]
    assert sum(opened) <= TOLD + 8  # only who was being answered at that moment may hear it twice


def post_all(house: House, zalo: FakeZaloBot, people: list[Person]) -> None:
    for one in people:
        one.say("xin chào")
    updates, zalo.updates = zalo.updates, []
    with httpx.Client(base_url=house.url, headers={"X-Bot-Api-Secret-Token": SECRET}) as client:
        for update in [*updates, *updates]:
            assert client.post("/zalo/bot", json=update).status_code == 200


def until_all_heard(people: list[Person]) -> None:
    ends = time.monotonic() + 120
    while not all(one.heard for one in people):
        assert time.monotonic() < ends, "somebody was never answered"
        time.sleep(0.05)


def _settings(zalo: FakeZaloBot) -> str:
    return f'[zalo_bot]\ntoken = "{TOKEN}"\napi_base = "{zalo.url}"\nwebhook_secret = "{SECRET}"\n'
