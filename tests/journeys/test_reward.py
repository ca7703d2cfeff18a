"""A resident is thanked: proposed, granted, told, fetched without a name, paid once."""

import asyncio
from dataclasses import replace

import pytest

from desks.auditing import Auditing
from desks.desk import Officer, Role
from messages.message import Address, ChatLine
from outreach.errors import AlreadyPaid, UnknownToken
from outreach.payments import Payments
from storage.stores import Stores
from tests.builders import NOON, a_citizen, said
from tests.fakes import FakePlaces, House, PlainChance, StoppedClock
from tests.storage.tips_filed import AN, a_change, a_filed_tip, seat
from tests.tips.intake.chats import Chat
from tips.intake.intake import Intake
from tips.moves.base import Press
from tips.moves.change import Change
from tips.moves.rewarding import propose_reward
from tips.tip import Status, Tip

TELEGRAM = a_citizen("4711", "telegram")


def intake_of(stores: Stores) -> Intake:
    around = replace(House().surroundings, chance=PlainChance())
    return Intake(stores.citizens, stores.desks, around)


def payments_of(stores: Stores) -> Payments:
    clock = StoppedClock()
    audit = Auditing(stores.audit, clock)
    return Payments(stores.payments, FakePlaces().directory, audit, clock)


async def pressed(stores: Stores, tip: Tip, officer: Officer) -> Tip:
    press = Press(officer, f"reward {officer.label}", NOON)
    change = propose_reward("500000", "Tin đúng")(tip, press)
    assert isinstance(change, Change)
    return await stores.tips.save(tip, change, NOON)


async def a_thanked_tip(stores: Stores, number: int = 1, by: Address = AN) -> Tip:
    tip = await a_filed_tip(stores, number, by=by)
    checking = a_change(tip, f"check {number}", status=Status.CHECKING)
    tip = await stores.tips.save(tip, checking, NOON)
    for label in ("Trực ban 1", "Trực ban 2"):
        tip = await pressed(stores, tip, await seat(stores, f"{label}.{number}"))
    return tip


def token_in(lines: tuple[ChatLine, ...]) -> str:
    [words] = [line.message.receipt for line in lines if line.message.receipt]
    return " ".join(words)


async def test_a_reward_is_fetched_without_a_name_and_paid_once(stores: Stores) -> None:
    tip = await a_thanked_tip(stores)
    chat = Chat(intake_of(stores), AN)

    [offer] = await chat.say("nhận thưởng")
    told = await chat.say(choice=f"reward_take:{tip.id}")
    token = token_in(told)
    [again] = await chat.say(choice=f"reward_take:{tip.id}")

    assert "500.000 đồng" in offer.message.text
    assert [one.choice for one in offer.message.buttons] == [f"reward_take:{tip.id}"]
    assert "Hiện không có khoản thưởng" in again.message.text
    assert token not in "\n".join(line.message.full_text for line in await chat.intake.lines(AN))
    repeated = await chat.intake.hear(said(event="2", by=AN))
    assert token_in(repeated) == token

    payer, payments = await seat(stores, "Chi thưởng", Role.PAYER), payments_of(stores)
    assert (await payments.look_up(payer, f"  {token.upper()}. ")).amount == 500_000
    assert (await payments.pay(payer, token)).amount == 500_000
    with pytest.raises(AlreadyPaid):
        await payments.pay(payer, token)
    with pytest.raises(UnknownToken):
        await payments.look_up(payer, "một hai ba")


async def test_of_two_who_take_it_at_once_one_gets_a_token(stores: Stores) -> None:
    """The chat it was told in, and whoever showed its receipt elsewhere."""
    tip = await a_thanked_tip(stores)
    intake = intake_of(stores)
    one, other = Chat(intake, AN), Chat(intake, TELEGRAM)
    receipt = " ".join(stores.citizens.receipt_for(f"{1:032x}"))
    [thread] = (await other.say(f"/ma {receipt}"))[-1:]

    heard = await asyncio.gather(
        *(chat.say(choice=f"reward_take:{tip.id}") for chat in (one, other))
    )

    assert thread.message.buttons[0].choice == f"reward:{tip.id}"
    assert sum(any(line.message.receipt for line in lines) for lines in heard) == 1


async def test_a_strangers_chat_fetches_nothing(stores: Stores) -> None:
    tip = await a_thanked_tip(stores)
    stranger = Chat(intake_of(stores), a_citizen("khác"))

    lines = await stranger.say(choice=f"reward_take:{tip.id}")

    assert not any(line.message.receipt for line in lines)
