"""How long it takes and what it costs, as it is shown before anybody says yes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.audience.night import NIGHT, is_quiet
from broadcasts.audience.subscriber import Quiet
from broadcasts.campaigns.forecast import Pace, ends_at, forecast
from tests.trials import lasting
from wording.moments import VIETNAM

MORNING = datetime(2027, 3, 12, 8, 0, tzinfo=VIETNAM)
FREE = Pace({"telegram": 30.0, "web": 200.0}, NIGHT)


def paid(rate: float, cap: int = 10_000_000) -> Pace:
    return Pace({"telegram": rate}, NIGHT, paid=True, stars_cap=cap)


@pytest.mark.parametrize(
    ("people", "pace", "seconds", "stars"),
    [
        (100_000, FREE, 100_000 / 30, 0),
        (100_000, paid(1000), 100, 9_700),  # 0.1 Star each beyond 30 a second
        (1_000_000, paid(1000), 1_000, 97_000),
        (50_000_000, paid(1000), 50_000, 4_850_000),
        (100_000, paid(28), 100_000 / 28, 0),
    ],
)
def test_the_figures_are_those_of_the_platform(
    people: int, pace: Pace, seconds: float, stars: int
) -> None:
    seen = forecast({"telegram": people}, pace, MORNING, urgent=True)

    assert seen.ends - seen.starts == timedelta(seconds=seconds)
    assert seen.stars == stars


def test_when_the_stars_are_used_up_the_rest_goes_for_nothing() -> None:
    seen = forecast({"telegram": 100_000}, paid(1000, cap=970), MORNING, urgent=True)

    assert seen.stars == 970
    assert seen.ends - seen.starts == timedelta(seconds=10 + 90_000 / 30)


def test_channels_go_side_by_side_and_one_that_cannot_be_sent_to_is_not_counted() -> None:
    seen = forecast({"telegram": 300, "web": 200, "fax": 9}, FREE, MORNING, urgent=False)

    assert (seen.total, seen.ends) == (500, MORNING + timedelta(seconds=10))
    assert seen.sizes == {"telegram": 300, "web": 200}


def test_a_large_lesson_rests_at_night_and_an_alert_does_not() -> None:
    people = {"telegram": 30 * 3600 * 14}  # fourteen hours; 8:00 to 21:00 are thirteen

    lesson = forecast(people, FREE, MORNING, urgent=False)
    alert = forecast(people, FREE, MORNING, urgent=True)

    assert f"{lesson.ends:%d %H:%M}" == "13 07:30"
    assert f"{alert.ends:%d %H:%M}" == "12 22:00"


def test_nobody_takes_no_time() -> None:
    assert forecast({}, FREE, MORNING, urgent=False).ends == MORNING


@settings(max_examples=lasting(75, 300), deadline=None)
@given(
    st.integers(0, 24 * 60 - 1),
    st.floats(0, 40 * 86_400),
    st.sampled_from([NIGHT, Quiet(0, 5 * 60), Quiet(22 * 60, 23 * 60)]),
)
def test_it_never_ends_within_a_night_nor_before_its_work_is_done(
    minute: int, seconds: float, night: Quiet
) -> None:
    starts = datetime(2027, 3, 12, tzinfo=VIETNAM) + timedelta(minutes=minute)

    ends = ends_at(starts, seconds, night)

    assert ends - starts >= timedelta(seconds=seconds)
    assert seconds == 0 or not is_quiet(ends - timedelta(seconds=1), night) or seconds < 1


def test_zalo_has_a_price_and_does_not_deliver_to_who_was_silent_too_long() -> None:
    pace = Pace({"zalo_oa": 2.0, "web": 200.0}, NIGHT, prices={"zalo_oa": 55})
    sizes, open_now = {"zalo_oa": 1000, "web": 50}, {"zalo_oa": 400}

    seen = forecast(sizes, pace, MORNING, urgent=False, open_now=open_now)

    assert (seen.dong, seen.unreached) == (400 * 55, {"zalo_oa": 600})
    assert forecast(sizes, pace, MORNING, urgent=False).unreached == {}
