"""Where rewards are paid: by who may, once, and with nothing else to see; also on a phone."""

from datetime import date

import pytest_asyncio
from playwright.async_api import Browser, expect

from desks.desk import Role
from handlers.movement import payments as webpayments
from handlers.movement.payments import WebPayments
from outreach.payments import Payments
from storage.database.interface import Database
from storage.outreach.vouchers import NewVoucher, SqlPaymentStore, add_voucher
from storage.writing import Writing
from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.builders import NOON, WARD_DESK
from tests.handlers.webdesk_house import DeskHouse
from tests.keys import a_vault
from tests.serving import served

pytestmark = [*NEEDS_CHROMIUM]

PAYMENTS = "/api/desk/payments"
UNTIL = date(NOON.year + 1, 1, 31)
TOKEN = {"token": "Múa VÀNG, nắng"}


@pytest_asyncio.fixture(loop_scope="session")
async def house(opened: Database) -> DeskHouse:
    made, vault = DeskHouse(), a_vault()
    payments = Payments(
        SqlPaymentStore(opened, vault), made.places.directory, made.audit, made.clock
    )
    parts = WebPayments(payments, made.entry, made.audit, secure_cookie=False)
    made.app.include_router(webpayments.router(parts))
    new = NewVoucher("mua vang nang", 500_000, "79", UNTIL)
    await opened.write(lambda c: add_voucher(Writing(c, vault, NOON), new))
    return made


async def test_a_payer_pays_once_and_sees_nothing_else(house: DeskHouse) -> None:
    payer = await house.officer("Chi", role=Role.PAYER)
    colleague = await house.officer("Chi 2", role=Role.PAYER)
    officer = await house.officer()

    seen = (await payer.post(f"{PAYMENTS}/look", json=TOKEN)).json()
    paid = await payer.post(f"{PAYMENTS}/pay", json=TOKEN)
    again = await colleague.post(f"{PAYMENTS}/pay", json=TOKEN)
    strange = await payer.post(f"{PAYMENTS}/look", json={"token": "mưa đen nắng"})
    refused = await officer.post(f"{PAYMENTS}/look", json=TOKEN)

    assert seen == {"amount": 500_000, "until": UNTIL.isoformat(), "paid_on": None}
    assert paid.status_code == 200
    assert (again.status_code, again.json()["code"]) == (409, "already_paid")
    assert (strange.status_code, strange.json()["code"]) == (404, "unknown_token")
    assert refused.status_code == 403
    assert (await payer.get("/api/desk/queue")).status_code in {403, 404}
    assert (await payer.get("/desk")).headers["location"] == "/desk/payments"
    assert (await officer.get("/desk/payments")).headers["location"] == "/desk"


async def test_on_a_phone_it_takes_the_words_and_two_presses(
    browser: Browser, house: DeskHouse
) -> None:
    async with served(house) as base, a_page(browser, PHONE) as page:
        token = await house.invite(WARD_DESK, "Chi thưởng", Role.PAYER)
        await come_in(page, f"{base}/desk/join/{token}")
        await page.fill("[name=token]", TOKEN["token"])
        await page.click("button:text-is('Tra mã')")
        await page.click("button:text-is('Đã đưa 500.000 đồng cho người nhận')")
        await expect(page.locator("[role=status].told")).to_contain_text("Đã ghi: chi 500.000 đồng")
        await page.click("button:text-is('Mã khác')")
        await page.fill("[name=token]", TOKEN["token"])
        await page.click("button:text-is('Tra mã')")
        await expect(page.locator("#view")).to_contain_text("Mã này đã chi ngày")
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
