"""What searching is promised: tips.triage.search.SearchStore."""

from datetime import timedelta

from tests.builders import NOON, WARD_DESK
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import AN, a_change, a_filed_tip, add_words
from tips.tip import KindId, Status
from tips.triage.search import Facts


async def codes(ports: Ports, facts: Facts = Facts(), after: str = "", limit: int = 9) -> list[str]:  # noqa: B008
    found = await ports.search.candidates(WARD_DESK, facts, after, limit)
    return [one.summary.code for one in found]


async def test_everything_that_was_said_is_handed_out(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    await add_words(ports, tip, "Xe biển 51H-123.45", "more", AN)

    [one] = await ports.search.candidates(WARD_DESK, Facts(), "", 9)

    assert tip.report.story in one.texts
    assert "Xe biển 51H-123.45" in one.texts


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
    [one] = await ports.search.candidates(WARD_DESK, Facts(), "", 1)
    assert await codes(ports, after=one.summary.cursor) == [second.code]
