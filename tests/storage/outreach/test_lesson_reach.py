"""How far a lesson came: from the couriers' ledgers and from the log, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

from broadcasts.delivery.marks import Mark
from outreach.activity import Form, NewActivity
from outreach.lesson_reach import Area, Logged, Span, estimate
from outreach.places import NewHamlet, NewOrganisation, OrganisationKind
from storage.database.interface import Database
from storage.outreach.lesson_log import SqlLessonLog
from storage.stores import Stores
from storage.subscribers.lesson_reach import SqlChatReach
from tests.broadcasts.builders_campaigns import NOON
from tests.storage.campaign_house import CampaignHouse

HERE, THERE, FAR, YEAR = "26743", "26740", "00004", NOON.year
SPAN = Span(date(YEAR, 1, 1), date(YEAR, 12, 31))
BOTH = Area("79", frozenset({HERE, THERE}))


async def test_by_chat_it_is_the_readers_it_was_for_times_the_share_that_got_it(
    database: Database,
) -> None:
    house = CampaignHouse(database)
    await house.open_desks("79", HERE)
    for commune, province, count in ((HERE, "79", 40), (THERE, "79", 9), (FAR, "01", 50)):
        await house.subscribe(count, province=province, commune=commune)
    running = await house.running(to="79")
    await house.tick()
    await house.freeze(running.id, {Mark.SENT: 40, Mark.BLOCKED: 9})
    chat = SqlChatReach(database)

    sent = await chat.sent("ld-01", BOTH, SPAN)
    alone = await chat.sent("ld-01", replace(BOTH, communes=frozenset({HERE})), SPAN)

    assert (sent.people, sent.tried, sent.arrived) == ({HERE: 40, THERE: 9}, 49, 40)
    assert estimate(sent) == {HERE: 30, THERE: 5}
    assert alone.people == {HERE: 40}
    country = await chat.sent("ld-01", Area(provinces=("01", "79")), SPAN)
    assert country.people == sent.people
    assert await chat.lessons(BOTH, SPAN) == {"ld-01": sent.last}
    elsewhere = Area("01", frozenset({FAR}))
    assert await chat.lessons(elsewhere, SPAN) == {}
    assert not estimate(await chat.sent("ld-01", elsewhere, SPAN))
    assert not estimate(await chat.sent("ld-02", BOTH, SPAN))
    before = Span(date(YEAR - 1, 1, 1), date(YEAR - 1, 12, 31))
    assert (await chat.sent("ld-01", BOTH, before)).last is None


async def test_what_was_logged_of_a_lesson_and_which_places_heard_nothing_of_it(
    stores: Stores,
) -> None:
    log, day = SqlLessonLog(stores.database), NOON.date()
    await stores.outreach.save_hamlets(HERE, [NewHamlet(f"Tổ {n}", 50) for n in (1, 2)], YEAR)
    school = NewOrganisation("Trường Kim Đồng", OrganisationKind.SCHOOL)
    await stores.outreach.save_organisations(HERE, [school], YEAR)
    first = (await stores.outreach.hamlets(HERE))[0].id
    told = NewActivity("a" * 32, day, Form.MEETING, first, households=30, heads=40, lesson="ld-01")
    await stores.outreach.log(HERE, told, "o1")
    other = replace(told, entry="b" * 32, lesson="ld-02", day=day - timedelta(days=1))
    await stores.outreach.log(HERE, other, "o1")

    assert await log.logged("ld-01", {HERE, THERE}, SPAN) == {HERE: Logged(1, 30, 40)}
    assert await log.logged("ld-01", None, SPAN) == {HERE: Logged(1, 30, 40)}
    assert await log.logged("ld-01", {THERE}, SPAN) == {}
    assert await log.lessons_logged({HERE}, SPAN) == {"ld-01": day, "ld-02": other.day}
    assert await log.missed("ld-01", HERE, SPAN, 9) == ("Tổ 2", "Trường Kim Đồng")
    assert await log.missed("ld-01", HERE, SPAN, 1) == ("Tổ 2",)

    everywhere = NewActivity("c" * 32, day, Form.LOUDSPEAKER, lesson="ld-01")
    await stores.outreach.log(HERE, everywhere, "o1")

    assert await log.missed("ld-01", HERE, SPAN, 9) == ("Trường Kim Đồng",)
