"""What signing in again is promised: desks/signin/ports.py."""

from datetime import timedelta

import pytest

from desks.desk import DeskCode, Officer, Role
from desks.signin.ports import Attempt, AttemptLimits, Invite, Passkey, UsedChallenge
from tests.builders import NOON, WARD_DESK
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import a_filed_tip, a_session, seat

LATER = NOON + timedelta(hours=1)
LIMITS = AttemptLimits(known=2, strange=2, everywhere=3)


async def signed_in(ports: Ports, label: str = "Một", name: str = "s") -> Officer:
    await ports.access.add_invite(f"of {name}", WARD_DESK, Role.OFFICER, label, LATER)
    officer = await ports.access.redeem(f"of {name}", a_session(name, LATER))
    assert officer is not None
    return officer


async def until_of(ports: Ports, token: str) -> timedelta | None:
    found = await ports.sessions.find(token)
    return found.until - NOON if found else None


async def test_a_session_slides_until_it_is_over(ports: Ports) -> None:
    await seat(ports)
    await signed_in(ports)
    near = NOON + timedelta(minutes=50)

    await ports.sessions.keep("s", near, near + timedelta(hours=1))
    slid = await until_of(ports, "s")
    await ports.sessions.end("s", NOON + timedelta(minutes=70))
    await ports.sessions.keep("s", NOON + timedelta(minutes=80), NOON + timedelta(hours=9))

    assert (slid, await until_of(ports, "s")) == (timedelta(minutes=110), timedelta(minutes=70))
    assert await ports.sessions.find("unknown") is None


async def test_who_of_many_is_signed_in_is_one_question(ports: Ports) -> None:
    await seat(ports)
    for name in ("s", "s2", "s3"):
        await signed_in(ports, name=name)
    await ports.sessions.end("s2", NOON + timedelta(minutes=10))

    asked = {"s", "s2", "s3", "unknown"}
    now, later = NOON + timedelta(minutes=20), LATER + timedelta(minutes=1)

    assert set(await ports.sessions.standing(asked, now)) == {"s", "s3"}
    assert not await ports.sessions.standing(asked, later)
    assert not await ports.sessions.standing((), now)


async def test_browsers_are_listed_and_signed_out_one_by_one(ports: Ports) -> None:
    await seat(ports)
    officer, _ = await signed_in(ports), await signed_in(ports, name="s2")
    other = await signed_in(ports, "Hai", "s3")
    await ports.sessions.keep("s", NOON + timedelta(minutes=1), LATER)

    first, second = await ports.sessions.of_officer(officer.id, NOON)

    assert (first.device, first.seen - NOON) == ("Chrome · Windows", timedelta(minutes=1))
    assert not await ports.sessions.forget(other, first.id, NOON)
    assert await ports.sessions.forget(officer, first.id, NOON)
    assert not await ports.sessions.forget(officer, first.id, NOON)
    assert await ports.sessions.of_officer(officer.id, NOON) == [second]
    assert await ports.sessions.of_officer(officer.id, LATER) == []


async def test_a_code_app_counts_from_its_first_code_on(ports: Ports) -> None:
    officer = await seat(ports)
    assert not await ports.code_apps.confirm(officer, 5, NOON)
    await ports.code_apps.offer(officer.id, "OLD")
    assert await ports.code_apps.confirm(officer, 5, NOON)

    await ports.code_apps.offer(officer.id, "NEW")
    app = await ports.code_apps.app(officer.id)
    assert app is not None
    assert (app.secret, app.offered, app.step) == ("OLD", "NEW", 5)
    await ports.code_apps.drop(officer, NOON)

    assert await ports.code_apps.app(officer.id) is None


async def test_a_code_signs_in_once(ports: Ports) -> None:
    officer = await seat(ports)
    await ports.code_apps.offer(officer.id, "SECRET")
    await ports.code_apps.confirm(officer, 5, NOON)
    attempt = Attempt(officer.id, "", NOON)

    used = [
        await ports.code_apps.begin(officer, step, attempt, a_session(f"t{number}", LATER))
        for number, step in enumerate((5, 6, 6, 7))
    ]

    assert used == [False, True, False, True]
    assert await ports.sessions.find("t2") is None
    assert await ports.sessions.find("t3") is not None


async def test_guesses_from_elsewhere_do_not_shut_out_a_known_browser(ports: Ports) -> None:
    one, two = await seat(ports, "Một"), await seat(ports, "Hai")
    strange, known = Attempt(one.id, "", NOON), Attempt(one.id, "b" * 64, NOON)

    async def count(attempt: Attempt) -> bool:
        return await ports.code_apps.count(attempt, LIMITS)

    assert [await count(strange) for _ in range(3)] == [True, True, False]
    assert [await count(known) for _ in range(3)] == [True, True, False]
    # At other seats, too, no more than three in all.
    assert [await count(Attempt(two.id, "", NOON)) for _ in range(2)] == [True, False]
    assert await count(Attempt(one.id, "", LATER))


async def test_who_signs_in_has_their_wrong_codes_forgiven(ports: Ports) -> None:
    officer = await seat(ports)
    await ports.code_apps.offer(officer.id, "SECRET")
    await ports.code_apps.confirm(officer, 5, NOON)
    attempt = Attempt(officer.id, "b" * 64, NOON)
    for _ in range(2):
        assert await ports.code_apps.count(attempt, LIMITS)

    await ports.code_apps.begin(officer, 6, attempt, a_session("t", LATER))

    assert await ports.code_apps.count(attempt, LIMITS)


def a_challenge(text: str) -> UsedChallenge:
    return UsedChallenge(text, LATER)


async def test_a_passkey_is_kept_and_signs_in_once_for_each_challenge(ports: Ports) -> None:
    officer = await seat(ports)
    passkey = Passkey("credential", officer, b"\x01\x02", 3, "Chrome · Windows", NOON)

    assert await ports.passkeys.add(passkey, a_challenge("one"))
    assert not await ports.passkeys.add(passkey, a_challenge("two"))
    assert await ports.passkeys.find("credential") == passkey
    assert list(await ports.passkeys.of_officer(officer.id)) == [passkey]
    begun = [
        await ports.passkeys.begin(passkey, 4, a_challenge(text), a_session(f"{number}", LATER))
        for number, text in enumerate(("one", "three", "three"))
    ]

    found = await ports.passkeys.find("credential")
    assert begun == [False, True, False]
    assert (found and found.count, await until_of(ports, "1")) == (4, timedelta(hours=1))


async def test_a_passkey_is_removed_by_its_owner(ports: Ports) -> None:
    one, two = await seat(ports, "Một"), await seat(ports, "Hai")
    passkey = Passkey("credential", one, b"\x01", 0, "", NOON)
    await ports.passkeys.add(passkey, a_challenge("one"))

    assert not await ports.passkeys.remove(two, "credential", NOON)
    assert await ports.passkeys.remove(one, "credential", NOON)
    assert await ports.passkeys.find("credential") is None
    assert not await ports.passkeys.begin(passkey, 1, a_challenge("2"), a_session("s", LATER))


async def test_a_seal_belongs_to_its_text(ports: Ports) -> None:
    seals = ports.passkeys.seals("one")

    assert seals == ports.passkeys.seals("one") != ports.passkeys.seals("two")


async def test_the_seats_of_a_desk_say_how_they_get_in(ports: Ports) -> None:
    await a_filed_tip(ports)
    officer = await signed_in(ports)
    await ports.code_apps.offer(officer.id, "SECRET")
    await ports.code_apps.confirm(officer, 5, NOON)
    await ports.passkeys.add(Passkey("c", officer, b"\x01", 0, "", NOON), a_challenge("one"))

    [one] = await ports.seats.seats(WARD_DESK, NOON)

    assert (one.officer, one.devices, one.seen, one.held) == (officer, 1, NOON, 0)
    assert (one.code_app, one.passkeys, one.telegram) == (True, 1, False)
    await ports.seats.shut(officer, officer.id, NOON)
    [shut] = await ports.seats.seats(WARD_DESK, NOON)
    assert (shut.devices, shut.code_app, shut.passkeys) == (0, False, 0)
    assert await ports.sessions.find("s") is None


@pytest.mark.parametrize(("label", "stays"), [("Một", False), ("", True)])
async def test_a_new_link_for_a_seat_voids_the_old_one(
    ports: Ports, label: str, *, stays: bool
) -> None:
    officer = await seat(ports)
    for token in ("old", "new"):
        invite = Invite(token, WARD_DESK, Role.OFFICER, label, LATER)
        await ports.seats.invite(invite, officer.id, NOON)

    old = await ports.access.redeem("old", a_session("1", LATER))
    new = await ports.access.redeem("new", a_session("2", LATER))

    assert ((old is not None), (new is not None)) == (stays, True)


async def test_nobody_sits_at_a_desk_that_is_not_one(ports: Ports) -> None:
    assert await ports.seats.seated(DeskCode("\x00\ud800")) == ()
