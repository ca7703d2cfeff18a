"""What searching is promised: tips.triage.search.SearchStore."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.builders import NOON, WARD_DESK
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import AN, a_change, a_filed_tip, add_words
from tips.tip import KindId, Status
from tips.triage.search import Bounds, Facts, Said, Sifted

ALL = Bounds(9, 9, 9)


async def look(
    ports: Ports,
    facts: Facts = Facts(),  # noqa: B008
    after: str = "",
    bounds: Bounds = ALL,
) -> Sifted:
    return await ports.search.sift(WARD_DESK, facts, after, lambda _: True, bounds)


async def codes(ports: Ports, facts: Facts = Facts(), after: str = "") -> Sequence[str]:  # noqa: B008
    return (await look(ports, facts, after)).codes


async def test_everything_that_was_said_is_looked_at_also_what_came_later(ports: Ports) -> None:
    seen: list[Said] = []

    def see(said: Said) -> bool:
        seen.append(said)
        return True

    tip = await a_filed_tip(ports)
    await ports.search.sift(WARD_DESK, Facts(), "", see, ALL)
    await add_words(ports, tip, "Xe biển 51H-123.45", "more", AN)
    await ports.search.sift(WARD_DESK, Facts(), "", see, ALL)

    told = Said.of(tip.code, (tip.report.story, tip.report.when, tip.report.place.words))
    before, after = seen
    assert before.words.startswith(told.words)
    assert (before.code, after.code) == (told.code, told.code)
    assert " xe bien 51h" in after.words
    assert "51h12345" in after.glued


async def test_tips_are_sifted_by_kind_outcome_and_days_and_read_on(ports: Ports) -> None:
    first, second = await a_filed_tip(ports), await a_filed_tip(ports, 2)
    closing = {"status": Status.CLOSED, "closed_at": NOON, "closing_reason": "trung_lap"}
    await ports.tips.save(second, a_change(second, "close", **closing), NOON)
    day = timedelta(days=1)

    assert await codes(ports) == [first.code, second.code]
    assert await codes(ports, Facts(outcome="trung_lap")) == [second.code]
    assert await codes(ports, Facts(kind=KindId("khac"))) == []
    assert await codes(ports, Facts(since=NOON + day)) == []
    assert await codes(ports, Facts(until=NOON - day)) == []
    page = await look(ports, bounds=Bounds(9, 1, 9))
    assert await codes(ports, after=page.after) == [second.code]


@pytest.mark.parametrize("bounds", [Bounds(1, 9, 9), Bounds(9, 1, 9), Bounds(9, 9, 1)])
async def test_no_more_is_looked_at_than_was_asked_for(ports: Ports, bounds: Bounds) -> None:
    first, second = await a_filed_tip(ports), await a_filed_tip(ports, 2)

    page = await look(ports, bounds=bounds)

    assert (page.codes, page.looked) == ([first.code], 1)
    rest = await look(ports, after=page.after)
    assert (rest.codes, rest.after) == ([second.code], "")


async def test_found_ones_are_shown_in_the_order_they_were_found_in(ports: Ports) -> None:
    first, second = await a_filed_tip(ports), await a_filed_tip(ports, 2)

    shown = await ports.search.summaries(WARD_DESK, [second.code, first.code])

    assert [one.code for one in shown] == [second.code, first.code]
