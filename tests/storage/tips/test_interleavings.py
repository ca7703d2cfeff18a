"""Two officers on every move at once, and a long life of one matter: one winner, nothing lost.

TINBAO_INTERLEAVINGS=1000 tries as many orders on each database; the suite tries a few.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desks.desk import Officer
from desks.errors import TipProblem, UnknownTip
from storage.sealing.vault import Vault
from storage.stores import Stores, open_stores
from tests.builders import NOON
from tests.storage.moving_house import OTHER_DESK, MovingHouse, a_moving_house
from tests.storage.tips_filed import AN, a_filed_tip, add_words
from tests.trials import lasting
from tips.tip import Author, Status, Tip, Urgency
from tips.triage.transfer_ports import Trace

TRIALS = int(os.environ.get("TINBAO_INTERLEAVINGS", "0")) or lasting(6, 100)
WHY = "lý do"

Move = Callable[[MovingHouse, Officer, Tip, Tip, str], Awaitable[object]]

MOVES: dict[str, Move] = {
    "claim": lambda h, o, t, _, e: h.press.claim(o, t.code, e),
    "release": lambda h, o, t, _, e: h.press.release(o, t.code, e),
    "ask": lambda h, o, t, _, e: h.press.ask(o, t.code, f"hỏi {e}", e),
    "note": lambda h, o, t, _, e: h.press.note(o, t.code, f"ghi {e}", e),
    "urgency": lambda h, o, t, _, e: h.press.set_urgency(o, t.code, Urgency.CRITICAL, e),
    "status": lambda h, o, t, _, e: h.press.set_status(o, t.code, Status.CHECKING, e),
    "close": lambda h, o, t, _, e: h.press.close(o, t.code, "trung_lap", "", e),
    "assign": lambda h, o, t, _, e: h.press.assign(o, t.code, "Một", WHY, e),
    "handover": lambda h, o, t, _, e: h.press.hand_over(o, t.code, OTHER_DESK, WHY, e),
    "merge": lambda h, o, t, u, e: h.press.merge(o, t.code, u.code, WHY, e),
    "merge back": lambda h, o, t, u, e: h.press.merge(o, u.code, t.code, WHY, e),
    "split": lambda h, o, t, _, e: h.press.split(o, t.code, None, WHY, e),
    "spam": lambda h, o, t, _, e: h.press.spam(o, t.code, WHY, e),
    "kind": lambda h, o, t, _, e: h.press.set_kind(o, t.code, "co_bac", WHY, e),
    "place": lambda h, o, t, _, e: h.press.set_place(o, t.code, "27004", WHY, e),
    "extend": lambda h, o, t, _, e: h.press.extend(o, t.code, WHY, e),
    "mute": lambda h, o, t, _, e: h.press.mute(o, t.code, True, WHY, e),
}


async def everything(house: MovingHouse, tip: Tip) -> Tip:
    """The tip at whichever desk has it."""
    for officer in (house.first, house.stranger):
        try:
            return await house.triage.tip(officer, tip.code)
        except UnknownTip:
            continue
    raise AssertionError("a tip without a desk")


@pytest.mark.timeout(0)
async def test_two_officers_at_once_leave_one_truth(stores: Stores) -> None:
    house, chance = await a_moving_house(stores), random.Random(4)  # noqa: S311 - not a secret
    for trial in range(TRIALS):
        tip = await a_filed_tip(stores, 2 * trial + 1)
        other = await a_filed_tip(stores, 2 * trial + 2)
        if chance.random() < 0.5:
            await house.press.claim(house.first, tip.code, "before")
        names = [chance.choice(list(MOVES)) for _ in range(4)]
        before = {one.code: (await everything(house, one)).version for one in (tip, other)}
        results = await asyncio.gather(
            *(
                _after(chance.random() / 200, MOVES[name], house, (who, tip, other, f"e{n}"))
                for n, (name, who) in enumerate(
                    zip(names, (house.first, house.second) * 2, strict=True)
                )
            ),
            return_exceptions=True,
        )
        for result in results:  # done, or refused by name: never an error nobody foresaw
            assert isinstance(result, (Tip, Trace, TipProblem)), (names, result)
        for one in (tip, other):
            now = await everything(house, one)
            assert [line.number for line in now.lines] == list(range(1, len(now.lines) + 1)), names
            assert now.version >= before[one.code], names
            assert (now.closed_at is not None) == (now.status is Status.CLOSED), names
            told = [line.text for line in now.lines]
            for n, result in enumerate(results):
                said = isinstance(result, Tip) and result.code == one.code
                if said and names[n] in {"ask", "note"} and one is tip:
                    assert sum(text.endswith(f" e{n}") for text in told) == 1, names


async def _after(
    seconds: float, move: Move, house: MovingHouse, press: tuple[Officer, Tip, Tip, str]
) -> object:
    await asyncio.sleep(seconds)
    return await move(house, *press)


@pytest.mark.timeout(0)
async def test_two_officers_on_the_same_move_have_one_winner(stores: Stores) -> None:
    house = await a_moving_house(stores)
    numbers = iter(range(1, 10_000))
    for name in ("claim", "handover", "place", "merge"):
        for _ in range(max(1, TRIALS // 12)):
            tip = await a_filed_tip(stores, next(numbers))
            other = await a_filed_tip(stores, next(numbers))
            results = await asyncio.gather(
                MOVES[name](house, house.first, tip, other, "1"),
                MOVES[name](house, house.second, tip, other, "2"),
                return_exceptions=True,
            )
            done = [one for one in results if isinstance(one, (Tip, Trace))]
            refused = [one for one in results if isinstance(one, TipProblem)]
            assert len(done) + len(refused) == 2, (name, results)
            assert done, name
            now = await everything(house, tip)
            handed = [line for line in now.lines if line.text.startswith(("Chuyển từ", "Gộp"))]
            assert len(handed) <= 1, name


@pytest.mark.timeout(0)
async def test_fifty_moves_and_restarts_keep_every_message_in_order(
    database_url: str, vault: Vault, tmp_path: Path
) -> None:
    """Hand-overs to and fro, merges, splits, restarts; both residents talk all the while."""
    chance = random.Random(50)  # noqa: S311 - not a secret
    stores = await open_stores(database_url, vault, tmp_path)
    house = await a_moving_house(stores)
    tip, other = await a_filed_tip(stores, 1), await a_filed_tip(stores, 2)
    said: dict[str, list[str]] = {tip.id: [], other.id: []}
    for step in range(50):
        house.clock.pass_time(minutes=1)
        who = chance.choice((tip, other))
        words = f"lời {step}"
        await add_words(stores, who, words, f"word {step}", by=AN)
        said[who.id].append(words)
        await _one_step(house, chance, (tip, other), step)
        if chance.random() < 0.2:
            await stores.close()
            stores = await open_stores(database_url, vault, tmp_path)
            house = await _again(house, stores)
    for one in (tip, other):
        now = await everything(house, one)
        theirs = [line.text for line in now.lines if line.author is Author.CITIZEN]
        assert theirs == said[one.id]
        view = await stores.citizens.thread(AN, one.id, NOON + timedelta(days=1))
        assert view is not None
        assert [r.text for r in view.lines if r.author is Author.CITIZEN] == said[one.id]
        if now.lead is not None:  # whoever works on the lead sees them there, too
            lead = await everything(house, tip if one is other else other)
            [joined] = lead.joined
            beside = [r.text for r in joined.lines if r.author is Author.CITIZEN]
            assert beside == said[one.id]
    await stores.close()


async def _one_step(
    house: MovingHouse, chance: random.Random, pair: tuple[Tip, Tip], step: int
) -> None:
    tip, other = chance.sample(pair, 2)
    now = await everything(house, tip)
    officer = house.first if now.route.desk == house.first.desk else house.stranger
    there = OTHER_DESK if officer is house.first else house.first.desk
    move = chance.choice(("handover", "merge", "split", "ask"))
    try:
        if move == "handover":
            await house.press.hand_over(officer, tip.code, there, WHY, f"h{step}")
        elif move == "merge":
            await house.press.merge(officer, tip.code, other.code, WHY, f"m{step}")
        elif move == "split":
            await house.press.split(officer, tip.code, None, WHY, f"s{step}")
        else:
            await house.press.claim(officer, tip.code, f"c{step}")
            await house.press.ask(officer, tip.code, f"hỏi {step}", f"a{step}")
    except TipProblem:
        return  # merged already, or at another desk: nothing happened


async def _again(before: MovingHouse, stores: Stores) -> MovingHouse:
    people = (before.first, before.second, before.commander, before.stranger)
    return MovingHouse(stores, *people, before.clock)
