"""What the movement's store promises, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from outreach.activity import Form, NewActivity
from outreach.errors import UnknownPlaceHere
from outreach.meters import Targets
from outreach.places import NewHamlet, NewOrganisation, OrganisationKind
from storage.stores import Stores

HERE, THERE, YEAR = "26743", "26740", 2027
SCHOOL = NewOrganisation("Trường Kim Đồng", OrganisationKind.SCHOOL, 500, "Cô Hạnh", "0900000002")
DAY = date(YEAR, 3, 1)


async def settle(stores: Stores) -> tuple[int, int]:
    """A hamlet and a school: their numbers."""
    await stores.outreach.save_hamlets(HERE, [NewHamlet("Thôn Đông", 100, 400)], YEAR)
    await stores.outreach.save_organisations(HERE, [SCHOOL], YEAR)
    places = await stores.outreach.counted_places(HERE)
    return places.hamlets[0].id, places.organisations[0].id


def meeting(entry: str, **more: object) -> NewActivity:
    return replace(NewActivity(entry, DAY, Form.MEETING, tags=("crime", "drugs")), **more)  # type: ignore[arg-type]


async def test_places_are_kept_changed_by_name_and_their_people_sealed(stores: Stores) -> None:
    await settle(stores)

    await stores.outreach.save_organisations(HERE, [replace(SCHOOL, heads=510)], YEAR)

    [school] = await stores.outreach.organisations(HERE, "kim dong", 9)
    assert (school.heads, school.focal, school.phone) == (510, "Cô Hạnh", "0900000002")
    counted = (await stores.outreach.counted_places(HERE)).organisations
    assert counted == (replace(school, focal="", phone=""),)
    assert (await stores.outreach.counted_places(HERE, 0)).organisations == ()
    assert await stores.outreach.organisations(HERE, "nam bộ", 9) == ()
    assert await stores.outreach.organisations(THERE, "", 9) == ()
    query = text("SELECT sealed FROM organisations")
    sealed = await stores.database.read(lambda connection: connection.scalar(query))
    assert "Hạnh".encode() not in bytes(sealed or b"")


async def test_an_entry_is_logged_once_and_measured_at_once(stores: Stores) -> None:
    hamlet, school = await settle(stores)
    told = meeting("a" * 32, hamlet=hamlet, households=60, heads=70)

    one, other = await asyncio.gather(*(stores.outreach.log(HERE, told, "o1") for _ in range(2)))
    await stores.outreach.log(HERE, meeting("b" * 32, organisation=school, heads=400), "o1")

    assert one == other
    measured = (await stores.outreach.measured(YEAR, None))[HERE]
    assert (measured.reach.least, measured.reach.organisations_told) == (60, 1)
    assert (measured.reach.activities, measured.last) == (2, DAY)
    assert await stores.outreach.measured(YEAR - 1, None) == {}
    assert await stores.outreach.measured(YEAR, frozenset({THERE})) == {}
    assert await stores.outreach.last_told_hamlets(HERE) == {hamlet: DAY}
    [heard] = await stores.outreach.organisations_told(HERE, YEAR, 9)
    assert (heard.name, heard.measured.last) == (SCHOOL.name, DAY)
    assert heard.measured.reach.organisations_told == 1
    assert await stores.outreach.quiet_organisations(HERE, DAY, 9) == ()


async def test_of_many_organisations_a_page_shows_some_and_the_quietest_first(
    stores: Stores,
) -> None:
    _, school = await settle(stores)
    never = replace(SCHOOL, name="Zeta")
    await stores.outreach.save_organisations(HERE, [never], YEAR)
    await stores.outreach.log(HERE, meeting("a" * 32, organisation=school, heads=9_000), "o1")
    tomorrow = DAY + timedelta(days=1)

    told = await stores.outreach.organisations_told(HERE, YEAR, 1)
    before = await stores.outreach.organisations_told(HERE, YEAR - 1, 9)
    quiet = await stores.outreach.quiet_organisations(HERE, tomorrow, 9)
    [quietest] = await stores.outreach.quiet_organisations(HERE, tomorrow, 1)

    assert [(one.name, one.measured.reach.members_told) for one in told] == [
        (SCHOOL.name, SCHOOL.heads)
    ]
    assert [one.measured.reach.activities for one in before] == [0, 0]
    assert [(one.name, one.measured.last) for one in quiet] == [("Zeta", None), (SCHOOL.name, DAY)]
    assert quietest.name == "Zeta"


async def test_a_mistake_is_taken_back_by_its_own_commune_only(stores: Stores) -> None:
    hamlet, _ = await settle(stores)
    done = await stores.outreach.log(HERE, meeting("a" * 32, hamlet=hamlet, households=60), "o1")

    assert not await stores.outreach.take_back(THERE, done.id)
    assert await stores.outreach.take_back(HERE, done.id)
    assert not await stores.outreach.take_back(HERE, done.id)

    assert await stores.outreach.activities(HERE, date(YEAR, 1, 1), DAY, 9) == ()
    assert (await stores.outreach.measured(YEAR, None))[HERE].reach.least == 0


async def test_another_communes_hamlet_or_entry_is_not_here(stores: Stores) -> None:
    hamlet, _ = await settle(stores)
    await stores.outreach.log(HERE, meeting("a" * 32), "o1")

    for strange in (meeting("b" * 32, hamlet=hamlet), meeting("a" * 32)):
        with pytest.raises(UnknownPlaceHere):
            await stores.outreach.log(THERE, strange, "o2")


async def test_a_desk_keeps_targets_of_its_own(stores: Stores) -> None:
    assert await stores.outreach.targets(HERE) is None

    await stores.outreach.keep_targets(HERE, Targets())
    await stores.outreach.keep_targets(HERE, Targets(80, 90, 14))

    assert await stores.outreach.targets(HERE) == Targets(80, 90, 14)
