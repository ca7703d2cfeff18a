"""Which tips are looked at for the same event, on both databases."""

from dataclasses import replace
from datetime import timedelta

from storage.stores import Stores
from tests.builders import NOON, a_report
from tests.storage.tips_filed import a_filed_tip
from tips.tip import KindId
from tips.triage.duplicates import Duplicates


async def test_tips_of_the_same_kind_at_the_same_desk_are_near(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    same = await a_filed_tip(stores, 2)
    await a_filed_tip(stores, 3, report=a_report(kind=KindId("trom_cap")))

    assert [one.code for one in await stores.nearby.near(tip, 50)] == [same.code]
    assert [one.code for one in await Duplicates(stores.nearby).of(tip)] == [same.code]


async def test_tips_of_other_weeks_are_not(stores: Stores) -> None:
    await a_filed_tip(stores)
    tip = await a_filed_tip(stores, 2)

    assert len(await stores.nearby.near(replace(tip, filed_at=NOON + timedelta(days=14)), 50)) == 1
    assert await stores.nearby.near(replace(tip, filed_at=NOON + timedelta(days=15)), 50) == ()
    assert await stores.nearby.near(replace(tip, filed_at=NOON - timedelta(days=15)), 50) == ()
