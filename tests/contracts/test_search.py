"""What searching is promised: tips.triage.search.SearchStore."""

from datetime import timedelta

from tests.builders import NOON, WARD_DESK
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import AN, a_change, a_filed_tip, add_words
from tips.tip import KindId, Status
from tips.triage.search import Facts, Said


async def codes(ports: Ports, facts: Facts = Facts(), after: str = "", limit: int = 9) -> list[str]:  # noqa: B008
    found = await ports.search.candidates(WARD_DESK, facts, after, limit, 9)
    return [one.code for one in found.tips]


async def test_everything_that_was_said_is_handed_out_also_what_came_later(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    before = await ports.search.candidates(WARD_DESK, Facts(), "", 9, 9)
    await add_words(ports, tip, "Xe biển 51H-123.45", "more", AN)

    [one] = (await ports.search.candidates(WARD_DESK, Facts(), "", 9, 9)).tips

    told = Said.of((tip.report.story, tip.report.when, tip.report.place.words))
    assert before.tips[0].said.words.startswith(told.words)
    assert " xe bien 51h" in one.said.words
    assert "51h12345" in one.said.glued


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
    page = await ports.search.candidates(WARD_DESK, Facts(), "", 1, 9)
    assert await codes(ports, after=page.after) == [second.code]


async def test_no_more_is_unsealed_than_was_asked_for(ports: Ports) -> None:
    first, second = await a_filed_tip(ports), await a_filed_tip(ports, 2)

    page = await ports.search.candidates(WARD_DESK, Facts(), "", 9, 1)

    assert ([one.code for one in page.tips], page.unsealed) == ([first.code], 1)
    rest = await ports.search.candidates(WARD_DESK, Facts(), page.after, 9, 9)
    assert ([one.code for one in rest.tips], rest.after) == ([second.code], "")


async def test_found_ones_are_shown_in_the_order_they_were_found_in(ports: Ports) -> None:
    first, second = await a_filed_tip(ports), await a_filed_tip(ports, 2)

    shown = await ports.search.summaries(WARD_DESK, [second.code, first.code])

    assert [one.code for one in shown] == [second.code, first.code]
