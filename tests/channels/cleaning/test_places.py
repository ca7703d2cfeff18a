from channels.cleaning.places import SLICE, Fate, Taken, judge, next_look

LIGHT = 0.0
NEW = Taken(SLICE / 2, SLICE)
TIRED = Taken(SLICE, SLICE * 2)
OLD = Taken(SLICE * 9, SLICE * 18)
LONG = Taken(SLICE * 9, SLICE * 18, is_long=True)
FIXED = Taken(SLICE * 9, SLICE * 18, may_yield=False)


def test_the_eldest_goes_on_where_one_may_be_long() -> None:
    assert judge([TIRED, OLD], LIGHT, 1) == (1, Fate.GOES_ON)


def test_beside_a_long_one_the_other_yields() -> None:
    assert judge([LONG, TIRED], LIGHT, 1) == (1, Fate.YIELDS)


def test_the_youngest_yields_for_it_loses_least() -> None:
    assert judge([OLD, LONG, TIRED], LIGHT, 1) == (2, Fate.YIELDS)


def test_a_file_has_its_slice_whoever_waits() -> None:
    assert judge([LONG, NEW], LIGHT, 1) is None


def test_nothing_yields_to_who_took_more_or_as_much() -> None:
    assert judge([LONG, TIRED], TIRED.weight, 1) is None
    assert judge([OLD, TIRED], OLD.weight + 1, 1) is None


def test_what_cannot_be_stopped_does_not_yield() -> None:
    assert judge([FIXED], LIGHT, 0) is None
    assert judge([LONG, LONG], LIGHT, 1) is None


def test_the_next_look_is_when_a_slice_is_over() -> None:
    assert next_look([LONG, NEW, TIRED]) == SLICE / 2
    assert next_look([LONG, FIXED, OLD]) is None
