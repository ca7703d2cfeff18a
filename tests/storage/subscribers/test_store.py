"""Who asked for lessons: kept, found again, gone when they stop."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.audience.audience import Audience
from broadcasts.audience.subscriber import Quiet, Rhythm, Wishes
from broadcasts.subscribing.ports import Enrolled, SubscriptionMoved
from broadcasts.subscribing.subscription import Subscription, begin
from messages.message import Address, Button, Choice, Incoming, MediaKind, Outgoing
from storage.chat.lesson_book import SqlLessonBook
from storage.database.interface import Database
from storage.names.subscribers import subscriber_key_of
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.citizens import chat_lines, events
from storage.tables.lessons import subscribers
from tests.builders import NOON, a_heard, said
from tests.fakes import StoppedClock
from tests.keys import a_ring

PHONE, BROWSER = Address("telegram", "555000111"), Address("web", "c0ffee" * 5 + "ab")
CHOSEN = Wishes(
    topics=frozenset({"ma_tuy", "giao_thong"}),
    groups=frozenset({"moi_nguoi", "hoc_sinh"}),
    province="79",
    commune="26743",
    rhythm=Rhythm.WEEKLY,
    quiet=Quiet(1320, 420),
    language="en",
)
STOP = (Button("Dừng nhận bài", Choice("dk:stop")),)


def an_event(person: Address, event: str, text: str = "/dangky") -> Incoming:
    return Incoming(person, event, text=text)


async def enrol(
    stores: Stores,
    person: Address = PHONE,
    wanted: Subscription | None = None,
    event: str = "1",
    at: datetime = NOON,
) -> Any:
    incoming = an_event(person, event)
    before = (await stores.subscribers.recall(incoming, at)).subscription
    replies = (Outgoing(person, "Đã đăng ký.", buttons=STOP),)
    after = begin("vi") if wanted is None else wanted
    return await stores.subscribers.keep(Enrolled(incoming, at, before, after, replies))


async def stop(stores: Stores, person: Address = PHONE, event: str = "stop") -> Any:
    incoming = an_event(person, event, "dừng")
    before = (await stores.subscribers.recall(incoming, NOON)).subscription
    replies = (Outgoing(person, "Đã dừng."),)
    return await stores.subscribers.keep(Enrolled(incoming, NOON, before, None, replies))


async def known(stores: Stores, person: Address = PHONE, at: datetime = NOON) -> Any:
    return (await stores.subscribers.recall(an_event(person, "look"), at)).subscription


async def rows(database: Database) -> list[Any]:
    async def work(connection: AsyncConnection) -> list[Any]:
        return list(await connection.execute(select(subscribers)))

    return await database.read(work)


async def named(database: Database, key: str) -> dict[str, int]:
    async def work(connection: AsyncConnection) -> dict[str, int]:
        found = {}
        for column in (
            subscribers.c.subscriber_key,
            chat_lines.c.citizen_key,
            events.c.citizen_key,
        ):
            count = len((await connection.execute(select(column).where(column == key))).all())
            found[column.table.name] = count
        return found

    return await database.read(work)


@pytest.mark.parametrize("person", [PHONE, BROWSER])
async def test_what_was_chosen_is_found_again(stores: Stores, person: Address) -> None:
    await enrol(stores, person)
    await enrol(stores, person, Subscription(CHOSEN, "commune"), "2")

    assert await known(stores, person) == Subscription(CHOSEN, "commune")
    assert await stores.subscribers.is_subscribed(person)
    assert not await stores.subscribers.is_subscribed(Address("telegram", "1"))


async def test_the_same_event_again_is_answered_the_same(stores: Stores) -> None:
    answer = await enrol(stores)
    await stop(stores)

    again = await stores.subscribers.recall(an_event(PHONE, "1"), NOON)
    assert again.answer == answer
    assert again.subscription is None
    stopped = await stores.subscribers.recall(an_event(PHONE, "stop", "dừng"), NOON)
    assert stopped.answer is not None
    assert stopped.answer[0].message.text == "Đã dừng."
    assert all(line.aside for line in (*answer, *stopped.answer))


async def test_who_decides_on_something_old_must_decide_again(stores: Stores) -> None:
    await enrol(stores)
    late = Enrolled(an_event(PHONE, "9"), NOON, None, Subscription(CHOSEN), ())

    with pytest.raises(SubscriptionMoved):
        await stores.subscribers.keep(late)
    with pytest.raises(SubscriptionMoved):  # the very same message, heard by another process
        await stores.subscribers.keep(replace(late, incoming=an_event(PHONE, "1")))

    assert await known(stores) == begin("vi")


async def test_a_question_waits_until_the_day_is_over(stores: Stores) -> None:
    late = datetime(2026, 3, 12, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
    await enrol(stores, wanted=Subscription(CHOSEN, "commune"), at=late)

    assert (await known(stores, at=late)).awaiting == "commune"
    assert (await known(stores, at=late + timedelta(minutes=1))).awaiting == ""


async def test_a_question_can_be_let_go(stores: Stores) -> None:
    await enrol(stores, wanted=Subscription(CHOSEN, "commune"))
    await stores.subscribers.let_go(PHONE)
    await stores.subscribers.let_go(BROWSER)  # nobody

    assert await known(stores) == Subscription(CHOSEN)


async def test_a_row_says_a_day_and_never_a_moment_nor_an_address(
    stores: Stores, database: Database, vault: Vault
) -> None:
    await enrol(stores)

    [row] = await rows(database)
    assert (row.since, row.channel, row.subscriber_key) == (
        "2026-03-12",
        "telegram",
        subscriber_key_of(vault, PHONE),
    )
    assert vault.open_subscriber(row.subscriber_key, row.sealed) == PHONE.recipient
    assert PHONE.recipient not in repr(row)


async def test_after_a_stop_no_row_leads_to_them(
    stores: Stores, database: Database, vault: Vault
) -> None:
    await enrol(stores)
    await stop(stores)

    assert await rows(database) == []
    assert await named(database, subscriber_key_of(vault, PHONE)) == {
        "subscribers": 0,
        "chat_lines": 0,
        "events": 2,  # both answers, for messages that come twice; gone in two days
    }
    await stores.retention.sweep(NOON + timedelta(days=3), 24, 30, 48)
    assert (await named(database, subscriber_key_of(vault, PHONE)))["events"] == 0


async def test_an_id_never_comes_to_mean_somebody_else(stores: Stores, database: Database) -> None:
    await enrol(stores)
    [first] = await rows(database)
    await stop(stores)
    await enrol(stores, event="2")

    [second] = await rows(database)
    assert second.id > first.id


# --- web chats ------------------------------------------------------------------------------------


async def test_a_web_chat_reads_its_tip_and_its_lessons_as_one(stores: Stores) -> None:
    greeting = (Outgoing(BROWSER, "Chào bạn."),)
    await stores.citizens.keep(a_heard(said("xin chào", "a", by=BROWSER), replies=greeting))
    answer = await enrol(stores, BROWSER)
    version = (await stores.citizens.recall(said(event="b", by=BROWSER), NOON)).version
    told = a_heard(said("tôi thấy…", "b", by=BROWSER), draft_version=version)
    await stores.citizens.keep(told)

    lines = await stores.citizens.lines(BROWSER, 0)

    assert [(line.message.text, line.aside) for line in lines] == [
        ("xin chào", False), ("Chào bạn.", False), ("/dangky", True), ("Đã đăng ký.", True),
        ("tôi thấy…", False),
    ]  # fmt: skip
    assert [line.id for line in lines] == sorted(line.id for line in lines)
    assert answer == (lines[3],)
    assert await stores.citizens.lines(BROWSER, lines[2].id) == lines[3:]
    assert await stores.citizens.lines(Address("web", "else"), 0) == ()


async def test_a_pressed_button_is_shown_as_it_read(stores: Stores) -> None:
    await enrol(stores, BROWSER)
    pressed = Incoming(BROWSER, "2", choice=Choice("dk:stop"))
    await stores.subscribers.keep(Enrolled(pressed, NOON, begin("vi"), None, ()))

    assert (await stores.citizens.lines(BROWSER, 0))[-1].message.text == "Dừng nhận bài"


async def test_lines_of_a_subscriber_stay_sixty_days_and_without_one_a_day(stores: Stores) -> None:
    await enrol(stores, BROWSER)
    lines = await stores.citizens.lines(BROWSER, 0)

    await stores.retention.sweep(NOON + timedelta(days=59), 24, 30, 48)
    assert await stores.citizens.lines(BROWSER, 0) == lines
    await stores.retention.sweep(NOON + timedelta(days=61), 24, 30, 48)
    assert await stores.citizens.lines(BROWSER, 0) == ()

    await enrol(stores, BROWSER, event="2")
    await stop(stores, BROWSER)
    assert await stores.citizens.lines(BROWSER, 0)
    await stores.retention.sweep(NOON + timedelta(days=2), 24, 30, 48)
    assert await stores.citizens.lines(BROWSER, 0) == ()


async def test_leaving_takes_the_subscription_and_its_lines(
    stores: Stores, database: Database, vault: Vault
) -> None:
    await enrol(stores, BROWSER)
    await enrol(stores, PHONE)
    await stores.subscribers.end(BROWSER)

    left = await named(database, subscriber_key_of(vault, BROWSER))
    assert set(left.values()) == {0}
    assert await stores.subscribers.is_subscribed(PHONE)


async def test_xoa_ends_the_subscription_too(
    stores: Stores, database: Database, vault: Vault
) -> None:
    for person in (PHONE, BROWSER):
        await enrol(stores, person)
        gone = a_heard(said("/xoa", "x", by=person), draft=None, erase=True)
        await stores.citizens.keep(gone)

        assert not await stores.subscribers.is_subscribed(person)
        left = await named(database, subscriber_key_of(vault, person))
        assert set(left.values()) == {0}


# --- lessons --------------------------------------------------------------------------------------


@pytest.fixture
def book(database: Database, vault: Vault) -> SqlLessonBook:
    return SqlLessonBook(database, vault, StoppedClock())


def a_lesson(text: str = "Công an không hỏi mã OTP.") -> Outgoing:
    return Outgoing(BROWSER, text, buttons=STOP)


async def test_a_lesson_is_a_line_and_the_same_letter_is_the_same_line(
    stores: Stores, book: SqlLessonBook
) -> None:
    await enrol(stores, BROWSER)
    line = await book.append(BROWSER.recipient, "letter 1", a_lesson())
    again = await book.append(BROWSER.recipient, "letter 1", a_lesson())
    other = await book.append(BROWSER.recipient, "letter 2", a_lesson())

    assert again == line
    assert other.id > line.id
    lines = await stores.citizens.lines(BROWSER, 0)
    assert lines[-2:] == (line, other)
    assert line.aside
    assert line.message.buttons == STOP


async def test_a_wrong_lesson_is_corrected_or_taken_back_for_its_reader_only(
    stores: Stores, book: SqlLessonBook
) -> None:
    await enrol(stores, BROWSER)
    line = await book.append(BROWSER.recipient, "1", a_lesson())

    assert not await book.edit("somebody else", line.id, "khác")
    assert await book.edit(BROWSER.recipient, line.id, "Đính chính.")
    corrected = (await stores.citizens.lines(BROWSER, 0))[-1]
    assert (corrected.message.text, corrected.message.buttons) == ("Đính chính.", STOP)
    assert not await book.erase("somebody else", line.id)
    assert await book.erase(BROWSER.recipient, line.id)
    assert not await book.erase(BROWSER.recipient, line.id)
    assert not await book.edit(BROWSER.recipient, line.id, "muộn")


async def test_a_citizens_line_cannot_be_taken_for_a_lesson(
    stores: Stores, book: SqlLessonBook
) -> None:
    await stores.citizens.keep(a_heard(said("tôi thấy…", "a", by=BROWSER)))
    [line] = await stores.citizens.lines(BROWSER, 0)

    assert not await book.edit(BROWSER.recipient, line.id, "khác")
    assert not await book.erase(BROWSER.recipient, line.id)


async def test_a_lessons_picture_may_be_seen_by_every_chat_and_stays(stores: Stores) -> None:
    first = await stores.media.put_for_all(b"poster", MediaKind.PHOTO, "image/png", NOON)
    again = await stores.media.put_for_all(b"poster", MediaKind.PHOTO, "image/png", NOON)
    own = await stores.media.put(b"private", MediaKind.PHOTO, "image/png", NOON)

    assert first == again
    assert await stores.citizens.may_see(BROWSER, first.id)
    assert not await stores.citizens.may_see(BROWSER, own.id)
    await stores.retention.sweep(NOON + timedelta(days=59), 24, 30, 48)
    taken = await stores.media.take(first.id)
    assert taken is not None
    assert taken[1] == b"poster"
    await stores.retention.sweep(NOON + timedelta(days=62), 24, 30, 48)
    assert await stores.media.take(first.id) is None


# --- keys, audiences ------------------------------------------------------------------------------


async def test_a_subscriber_known_under_an_older_key_is_still_known(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    answer = await enrol(stores, BROWSER)
    renewed = Vault(
        a_ring("11111111"), a_ring("22222222"), a_ring("66666666", "55555555"), vault.links
    )
    newer = Stores(database, renewed, tmp_path / "media")

    heard = await newer.subscribers.recall(an_event(BROWSER, "1"), NOON)
    assert heard.answer == answer
    assert heard.subscription == begin("vi")
    assert len(await newer.citizens.lines(BROWSER, 0)) == 2

    await enrol(newer, BROWSER, Subscription(CHOSEN), "2")
    [row] = await rows(database)
    assert row.subscriber_key == subscriber_key_of(renewed, BROWSER)
    alone = Vault(a_ring("11111111"), a_ring("22222222"), a_ring("66666666"), vault.links)
    assert alone.open_subscriber(row.subscriber_key, row.sealed) == BROWSER.recipient
    assert len(await Stores(database, alone, tmp_path).citizens.lines(BROWSER, 0)) == 4


@pytest.mark.parametrize(
    ("audience", "count"),
    [
        (Audience(), 3),
        (Audience(channels=frozenset({"web"})), 1),
        (Audience(provinces=frozenset({"79"})), 1),
        (Audience(communes=frozenset({"26743"})), 1),
        (Audience(communes=frozenset({"26740"})), 0),
        (Audience(provinces=frozenset({"04"}), communes=frozenset({"26743"})), 1),
        (Audience(topics=frozenset({"ma_tuy"})), 3),
        (Audience(topics=frozenset({"chay_no"})), 2),
        (Audience(groups=frozenset({"hoc_sinh"})), 1),
        (Audience(groups=frozenset({"hoc_sinh", "moi_nguoi"})), 3),
        (Audience(rhythms=frozenset({0})), 2),
        (Audience(topics=frozenset({"chay_no"}), groups=frozenset({"hoc_sinh"})), 0),
    ],
)
async def test_an_audience_is_counted(stores: Stores, audience: Audience, count: int) -> None:
    await enrol(stores, PHONE, Subscription(CHOSEN))
    await enrol(stores, BROWSER)
    await enrol(stores, Address("telegram", "2"))

    assert await stores.subscribers.count(audience) == count
