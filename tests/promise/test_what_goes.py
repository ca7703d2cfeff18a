"""Sentences 11 to 18: what goes, and when."""

from dataclasses import replace
from pathlib import Path

import pytest

from broadcasts.subscribing.ports import Enrolled
from messages.message import Incoming, MediaKind, Outgoing
from storage.database.interface import Database
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import NOON, STORY, a_heard, a_report, said
from tests.promise.thief import everything_under, hits
from tests.storage.citizens.test_erasing import close, erase, sweep
from tests.storage.citizens.test_unopenable import backup, found_out
from tests.storage.moving_house import OTHER_DESK, a_moving_house
from tests.storage.test_unlinkable import PHONE, enrol
from tests.storage.tip_keys.test_tip_keys import owned
from tests.storage.tip_keys_kept import keys_in
from tests.storage.tips_filed import AN, BINH, a_filed_tip
from tips.expiry import Expiry
from tips.intake.ports import Retraction

BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgres"])


@BOTH
async def test_11_after_xoa_nothing_that_was_ever_kept_leads_back(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    tip = await a_filed_tip(stores, 1, by=AN)
    kept = [await backup(database)]

    await erase(stores, AN)

    kept.append(await backup(database))
    assert found_out(kept, vault, tmp_path, [AN]) == set()
    assert await stores.tips.tip(tip.code, tip.route.desk) == tip


@BOTH
async def test_12_thirty_days_after_closing_the_link_goes_by_itself(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    tip = await a_filed_tip(stores, 1, by=AN)
    await close(stores, tip)
    kept = [await backup(database)]
    assert (await sweep(stores, days=29)).links == 0
    assert found_out(kept, vault, tmp_path, [AN]) == {tip.id}

    assert (await sweep(stores, days=30)).links == 1

    kept.append(await backup(database))
    assert found_out(kept, vault, tmp_path, [AN]) == set()
    assert await stores.citizens.lines(AN, 0) == ()


async def test_13_a_tip_begun_and_left_is_gone_after_a_day(
    stores: Stores, database: Database
) -> None:
    await stores.citizens.keep(a_heard(said("Tôi thấy…", "1")))

    assert (await sweep(stores, hours=23)).drafts == 0
    assert (await sweep(stores, hours=24)).drafts == 1

    rows = await backup(database)
    assert (rows["drafts"], rows["chat_lines"]) == ([], [])


async def test_14_answers_kept_against_repeats_are_gone_after_two_days(
    stores: Stores, database: Database
) -> None:
    await stores.citizens.keep(a_heard(said("x", "1"), draft=None))

    assert (await sweep(stores, hours=47)).events == 0
    assert (await sweep(stores, hours=48)).events == 1

    rows = await backup(database)
    assert (rows["events"], rows["pseudonyms"]) == ([], [])


async def test_15_who_stops_the_lessons_is_deleted_not_marked(
    stores: Stores, database: Database, vault: Vault
) -> None:
    await enrol(stores, PHONE)
    await a_filed_tip(stores, by=PHONE)
    [row] = (await backup(database))["subscribers"]
    assert vault.open_subscriber(row["subscriber_key"], row["sealed"]) == PHONE.recipient
    marks = [value for value in row.values() if isinstance(value, str) and len(value) == 64]

    stop = Incoming(PHONE, "stop", text="dừng")
    known = (await stores.subscribers.recall(stop, NOON)).subscription
    ended = Enrolled(stop, NOON, known, None, (Outgoing(PHONE, "Đã dừng."),))
    await stores.subscribers.keep(replace(ended))

    rows = await backup(database)
    assert rows.pop("subscribers") == []
    tips = repr([rows[table] for table in ("tips", "identity_links", "pseudonyms", "drafts")])
    assert marks
    assert hits(tips.encode(), marks) == []
    assert len((await stores.citizens.recall(said(by=BINH), NOON)).own_tips) == 0


@BOTH
async def test_16_a_year_after_closing_the_words_go_and_the_row_stays(
    stores: Stores, database: Database, vault: Vault
) -> None:
    """A tip that was handed over: the desk before kept it as it was."""
    house = await a_moving_house(stores)
    tip = await a_filed_tip(stores)
    await house.press.hand_over(house.first, tip.code, OTHER_DESK, "phường bên", "h")
    await house.press.claim(house.stranger, tip.code, "c")
    await house.press.close(house.stranger, tip.code, "khong_co_co_so", "", "x")
    expiry = Expiry(stores.expiry, house.clock)
    house.clock.pass_time(days=335)
    assert await expiry.sweep() == 0
    assert [one.code for one in await expiry.announced(OTHER_DESK)] == [tip.code]
    house.clock.pass_time(days=29)
    assert await expiry.sweep() == 0
    house.clock.pass_time(days=1)

    assert await expiry.sweep() == 1

    rows = await backup(database)
    [left] = rows["tips"]
    assert (left["code"], left["kind"], left["desk"]) == (tip.code, tip.report.kind, OTHER_DESK)
    assert STORY not in str(
        vault.open("tips", tip.id, left["sealed"], keys_in(rows, vault)[tip.id])
    )
    assert [rows[name] for name in ("tip_lines", "traces", "chat_lines")] == [[], [], []]


@BOTH
async def test_17_what_nobody_has_taken_is_taken_back_by_whoever_told_it(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    picture = await stores.media.put(b"the picture", MediaKind.PHOTO, "image/jpeg", NOON)
    repeated = (Outgoing(AN, f"Bạn kể: {STORY}"),)
    tip = await a_filed_tip(stores, report=a_report(media=(picture,)), by=AN, replies=repeated)
    kept = [await backup(database)]
    known = await stores.citizens.recall(said("rút tin", "back"), NOON)
    heard = a_heard(said("rút tin", "back"), draft=None, draft_version=known.version)

    await stores.citizens.keep(replace(heard, retraction=Retraction(tip.id, (picture.id,))))

    rows = await backup(database)
    own = keys_in(rows, vault)[tip.id]
    told = str(vault.open("tips", tip.id, rows["tips"][0]["sealed"], own))
    assert STORY not in told
    assert (rows["tip_lines"], rows["media"], rows["identity_links"]) == ([], [], [])
    assert STORY not in str([line.message.text for line in await stores.citizens.lines(AN, 0)])
    answers = [vault.open("events", row["event_mark"], row["sealed"]) for row in rows["events"]]
    assert STORY not in str(answers)
    assert [file for file in (tmp_path / "media").rglob("*") if file.is_file()] == []
    assert found_out([*kept, rows], vault, tmp_path, [AN]) == set()


@BOTH
async def test_18_what_stays_behind_of_a_tip_that_is_gone_opens_for_nobody(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    """With every key there is: rows as old pages hold them, and the picture as a disk holds it."""
    picture = await stores.media.put(b"the picture", MediaKind.PHOTO, "image/jpeg", NOON)
    tip = await a_filed_tip(stores, report=a_report(media=(picture,)), by=AN)
    [file] = [file for file in (tmp_path / "media").rglob("*") if file.is_file()]
    copied, before = file.read_bytes(), await backup(database)
    key = bytes(before["tip_keys"][0]["sealed"])
    known = await stores.citizens.recall(said("rút tin", "back"), NOON)
    heard = a_heard(said("rút tin", "back"), draft=None, draft_version=known.version)

    await stores.citizens.keep(replace(heard, retraction=Retraction(tip.id, (picture.id,))))

    now = keys_in(await backup(database), vault)[tip.id]
    for table, name, sealed in owned(before):
        with pytest.raises(CannotOpen):
            vault.open(table, name, sealed, now)
    with pytest.raises(CannotOpen):
        vault.open_file(picture.id, copied, now)
    assert key not in everything_under(tmp_path)  # SQLite's own files and its log
