"""Which department a kind of tip belongs to, and what a province may change about it."""

import pytest

from tips.reading.kinds import every_kind
from tips.tip import KindId
from tips.triage.departments import FIRST, KNOWN, Departments, is_department


def test_every_kind_has_a_department_that_can_be_opened() -> None:
    for kind in every_kind():
        first, *_ = Departments().of_kind(kind.id, "79")
        assert first.removeprefix("79-") in KNOWN, kind.id


@pytest.mark.parametrize(
    ("kind", "first"), [("lua_dao", "79-PA05"), ("ma_tuy", "79-PC04"), ("khac", "79-PC01")]
)
def test_a_kind_goes_to_its_department_and_else_to_who_hands_out(kind: str, first: str) -> None:
    found = Departments().of_kind(KindId(kind), "79")

    assert found == tuple(dict.fromkeys((first, f"79-{FIRST}")))


def test_a_province_may_have_another_department_do_it() -> None:
    moved = Departments({"79": {"PC05": "PC03"}})

    assert moved.desks("PC05", "79") == ("79-PC03", "79-PC01")
    assert moved.desks("PC05", "04") == ("04-PC05", "04-PC01")


@pytest.mark.parametrize("told", ["PC1", "pc01", "79-PC01", "26743", "PC01 ", "PV05"])
def test_other_codes_name_no_department(told: str) -> None:
    assert not is_department(told)
