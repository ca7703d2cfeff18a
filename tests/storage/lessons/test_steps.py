"""What the database does with a run is what the pure machine says, state by state."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import Select, Update, select

from broadcasts.delivery import run
from broadcasts.delivery.marks import Ledger, Mark
from broadcasts.delivery.run import Milestone, Run, Step
from storage.database.interface import Database
from storage.lessons import steps
from storage.tables.lessons import occurrences, shards
from tests.storage.campaign_house import CampaignHouse

STEPS = (
    run.END,
    run.CANCEL,
    run.RELEASE,
    run.REOPEN,
    run.frozen(2, has_canary=True),
    run.first_tried(Ledger(sent=64)),
    run.first_tried(Ledger(failed=64)),
)
REASONS = {Run.HELD: "canary_failed", Run.SKIPPED: "late", Run.PAUSED: "held canary_blocked"}
PLACES = [Milestone(state, REASONS.get(state, "")) for state in Run]


@pytest.fixture
async def house(database: Database) -> CampaignHouse:
    made = CampaignHouse(database)
    await made.open_desks("00")
    return made


async def a_run(house: CampaignHouse) -> int:
    campaign = await house.running()
    await house.tick()
    return await house.freeze(campaign.id, {Mark.PENDING: 64}, {Mark.PENDING: 10})


async def moved(house: CampaignHouse, number: int, stood: Milestone, move: Update) -> Milestone:
    await house.set_run(number, state=stood.state, reason=stood.reason)
    await house.database.write(lambda c: c.execute(move))
    return await standing(house, number)


async def standing(house: CampaignHouse, number: int) -> Milestone:
    wanted = select(occurrences).where(occurrences.c.id == number)
    return steps.milestone_of((await house.database.read(lambda c: c.execute(wanted))).one())


async def test_every_step_is_taken_from_where_it_begins_and_from_nowhere_else(
    house: CampaignHouse,
) -> None:
    number = await a_run(house)
    this = occurrences.c.id == number
    took: dict[tuple[Step, Milestone], Milestone] = {}
    for step, stood in product(STEPS, PLACES):
        took[step, stood] = await moved(house, number, stood, steps.taken(step, this))

    assert took == {(step, stood): step.taken(stood) for step, stood in product(STEPS, PLACES)}


async def test_a_pause_keeps_what_the_machine_says_it_keeps(house: CampaignHouse) -> None:
    number = await a_run(house)
    pause = steps.parked(occurrences.c.id == number)

    for stood in PLACES:
        assert await moved(house, number, stood, pause) == run.parked(stood)


async def test_who_may_be_written_to_is_asked_alike(house: CampaignHouse) -> None:
    number = await a_run(house)
    wanted: Select[Any] = (
        select(shards.c.number)
        .join(occurrences, occurrences.c.id == shards.c.occurrence)
        .where(shards.c.occurrence == number, steps.may_send)
        .order_by(shards.c.number)
    )
    for state in Run:
        await house.set_run(number, state=state)
        found = (await house.database.read(lambda c: c.execute(wanted))).scalars().all()
        assert found == [shard for shard in (0, 1) if run.may_send(state, shard)]
