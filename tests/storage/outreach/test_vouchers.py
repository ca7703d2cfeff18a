"""What the vouchers' store promises, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from outreach.payments import Payment, Voucher
from storage.audit.chain import broken
from storage.outreach.vouchers import NewVoucher, add_voucher, sweep_vouchers
from storage.stores import Stores
from storage.writing import Writing
from tests.builders import NOON
from tests.storage.tips_filed import seat

TOKEN, PROVINCE, UNTIL = "mua vang nang", "79", date(NOON.year + 1, 1, 31)
NEW = NewVoucher(TOKEN, 500_000, PROVINCE, UNTIL)


async def made(stores: Stores, new: NewVoucher = NEW) -> None:
    vault = stores.citizens._vault
    await stores.database.write(lambda c: add_voucher(Writing(c, vault, NOON), new))


async def test_of_payers_at_once_one_pays_and_the_log_says_so_once(stores: Stores) -> None:
    payers = [await seat(stores, f"Chi {n}") for n in range(3)]
    await made(stores)

    done = await asyncio.gather(
        *(stores.payments.pay(TOKEN, Payment(one.id, PROVINCE, NOON)) for one in payers)
    )

    assert [one for one in done if one] == [Voucher(500_000, UNTIL)]
    found = await stores.payments.find(TOKEN, PROVINCE, NOON.date())
    assert found == Voucher(500_000, UNTIL, NOON.date())
    entries = [one for one in await stores.audit.entries(0, 100) if one.action == "reward_paid"]
    assert [(one.fact, one.tip) for one in entries] == [("500000", "")]
    assert not await stores.database.read(lambda c: broken(c, stores.citizens._vault))


async def test_another_province_another_word_and_another_day_find_nothing(stores: Stores) -> None:
    await made(stores)
    late = UNTIL + timedelta(days=1)

    for asked in ((TOKEN, "01", UNTIL), ("mua vang", PROVINCE, UNTIL), (TOKEN, PROVINCE, late)):
        assert await stores.payments.find(*asked) is None
    assert await stores.payments.find(TOKEN, PROVINCE, UNTIL) == Voucher(500_000, UNTIL)


@pytest.mark.parametrize("kind", ["postgres"])
async def test_after_a_sweep_nothing_tells_in_which_order_they_were_made(stores: Stores) -> None:
    for number in range(9):
        await made(stores, replace(NEW, token=f"{TOKEN} {number}"))
    payer = await seat(stores, "Chi")
    await stores.payments.pay(f"{TOKEN} 4", Payment(payer.id, PROVINCE, NOON))

    await stores.database.write(lambda c: sweep_vouchers(c, UNTIL))

    on_disk = text("SELECT mark, xmin::text AS written FROM vouchers ORDER BY ctid")
    rows = await stores.database.read(lambda c: c.execute(on_disk))
    marks, written = zip(*rows.all(), strict=True)
    assert list(marks) == sorted(marks)
    assert (len(marks), len(set(written))) == (9, 1)
    paid = await stores.payments.find(f"{TOKEN} 4", PROVINCE, UNTIL)
    assert paid is not None
    assert paid.paid_on == NOON.date()


async def test_what_is_over_is_gone_and_the_rest_stays(stores: Stores) -> None:
    await made(stores)
    await stores.database.write(lambda c: sweep_vouchers(c, UNTIL))
    kept = await stores.payments.find(TOKEN, PROVINCE, UNTIL)

    await stores.database.write(lambda c: sweep_vouchers(c, UNTIL + timedelta(days=1)))

    assert kept is not None
    assert await stores.payments.find(TOKEN, PROVINCE, UNTIL) is None
