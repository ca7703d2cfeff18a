"""An officer knows before writing whether the resident will be shown it."""

from datetime import timedelta

import pytest

from messages.contact import Contact, Windows
from tests.builders import NOON, a_tip
from tips.tip import TipId
from tips.triage.reaching import Reaching

WINDOWS = {"zalo_oa": Windows(timedelta(hours=48), 8, timedelta(days=7))}


class Contacts:
    def __init__(self, contact: Contact | None) -> None:
        self.contact = contact

    async def contact_of(self, tip: TipId) -> Contact | None:
        return self.contact


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (Contact(NOON, 3), "còn 5 tin miễn phí"),
        (Contact(NOON - timedelta(hours=50)), "khoảng 55 đồng"),
        (Contact(NOON - timedelta(days=7)), "không chuyển nữa"),
        (None, "OA Manager"),
    ],
)
async def test_windows_are_told_in_words(contact: Contact | None, said: str) -> None:
    reaching = Reaching(Contacts(contact), WINDOWS, 55)

    assert said in await reaching.describe(a_tip(channel="zalo_oa"), NOON)


async def test_where_words_simply_arrive_nothing_is_said() -> None:
    assert await Reaching(Contacts(None), WINDOWS, 55).describe(a_tip(channel="web"), NOON) == ""
