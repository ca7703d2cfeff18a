"""The words of a closed tip go on their day, announced before; what is left says nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from desks.desk import Code, OfficerId
from desks.errors import NotPermitted
from messages.message import MediaKind
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.tips import tips
from tests.builders import NOON, STORY, WARD_DESK, a_heard, a_report, said
from tests.storage.citizens.test_erasing import close
from tests.storage.citizens.test_unopenable import backup
from tests.storage.moving_house import a_moving_house
from tests.storage.tip_keys_kept import keys_in
from tests.storage.tips_filed import a_change, a_filed_tip, add_words
from tips.errors import MoveNotAllowed
from tips.expiry import KeepingTerms, expired
from tips.intake.ports import TakenReward
from tips.moves.change import NewLine
from tips.moves.table import OFF, ON
from tips.reading.receipt import canonical
from tips.rewards import Reward
from tips.tip import Author, KindId, Tip
from wording.catalogue import text

pytestmark = pytest.mark.either_database
TERMS = KeepingTerms(365)
WORDS_IN = ("tip_lines", "traces", "letters", "chat_lines", "identity_links", "media")


async def sweep(stores: Stores, days: int, terms: KeepingTerms = TERMS) -> int:
    at = NOON + timedelta(days=days)
    await stores.expiry.announce(at, terms)
    return await stores.expiry.expire(at, terms, expired)


async def read(stores: Stores, tip: Tip) -> Tip:
    now = await stores.tips.tip(tip.code, tip.route.desk)
    assert now is not None
    return now


async def listed(stores: Stores) -> list[Code]:
    return [one.code for one in await stores.expiry.announced(WARD_DESK, TERMS, 9)]


async def test_words_and_files_go_a_year_after_closing_and_the_row_stays(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    picture = await stores.media.put(b"the picture", MediaKind.PHOTO, "image/jpeg", NOON)
    tip = await a_filed_tip(stores, report=a_report(media=(picture,)))
    await add_words(stores, tip, "Họ còn quay lại.", "2")
    await close(stores, await read(stores, tip))
    await see(database, tip)

    assert [await sweep(stores, days) for days in (334, 335, 364)] == [0, 0, 0]
    assert await stores.media.take(picture.id) is not None
    assert await sweep(stores, 365) == 1

    left = await read(stores, tip)
    kept = (left.code, left.report.kind, left.route.desk, left.filed_at, left.closing_reason)
    assert kept == (tip.code, tip.report.kind, WARD_DESK, tip.filed_at, "trung_lap")
    assert (left.report.story, left.lines, left.media()) == (expired("vi"), (), ())
    assert await stores.media.take(picture.id) is None
    rows = await backup(database)
    assert [len(rows[name]) for name in WORDS_IN] == [0] * len(WORDS_IN)
    own = keys_in(rows, vault)[tip.id]
    assert STORY not in str(vault.open("tips", tip.id, rows["tips"][0]["sealed"], own))
    assert [file for file in (tmp_path / "media").rglob("*") if file.is_file()] == []
    assert (await stores.audit.latest(0, 1))[0].action == "expired"
    assert await sweep(stores, 900) == 0


async def test_its_desk_sees_it_for_thirty_days_before(stores: Stores, database: Database) -> None:
    tip = await a_filed_tip(stores)
    await close(stores, tip)
    await see(database, tip)

    await sweep(stores, 334)
    assert await listed(stores) == []
    await sweep(stores, 335)
    [soon] = await stores.expiry.announced(WARD_DESK, TERMS, 9)

    assert (soon.code, soon.goes_at) == (tip.code, NOON + timedelta(days=365))
    # A line that stood still for two years announces first all the same.
    late = await a_filed_tip(stores, 2)
    await close(stores, late)
    await see(database, late)
    assert await sweep(stores, 700) == 1
    assert await listed(stores) == [late.code]
    assert [await sweep(stores, days) for days in (729, 730)] == [0, 1]


async def test_nothing_goes_unread_open_or_kept_by_order(
    stores: Stores, database: Database
) -> None:
    still_open, unread, held = [await a_filed_tip(stores, number) for number in (1, 2, 3)]
    for tip in (unread, held):
        await close(stores, tip)
    for tip in (still_open, held):
        await see(database, tip)
    house = await a_moving_house(stores)
    order = ("legal_hold", ON, "Lệnh số 5, 1/6/2026, Viện trưởng")
    with pytest.raises(NotPermitted):
        await house.press.move(house.first, held.code, "0", *order)
    kept = await house.press.move(house.commander, held.code, "1", *order)
    assert "Lệnh số 5" in kept.lines[-1].text

    assert [await sweep(stores, days) for days in (365, 400, 800)] == [0, 0, 0]

    assert await listed(stores) == [unread.code, held.code]
    await see(database, unread)
    assert await sweep(stores, 801) == 1
    await house.press.move(house.commander, held.code, "2", "legal_hold", OFF, "Đã hết lệnh")
    assert [await sweep(stores, days) for days in (802, 831, 832)] == [0, 0, 1]


async def test_a_kind_may_be_kept_for_longer_or_shorter(stores: Stores, database: Database) -> None:
    tip = await a_filed_tip(stores)
    await close(stores, tip)
    await see(database, tip)
    other = KindId("khac")
    assert tip.report.kind != other

    longer = KeepingTerms(365, {tip.report.kind: 1825})
    assert [await sweep(stores, days, longer) for days in (700, 1795, 1824, 1825)] == [0, 0, 0, 1]


async def test_a_merged_tip_goes_with_the_one_that_leads(
    stores: Stores, database: Database
) -> None:
    house = await a_moving_house(stores)
    lead, follower = [await a_filed_tip(stores, number) for number in (1, 2)]
    await house.press.merge(house.first, follower.code, lead.code, "một việc", "m")
    await close(stores, await read(stores, lead))
    await see(database, lead, follower)
    await sweep(stores, 335)

    assert await sweep(stores, 365) == 2
    assert (await read(stores, lead)).joined[0].report.story == expired("vi")


async def test_a_picture_stays_while_a_tip_made_of_its_line_shows_it(
    stores: Stores, database: Database
) -> None:
    house = await a_moving_house(stores)
    picture = await stores.media.put(b"p", MediaKind.PHOTO, "image/jpeg", NOON)
    first = await a_filed_tip(stores)
    await add_words(stores, first, "Việc khác.", "2", media=(picture,))
    made = await house.press.split(house.first, first.code, 1, "hai việc", "s")
    await close(stores, await read(stores, first))
    await see(database, first)
    await sweep(stores, 335)

    assert await sweep(stores, 365) == 1
    assert await stores.media.take(picture.id) is not None
    await close(stores, await read(stores, made))
    await see(database, made)
    await sweep(stores, 366)
    assert await sweep(stores, 396) == 1
    assert await stores.media.take(picture.id) is None


async def test_words_said_later_are_read_first_and_go_then(
    stores: Stores, database: Database
) -> None:
    tip = await a_filed_tip(stores)
    await close(stores, tip)
    await see(database, tip)
    at_once = KeepingTerms(30)
    await sweep(stores, 20, at_once)
    await add_words(stores, await read(stores, tip), "Còn một điều.", "2")

    assert await sweep(stores, 50, at_once) == 0
    await see(database, tip)
    assert await sweep(stores, 51, at_once) == 1
    noted = (NewLine(Author.NOTE, "Việc này đã báo lại.", "Một"),)
    left = await read(stores, tip)
    await stores.tips.save(left, a_change(left, "note", lines=noted), NOON)
    assert [await sweep(stores, days, at_once) for days in (52, 81, 82)] == [0, 0, 1]


async def test_a_commander_decides_that_words_go_before_their_time(
    stores: Stores, database: Database
) -> None:
    house = await a_moving_house(stores)
    tip, other = await a_filed_tip(stores), await a_filed_tip(stores, 2)
    order = ("remove", "", "Điều 5 Luật BVDLCN, quyết định 12, 1/3/2026")
    with pytest.raises(MoveNotAllowed):  # it is open
        await house.press.move(house.first, tip.code, "0", *order)
    for one in (tip, other):
        await close(stores, await read(stores, one))
    await see(database, tip, other)

    proposed = await house.press.move(house.first, tip.code, "1", *order)
    assert await house.press.move(house.first, tip.code, "2", *order) == proposed
    with pytest.raises(NotPermitted):
        await house.press.move(house.second, tip.code, "3", *order)
    assert await sweep(stores, 1) == 0
    decided = await house.press.move(house.commander, tip.code, "4", *order)

    assert decided.removal
    assert decided.removal.by == house.first.id
    assert "quyết định 12" in decided.lines[-2].text
    assert decided.report.story == STORY
    assert await sweep(stores, 2) == 1
    left = await read(stores, tip)
    assert (left.report.story, left.lines, left.removal) == (text("desk.removed", "vi"), (), None)
    assert (await stores.audit.latest(0, 1))[0].action == "removed"
    assert (await read(stores, other)).report.story == STORY


async def test_a_tip_that_goes_on_is_not_removed(stores: Stores, database: Database) -> None:
    house = await a_moving_house(stores)
    kept, again = [await a_filed_tip(stores, number) for number in (1, 2)]
    for number, one in enumerate((kept, again)):
        await close(stores, await read(stores, one))
        await see(database, one)
        for who in (house.first, house.commander):
            await house.press.move(who, one.code, f"{number} {who.id}", "remove", "", "Luật, số 1")
    await house.press.move(house.commander, kept.code, "k", "legal_hold", ON, "Lệnh số 5")
    await add_words(stores, again, "Còn một điều.", "w")

    assert await sweep(stores, 2) == 0
    assert [(await read(stores, one)).report.story for one in (kept, again)] == [STORY, STORY]


async def test_no_words_go_while_a_reward_waits_and_what_was_fetched_outlives_them(
    stores: Stores, database: Database
) -> None:
    house = await a_moving_house(stores)
    tip = await a_filed_tip(stores)
    await close(stores, await read(stores, tip))
    await see(database, tip)
    until = (NOON + timedelta(days=400)).date()
    reward = Reward(500_000, OfficerId("o1"), until)
    now = await read(stores, tip)
    await stores.tips.save(now, a_change(now, "grant", reward=reward), NOON)
    with pytest.raises(MoveNotAllowed):
        await house.press.move(house.first, tip.code, "early", "remove", "", "Luật, số 1")
    assert [await sweep(stores, days) for days in (335, 366)] == [0, 0]
    token = stores.citizens.receipt_for("d" * 32)
    heard = a_heard(said("thưởng", "r"), draft=None, draft_version=await version(stores))

    await stores.citizens.keep(replace(heard, reward=TakenReward(tip.id, "79", "d" * 32, token)))

    assert await sweep(stores, 366) == 1
    owed = await stores.payments.find(canonical(token), "79", until)
    assert owed is not None
    assert (owed.amount, owed.paid_on) == (500_000, None)


async def version(stores: Stores) -> int:
    return (await stores.citizens.recall(said("x", "0"), NOON)).version


async def see(database: Database, *seen: Tip) -> None:
    ids = [tip.id for tip in seen]
    read_now = update(tips).where(tips.c.id.in_(ids)).values(unread=False)
    await database.write(lambda c: c.execute(read_now))
