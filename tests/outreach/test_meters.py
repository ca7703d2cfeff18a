from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from outreach.activity import Activity, Form
from outreach.meters import Reach, is_silent, measure_commune, percent
from outreach.places import Hamlet, Organisation, OrganisationKind, Places

PLACES = Places(
    (Hamlet("Thôn 1", 100, 400, 1), Hamlet("Thôn 2", 60, 200, 2)),
    (Organisation("Trường Kim Đồng", OrganisationKind.SCHOOL, 500, id=1),),
)
DAY = date(2027, 3, 1)


def done(
    households: int = 0,
    heads: int = 0,
    *,
    hamlet: int | None = None,
    organisation: int | None = None,
) -> Activity:
    return Activity("0", DAY, Form.MEETING, hamlet, organisation, households, heads)


def test_two_meetings_may_have_met_the_same_households() -> None:
    reach = measure_commune(PLACES, [done(40, 50, hamlet=1), done(30, 30, hamlet=1)])

    assert (reach.least, reach.most, reach.households) == (40, 70, 160)
    assert (reach.hamlets, reach.hamlets_told, reach.activities, reach.heads) == (2, 1, 2, 80)


def test_what_went_to_the_whole_commune_adds_only_what_hamlets_had_not() -> None:
    reach = measure_commune(PLACES, [done(90, hamlet=1), done(120)])

    assert (reach.least, reach.most) == (120, 160)


def test_an_organisation_is_told_by_one_activity_and_its_heads_never_exceed_it() -> None:
    reach = measure_commune(PLACES, [done(heads=9_000, organisation=1)])

    assert (reach.organisations, reach.organisations_told, reach.members_told) == (1, 1, 500)
    assert reach.least == 0


def test_a_target_is_met_when_it_is_met() -> None:
    assert percent(119, 160) == 74
    assert percent(120, 160) == 75
    assert percent(0, 0) == 0


def test_silence_begins_the_day_after_its_days() -> None:
    assert is_silent(None, DAY, 30)
    assert not is_silent(date(2027, 1, 30), DAY, 30)
    assert is_silent(date(2027, 1, 29), DAY, 30)


NUMBERS = st.integers(0, 300)
DONE = st.lists(
    st.builds(done, NUMBERS, NUMBERS)
    | st.builds(done, NUMBERS, NUMBERS, hamlet=st.sampled_from([1, 2]))
    | st.builds(done, NUMBERS, NUMBERS, organisation=st.just(1)),
    max_size=12,
)


@given(DONE, DONE)
def test_more_activities_never_reach_fewer_nor_more_than_there_are(
    before: list[Activity], more: list[Activity]
) -> None:
    less, reach = measure_commune(PLACES, before), measure_commune(PLACES, before + more)

    assert 0 <= reach.least <= reach.most <= reach.households
    assert reach.least >= less.least
    assert reach.most >= less.most
    assert reach + Reach() == reach
