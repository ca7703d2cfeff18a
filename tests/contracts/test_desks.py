"""What desks, seats, shifts and the log are promised: desks/ports.py, roster.py, auditing.py."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desks.auditing import Seen, Sighting
from desks.desk import DeskCode, Officer, Role
from desks.ready_words import ReadyWords
from desks.roster import Shift
from tests.builders import NOON, WARD_DESK, a_desk
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import GROUP, a_filed_tip, a_session, seat

OTHER_DESK = DeskCode("27004")
LATER = NOON + timedelta(hours=12)


async def test_a_desk_opened_again_keeps_its_group(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk(group=GROUP))
    await ports.desks.close_desk(WARD_DESK)

    await ports.desks.open_desk(a_desk(name="Công an phường"))

    known = await ports.desks.desks([WARD_DESK, OTHER_DESK])
    assert known == {WARD_DESK: a_desk(name="Công an phường", group=GROUP)}


async def test_open_desks_are_listed_by_code(ports: Ports) -> None:
    for code in (OTHER_DESK, WARD_DESK, DeskCode("79")):
        await ports.desks.open_desk(a_desk(code))
    await ports.desks.close_desk(OTHER_DESK)

    assert [one.code for one in await ports.desks.every_open()] == ["00", WARD_DESK, "79"]


async def test_a_group_serves_one_desk(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk(group=GROUP))
    await ports.desks.open_desk(a_desk(OTHER_DESK))
    await ports.access.add_link_code("CODE", None, OTHER_DESK, LATER)

    await ports.access.link_group("CODE", GROUP, NOON)

    linked = await ports.access.desk_by_group(GROUP)
    left = await ports.desks.desks([WARD_DESK])
    assert linked is not None
    assert (linked.code, left[WARD_DESK].group) == (OTHER_DESK, "")


async def test_a_group_linked_late_is_shown_what_waits(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    await ports.access.add_link_code("CODE", None, WARD_DESK, LATER)

    await ports.access.link_group("CODE", GROUP, NOON)

    [card] = await ports.letters.due(NOON, LATER, 9)
    assert (card.tip.code, card.to.recipient) == (tip.code, GROUP)


async def test_a_whole_group_is_not_one_tips_place(ports: Ports) -> None:
    await a_filed_tip(ports)

    assert await ports.access.code_by_topic(GROUP) is None


async def join(ports: Ports, token: str, label: str, at: datetime = NOON) -> Officer | None:
    until = NOON + timedelta(hours=1)
    await ports.access.add_invite(token, WARD_DESK, Role.COMMANDER, label, until)
    return await ports.access.redeem(token, a_session(f"session {token}", until, at))


async def test_an_invite_opens_the_door_once_and_in_time(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk())

    joined = await join(ports, "a", "Một")

    assert joined is not None
    assert await ports.access.redeem("a", a_session("again", LATER)) is None
    assert await join(ports, "b", "Hai", NOON + timedelta(hours=1)) is None
    begun = await ports.sessions.find("session a")
    assert begun is not None
    assert (begun.officer, begun.until) == (joined, NOON + timedelta(hours=1))


async def test_the_same_label_is_the_same_seat(ports: Ports) -> None:
    before = await seat(ports, "Một")

    again = await join(ports, "a", "Một")

    assert again is not None
    assert (again.id, before.role, again.role) == (before.id, Role.OFFICER, Role.COMMANDER)


async def test_who_has_no_label_gets_the_next_free_one(ports: Ports) -> None:
    await seat(ports, "Trực ban 1")

    joined = await join(ports, "a", "")

    assert joined is not None
    assert joined.label == "Trực ban 2"


async def test_a_code_typed_in_the_wrong_place_is_burnt(ports: Ports) -> None:
    """An officer's own code in a group was read by all of them."""
    officer = await seat(ports)
    await ports.access.add_link_code("MINE", officer.id, WARD_DESK, LATER)
    await ports.access.add_link_code("GROUP", None, WARD_DESK, LATER)

    assert await ports.access.link_group("MINE", GROUP, NOON) is None
    assert await ports.access.link_account("MINE", "1", NOON) is None
    assert await ports.access.link_account("GROUP", "1", NOON) is None
    assert await ports.access.link_group("GROUP", GROUP, NOON) is None


async def test_a_code_links_once_and_in_time(ports: Ports) -> None:
    officer = await seat(ports)
    await ports.access.add_link_code("MINE", officer.id, WARD_DESK, LATER)
    await ports.access.add_link_code("LATE", officer.id, WARD_DESK, NOON)

    assert await ports.access.link_account("LATE", "1", NOON) is None
    assert await ports.access.link_account("MINE", "1", NOON) == officer
    assert await ports.access.link_account("MINE", "2", NOON) is None
    assert await ports.access.officer_by_account("1") == officer


async def test_an_officer_has_one_account_and_an_account_one_seat(ports: Ports) -> None:
    one, two = await seat(ports, "Một"), await seat(ports, "Hai")
    for number, (officer, account) in enumerate(((one, "1"), (one, "2"), (two, "2"))):
        await ports.access.add_link_code(f"C{number}", officer.id, WARD_DESK, LATER)
        await ports.access.link_account(f"C{number}", account, NOON)

    assert await ports.access.officer_by_account("1") is None
    assert await ports.access.officer_by_account("2") == two


async def own_seats(ports: Ports, officer: Officer, account: str) -> tuple[str, ...]:
    """As somebody reads who asks by an account of theirs."""
    await ports.access.add_link_code(f"C{account}", officer.id, WARD_DESK, LATER)
    await ports.access.link_account(f"C{account}", account, NOON)
    found = await ports.access.officer_by_account(account)
    return found.other_seats if found else ()


async def test_two_seats_of_one_account_are_one_persons(ports: Ports) -> None:
    one, two, three = [await seat(ports, label) for label in ("Một", "Hai", "Ba")]

    for officer in (one, two):
        await own_seats(ports, officer, "1")

    assert await own_seats(ports, one, "2") == (two.id,)
    assert await own_seats(ports, two, "3") == (one.id,)
    assert await own_seats(ports, three, "4") == ()
    assert sorted(await own_seats(ports, three, "3")) == sorted((one.id, two.id))


async def test_a_seat_taken_where_another_was_signed_in_is_the_same_persons(ports: Ports) -> None:
    """Until somebody else sits there; who signs out before leaves the browser to the next."""
    await ports.desks.open_desk(a_desk())
    one, out = await join(ports, "a", "Một"), await join(ports, "b", "Hai")
    await ports.sessions.end("session b", NOON)
    assert one
    assert out
    again: dict[str, Officer] = {}
    for token, label, before in (("c", "Ba", "session a"), ("d", "Tư", "session b")):
        await ports.access.add_invite(token, WARD_DESK, Role.OFFICER, label, LATER)
        session = replace(a_session(f"session {token}", LATER), before=before)
        found = await ports.access.redeem(token, session)
        assert found
        again[label] = found

    assert await own_seats(ports, again["Ba"], "1") == (one.id,)
    assert await own_seats(ports, again["Tư"], "2") == ()
    await ports.leaving.dismiss(WARD_DESK, "Ba", NOON, one.id)
    await join(ports, "e", "Ba")
    assert await own_seats(ports, again["Ba"], "3") == ()
    assert await own_seats(ports, one, "4") == ()


def a_shift(officer: Officer, name: str, starts: int, ends: int) -> Shift:
    hours = (NOON + timedelta(hours=starts), NOON + timedelta(hours=ends))
    return Shift(name, officer.desk, officer.id, officer.label, *hours)


async def test_shifts_of_one_officer_never_overlap(ports: Ports) -> None:
    one, two = await seat(ports, "Một"), await seat(ports, "Hai")
    first = a_shift(one, "1", 0, 8)

    assert await ports.roster.set_shift(first)
    assert not await ports.roster.set_shift(a_shift(one, "2", 7, 9))
    assert await ports.roster.set_shift(a_shift(one, "3", 8, 9))
    assert await ports.roster.set_shift(other := a_shift(two, "4", 0, 8))

    assert await ports.roster.shifts(WARD_DESK, NOON, NOON) == (other, first)
    assert await ports.roster.officers(WARD_DESK) == (two, one)
    assert not await ports.roster.remove_shift(OTHER_DESK, "1")
    assert await ports.roster.remove_shift(WARD_DESK, "1")
    assert await ports.roster.shifts(WARD_DESK, NOON, NOON) == (other,)


async def test_whoever_cannot_take_tips_is_never_on_duty(ports: Ports) -> None:
    auditor = await seat(ports, "Kiểm tra", Role.AUDITOR)
    await ports.roster.set_shift(a_shift(auditor, "1", 0, 8))

    assert await ports.roster.shifts(WARD_DESK, NOON, NOON) == ()
    assert (await ports.reminders.watch(WARD_DESK, NOON)).on_duty == frozenset()


async def test_the_newest_note_of_a_desk_is_found_until_it_is_old(ports: Ports) -> None:
    shift = a_shift(await seat(ports), "1", 0, 8)
    await ports.roster.set_shift(shift)
    await ports.roster.leave_note(shift, "Trước.", NOON)
    await ports.roster.leave_note(shift, "Đã gọi tổ tuần tra.", LATER)
    await ports.roster.leave_note(a_shift(await seat(ports), "9", 9, 10), "Không ca nào.", LATER)

    note = await ports.roster.newest_note(WARD_DESK, NOON)

    assert note is not None
    assert (note.shift, note.text, note.at) == (shift, "Đã gọi tổ tuần tra.", LATER)
    assert await ports.roster.newest_note(WARD_DESK, LATER) is None


@pytest.mark.parametrize(("seen", "minutes"), [(Seen.LOOK, 10), (Seen.QUEUE, 1)])
async def test_a_look_is_noted_once_in_its_window(ports: Ports, seen: Seen, minutes: int) -> None:
    officer = await seat(ports)
    for after in (0, minutes * 60 - 1, minutes * 60):
        at = NOON + timedelta(seconds=after)
        await ports.audit.note(Sighting(seen, "K7Q-204", at, officer.id))

    found = [one for one in await ports.audit.entries(0, 99) if one.action == seen]

    assert [(one.officer, one.desk, one.fact) for one in found] == [
        (officer.label, WARD_DESK, "K7Q-204")
    ] * 2
    assert [one.id for one in await ports.audit.latest(found[1].id, 1)] == [found[0].id]


async def test_what_nobody_known_did_has_no_label(ports: Ports) -> None:
    await ports.audit.note(Sighting(Seen.REFUSED, "not_permitted", NOON))

    [entry] = await ports.audit.latest(0, 9)

    assert (entry.officer, entry.desk, entry.tip) == ("", "", "")


async def test_a_desks_own_sentences_take_the_place_of_those_before(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk())
    await ports.desks.open_desk(a_desk(OTHER_DESK))
    assert await ports.ready_words.ready_words(WARD_DESK) == ReadyWords()

    await ports.ready_words.keep_ready(WARD_DESK, ReadyWords(("Xe màu gì?",), ("Đã xem.",)))
    await ports.ready_words.keep_ready(WARD_DESK, ReadyWords(("Mấy người?",)))

    assert await ports.ready_words.ready_words(WARD_DESK) == ReadyWords(("Mấy người?",))
    assert await ports.ready_words.ready_words(OTHER_DESK) == ReadyWords()


async def test_who_left_is_seated_nowhere_until_an_invite_brings_them_back(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk())
    before = await join(ports, "a", "Một")
    assert await ports.leaving.dismiss(WARD_DESK, "Không ai", NOON) is None

    left = await ports.leaving.dismiss(WARD_DESK, "Một", NOON, before.id if before else None)

    assert left == before
    assert await ports.leaving.seated(WARD_DESK) == await ports.seats.seated(WARD_DESK) == ()
    assert await ports.sessions.find("session a") is None
    assert await join(ports, "b", "Một") == before
    assert await ports.leaving.seated(WARD_DESK) == (before,)
