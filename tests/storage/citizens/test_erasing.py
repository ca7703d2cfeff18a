"""What time and /xoa take away: from the rows, and from the files under them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address, MediaKind, Outgoing
from storage.database.interface import Database
from storage.names.citizens import NAMED, names_of
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import NOON, a_heard, said
from tests.keys import a_ring
from tests.storage.tips_filed import (
    AN,
    BINH,
    ON_TELEGRAM,
    a_change,
    a_filed_tip,
    a_question,
    add_words,
)
from tips.conversation.draft import Draft
from tips.retention import Swept
from tips.tip import Status, Tip

HOURS, DAYS = 24, 30


async def sweep(stores: Stores, **later: int) -> Swept:
    return await stores.retention.sweep(NOON + timedelta(**later), HOURS, DAYS, 48)


async def erase(stores: Stores, by: Address = AN) -> None:
    event = said("/xoa", "erase", by=by)
    version = (await stores.citizens.recall(event, NOON)).version
    done = Outgoing(by, "Đã xóa.")
    heard = a_heard(event, draft=None, draft_version=version, replies=(done,), erase=True)
    await stores.citizens.keep(heard)


async def close(stores: Stores, tip: Tip) -> Tip:
    over = a_change(
        tip, f"close {tip.code}", status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap"
    )
    return await stores.tips.save(tip, over, NOON)


async def say(stores: Stores, words: str, event: str, draft: Draft) -> None:
    version = (await stores.citizens.recall(said(event=event), NOON)).version
    await stores.citizens.keep(a_heard(said(words, event), draft=draft, draft_version=version))


async def name_of(database: Database, vault: Vault, citizen: Address) -> str:
    names = await database.read(lambda connection: names_of(connection, vault, citizen))
    return names.key


async def rows_named(database: Database, key: str) -> dict[str, int]:
    async def work(connection: AsyncConnection) -> dict[str, int]:
        found = {}
        for column in NAMED:
            rows = await connection.execute(select(column).where(column == key))
            found[column.table.name] = len(rows.all())
        return {name: count for name, count in found.items() if count}

    return await database.read(work)


@pytest.mark.parametrize("citizen", [AN, ON_TELEGRAM])
async def test_after_xoa_nothing_names_the_citizen_but_the_answer_to_it(
    stores: Stores, database: Database, vault: Vault, citizen: Address
) -> None:
    tip = await a_filed_tip(stores, by=citizen)
    await add_words(stores, tip, "Thêm.", "2", by=citizen)
    saved = await stores.tips.tip(tip.code, tip.route.desk)
    assert saved is not None
    await stores.tips.save(saved, a_question(saved, "Ở đâu?"), NOON)
    before = await name_of(database, vault, citizen)

    await erase(stores, citizen)

    after = await name_of(database, vault, citizen)
    left = await rows_named(database, after)
    assert await rows_named(database, before) == {}
    assert after != before
    assert left == ({"events": 1, "chat_lines": 2} if citizen.channel == "web" else {})
    recalled = await stores.citizens.recall(said(event="x", by=citizen), NOON)
    assert (recalled.own_tips, recalled.draft) == ((), None)
    assert await stores.citizens.thread(citizen, tip.id, NOON) is None


async def test_xoa_said_twice_gives_the_same_answer(stores: Stores) -> None:
    await a_filed_tip(stores)
    await erase(stores)

    recalled = await stores.citizens.recall(said("/xoa", "erase"), NOON)

    assert recalled.answer is not None
    assert [line.message.text for line in recalled.answer] == ["Đã xóa."]


async def test_the_tip_survives_its_citizen(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    await erase(stores)

    assert await stores.tips.tip(tip.code, tip.route.desk) == tip
    words = stores.citizens.receipt_for(tip.id)
    assert await stores.citizens.thread_by_receipt((words,), NOON) is not None


async def test_xoa_of_one_leaves_the_other_alone(stores: Stores) -> None:
    await a_filed_tip(stores, 1)
    await a_filed_tip(stores, 2, by=BINH)

    await erase(stores)

    assert len((await stores.citizens.recall(said(by=BINH), NOON)).own_tips) == 1
    assert await stores.citizens.lines(BINH, 0)


async def test_a_link_goes_on_its_date_with_all_that_tells_the_same(
    stores: Stores, database: Database, vault: Vault
) -> None:
    tip = await a_filed_tip(stores)
    closed = await close(stores, tip)
    await stores.tips.save(closed, a_question(closed, "Còn gì không?"), NOON)
    name = await name_of(database, vault, AN)

    swept = await sweep(stores, days=30)

    assert swept.links == 1
    assert await rows_named(database, name) == {}
    assert await stores.health.letters_by_state() == {}


async def test_an_open_tip_keeps_its_link(stores: Stores) -> None:
    await a_filed_tip(stores)

    swept = await sweep(stores, days=400)

    assert swept.links == 0
    assert len((await stores.citizens.recall(said(event="x"), NOON)).own_tips) == 1


async def test_a_silent_draft_goes_with_what_was_told_for_it(
    stores: Stores, database: Database, vault: Vault
) -> None:
    await stores.citizens.keep(a_heard(said("Tôi thấy…", "1")))
    name = await name_of(database, vault, AN)

    assert (await sweep(stores, hours=23)).drafts == 0
    assert await stores.citizens.lines(AN, 0)
    assert (await sweep(stores, hours=24)).drafts == 1

    assert await stores.citizens.lines(AN, 0) == ()
    assert (await stores.citizens.recall(said(event="x"), NOON)).draft is None
    await sweep(stores, hours=48)
    assert await rows_named(database, name) == {}


async def test_of_a_chat_with_a_tip_only_the_unsent_words_go(stores: Stores) -> None:
    await a_filed_tip(stores)
    filed = await stores.citizens.lines(AN, 0)
    for event, version in (("a", 0), ("b", None)):
        before = (await stores.citizens.recall(said(event=event), NOON)).version
        assert version in (None, before)
        heard = a_heard(said(f"điều {event}", event), draft=Draft("b" * 32), draft_version=before)
        await stores.citizens.keep(heard)

    await sweep(stores, hours=24)

    assert await stores.citizens.lines(AN, 0) == filed


async def test_what_was_told_for_a_tip_stays_in_the_chat(stores: Stores) -> None:
    """As the use case does it: the filed draft is followed by a fresh one."""
    told, fresh = Draft(f"{1:032x}"), Draft("e" * 32)
    receipt = Outgoing(AN, "Mã của bạn")
    await stores.citizens.keep(a_heard(said("chuyện", "1"), draft=told))
    tip = await a_filed_tip(stores, draft=fresh, replies=(receipt,))
    await say(stores, "lời bỏ dở", "3", fresh)
    await add_words(stores, tip, "Thêm.", "4")

    await sweep(stores, hours=24)

    said_so = [line.message.text for line in await stores.citizens.lines(AN, 0)]
    assert said_so == ["chuyện", "gửi", "Mã của bạn", "Thêm."]


async def test_answers_to_events_go_after_their_time(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(said("x", "1"), draft=None))

    assert (await sweep(stores, hours=47)).events == 0
    assert (await sweep(stores, hours=48)).events == 1
    assert (await stores.citizens.recall(said("x", "1"), NOON)).answer is None


async def test_line_numbers_never_come_back(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(said("một", "1"), draft=None))
    [first] = await stores.citizens.lines(AN, 0)
    await sweep(stores, days=3)
    await stores.citizens.keep(a_heard(said("hai", "2"), draft=None))

    [second] = await stores.citizens.lines(AN, 0)

    assert second.id > first.id


async def test_erased_pictures_leave_the_disk_at_once(stores: Stores, tmp_path: Path) -> None:
    picture = await stores.media.put(b"p", MediaKind.PHOTO, "image/jpeg", NOON)
    await stores.citizens.keep(a_heard(said(media=(picture,)), draft=None))

    await erase(stores)

    assert await stores.media.take(picture.id) is None
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


async def test_a_citizen_known_under_an_older_key_is_still_known(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    tip = await a_filed_tip(stores)
    await stores.tips.save(tip, a_question(tip, "Ở đâu?"), NOON)
    words = stores.citizens.receipt_for(tip.id)
    shown = a_heard(
        said("mã?", "2"), draft=Draft(tip.id), replies=(Outgoing(AN, "{receipt}", receipt=words),)
    )
    await stores.citizens.keep(shown)
    renewed = Vault(
        a_ring("33333333", "11111111"),
        a_ring("44444444", "22222222"),
        a_ring("55555555"),
        vault.links,
    )
    newer = Stores(database, renewed, tmp_path / "media")

    recalled = await newer.citizens.recall(said("mã?", "2"), NOON)
    assert [own.tip for own in recalled.own_tips] == [tip.id]
    assert recalled.draft == Draft(tip.id)
    assert recalled.answer is not None
    assert recalled.answer[0].message.receipt == words
    assert await newer.citizens.thread_by_receipt((words,), NOON) is not None

    go_on = a_heard(said("tiếp", "3"), draft=None, draft_version=recalled.version)
    await newer.citizens.keep(replace(go_on, addition=(tip.id, "Tầng ba.", ())))
    [letter] = await newer.letters.due(NOON, NOON + timedelta(minutes=1), 10)
    assert letter.to == AN

    await erase(newer)
    left = await rows_named(database, await name_of(database, renewed, AN))
    assert left == {"events": 1, "chat_lines": 2}
