"""Who may draft, let out and stop a campaign, and where."""

import pytest

from broadcasts.campaigns.campaign import State
from broadcasts.errors import (
    AlertUnsafe,
    CampaignProblem,
    LacksRight,
    MoveNotPossible,
    NothingToSend,
    NotYourPlace,
    UnknownCampaign,
    UnknownLesson,
)
from desks.permissions import Author
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, WRITER
from tests.storage.campaign_house import WORDS, CampaignHouse

WARD_WRITER = Author("d" * 32, "26743", frozenset({"write"}))
WARD_APPROVER = Author("e" * 32, "26743", frozenset({"approve"}))
CITY_APPROVER = Author("f" * 32, "79", frozenset({"approve"}))
OTHER_WARD = Author("1" * 32, "27004", frozenset({"write", "approve", "alert"}))


@pytest.mark.parametrize(
    ("by", "wanted", "problem"),
    [
        (APPROVER, {}, LacksRight),
        (CHIEF, {}, LacksRight),
        (APPROVER, WORDS, LacksRight),
        (WRITER, {"lessons": ()}, NothingToSend),
        (WRITER, {"lessons": ("ld-99",)}, UnknownLesson),
        (WRITER, {"text": "Xem bit.ly/abc", "at": "now"}, AlertUnsafe),
        (WARD_WRITER, {"to": "all"}, NotYourPlace),
        (WARD_WRITER, {"to": "27004"}, NotYourPlace),
    ],
)
async def test_what_may_not_be_drafted(
    house: CampaignHouse,
    by: Author,
    wanted: dict[str, object],
    problem: type[CampaignProblem],
) -> None:
    with pytest.raises(problem):
        await house.draft(by=by, **wanted)
    assert await house.overview.every(None) == ()


async def test_a_commander_may_write_an_alert_and_another_lets_it_out(
    house: CampaignHouse,
) -> None:
    other = Author("9" * 32, "00", frozenset({"alert"}))

    alert = await house.draft(by=CHIEF, **WORDS)
    approved = await house.campaigns.approve(other, alert.id)

    assert approved.urgent
    assert approved.audience.rhythms == frozenset()  # also who wants alerts only
    assert approved.content[""].telling("vi").title == "Thông báo khẩn"


async def test_a_province_lets_out_and_stops_what_its_communes_write(
    house: CampaignHouse,
) -> None:
    drafted = await house.draft(by=WARD_WRITER, to="26743", at="now")

    await house.campaigns.approve(CITY_APPROVER, drafted.id)
    paused = await house.campaigns.pause(CITY_APPROVER, drafted.id)

    assert paused.state is State.PAUSED


async def test_another_commune_s_campaign_does_not_exist_for_its_neighbour(
    house: CampaignHouse,
) -> None:
    theirs = await house.draft(by=WARD_WRITER, to="26743")

    for move in (house.campaigns.pause, house.campaigns.cancel, house.campaigns.approve):
        with pytest.raises(UnknownCampaign):
            await move(OTHER_WARD, theirs.id)
    assert await house.overview.every(OTHER_WARD) == ()


async def test_a_commune_sees_what_comes_from_above_once_it_is_certain_but_moves_nothing(
    house: CampaignHouse,
) -> None:
    draft = await house.draft()
    before = await house.overview.every(WARD_APPROVER)
    await house.campaigns.approve(APPROVER, draft.id)
    after = await house.overview.every(WARD_APPROVER)

    assert before == ()
    assert [one.id for one in after] == [draft.id]
    with pytest.raises(LacksRight):
        await house.campaigns.cancel(WARD_APPROVER, draft.id)


async def test_the_desks_above_see_what_is_written_below(house: CampaignHouse) -> None:
    ward = await house.draft(by=WARD_WRITER, to="26743")
    city = await house.draft(
        by=Author("2" * 32, "79", frozenset({"write"})), to="79, 26743", at="13/3"
    )

    assert {one.id for one in await house.overview.every(CITY_APPROVER)} == {ward.id, city.id}
    assert {one.id for one in await house.overview.every(None)} == {ward.id, city.id}
    assert {one.id for one in await house.overview.every(WARD_APPROVER)} == {ward.id}


async def test_starting_twice_or_starting_what_is_paused_is_no_mistake(
    house: CampaignHouse,
) -> None:
    waits = await house.running(at="start")
    started = await house.campaigns.start(None, waits.id)
    again = await house.campaigns.start(None, waits.id)

    assert (waits.state, started.state, again.version) == (
        State.APPROVED,
        State.SCHEDULED,
        started.version,
    )
    with pytest.raises(MoveNotPossible):
        await house.campaigns.start(None, (await house.draft()).id)


@pytest.mark.parametrize("wanted", ["", "sen-mai-99", "\x00", "x" * 500, "ế"])
async def test_an_unknown_campaign_is_unknown(house: CampaignHouse, wanted: str) -> None:
    with pytest.raises(UnknownCampaign):
        await house.campaigns.campaign(None, wanted)


async def test_who_sends_is_woken_when_there_is_something_to_send(house: CampaignHouse) -> None:
    await house.running()

    assert house.bell.rung == ["lessons"]
