"""A commune's month as anybody reads it, over real tips."""

from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient

from handlers.chat import months
from handlers.web.app import create_app
from storage.stores import Stores
from storage.tips.public_months import SqlMonthShelf
from tests.builders import NOON, WARD_DESK
from tests.fakes import StoppedClock
from tests.storage.tips_filed import a_filed_tip, seat
from tips.reports.public_month import PublicMonths

pytestmark = pytest.mark.either_database
AT = f"/so-lieu/{WARD_DESK}"
MONTH = f"{NOON:%Y-%m}"


async def test_six_tips_are_at_least_five_and_others_are_nowhere(stores: Stores) -> None:
    await seat(stores)
    for number in range(1, 7):
        await a_filed_tip(stores, number)
    clock = StoppedClock(NOON + timedelta(days=45))
    published = PublicMonths(stores.register, SqlMonthShelf(stores.database), clock)
    app = create_app((months.router(published, stores.desks),), public_url="http://test")
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as visitor:
        page = (await visitor.get(f"{AT}/{MONTH}")).text
        await a_filed_tip(stores, 8)
        again = (await visitor.get(f"{AT}/{MONTH}")).text
        strange = [
            await visitor.get(path)
            for path in ("/so-lieu/00001", f"{AT}/2001-01", f"{AT}/{clock.now():%Y-%m}")
        ]

    assert "Đã nhận ít nhất 5 tin." in page
    assert "Ma túy</th><td>5</td>" in page
    assert again == page
    assert {answer.status_code for answer in strange} == {404}
