"""The whole table: role × action × own desk, a desk below, another desk."""

import pytest

from desks.desk import NATIONAL, DeskCode, Role
from desks.errors import NotPermitted, UnknownTip
from desks.hierarchy import is_below
from desks.permissions import Action, allowed, may, require
from tests.builders import an_officer
from tests.fakes import FakePlaces

TIPS = set(Action) - {
    Action.LEGAL_HOLD,
    Action.SHORTEN,
    Action.OVERRULE,
    Action.READ_AUDIT,
    Action.WRITE_LESSON,
    Action.APPROVE_LESSON,
    Action.ALERT_RESIDENTS,
    Action.SET_TARGETS,
    Action.PAY_REWARD,
    Action.PATROL,
    Action.ADMINISTER,
}
COMMANDED = {"shorten", "overrule", "set_targets", "legal_hold"}
MOVEMENT = {"read_outreach", "log_outreach", "set_targets"}
BELOW = {
    "read", "note", "urgency", "kind", "place", "assign", "handover", "merge", "split", "mute",
    "release", "overrule", "report",
}  # fmt: skip

# What each role may do at its own desk, at a desk below it, and at any other desk.
TABLE: dict[Role, tuple[set[str], set[str], set[str]]] = {
    Role.OFFICER: (set(TIPS), set(), set()),
    Role.COMMANDER: (TIPS | COMMANDED | {"alert_residents"}, set(), set()),
    Role.COORDINATOR: (TIPS | COMMANDED, BELOW, set()),
    Role.BROADCASTER: ({"write_lesson"}, set(), set()),
    Role.APPROVER: ({"approve_lesson"}, set(), set()),
    Role.CLERK: (MOVEMENT, set(), set()),
    Role.PAYER: ({"pay_reward"}, set(), set()),
    Role.GUARD: ({"patrol"}, set(), set()),
    Role.AUDITOR: ({"read_audit"}, {"read_audit"}, {"read_audit"}),
    Role.ADMINISTRATOR: ({"administer"}, {"administer"}, {"administer"}),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, action: Action) -> None:
    own, below, other = TABLE[role]

    assert may(role, action, own_desk=True) == (action in own)
    assert may(role, action, own_desk=False, below=True) == (action in below)
    assert may(role, action, own_desk=False) == (action in other)


@pytest.mark.parametrize(
    "role",
    [
        *(Role.BROADCASTER, Role.APPROVER, Role.CLERK, Role.PAYER, Role.GUARD, Role.AUDITOR),
        Role.ADMINISTRATOR,
    ],
)
def test_roles_without_tips_read_none_anywhere(role: Role) -> None:
    for action in (TIPS | {Action.OVERRULE}) - MOVEMENT:
        assert not may(role, action, own_desk=True)
        assert not may(role, action, own_desk=False, below=True)


def test_a_provinces_desk_stands_above_its_communes_and_departments_only() -> None:
    directory = FakePlaces().directory
    city = DeskCode("79")

    assert is_below(DeskCode("26743"), city, directory)
    assert is_below(DeskCode("79-PC04"), city, directory)
    for other in ("79", "00", "04", "01279", "04-PC04", "99999", "790"):
        assert not is_below(DeskCode(other), city, directory)
    assert not is_below(DeskCode("26743"), NATIONAL, directory)


def test_what_may_not_be_read_is_unknown_and_not_forbidden() -> None:
    directory = FakePlaces().directory
    coordinator = an_officer(desk=DeskCode("79"), role=Role.COORDINATOR)

    require(coordinator, Action.HANDOVER, DeskCode("26743"), directory)
    with pytest.raises(NotPermitted):
        require(coordinator, Action.CLOSE, DeskCode("26743"), directory)
    with pytest.raises(UnknownTip):
        require(coordinator, Action.HANDOVER, DeskCode("01279"), directory)
    with pytest.raises(UnknownTip):
        require(an_officer(), Action.NOTE, DeskCode("27004"), directory)
    with pytest.raises(NotPermitted):
        require(an_officer(role=Role.AUDITOR), Action.READ, DeskCode("26743"), directory)
    assert not allowed(an_officer(), Action.READ, DeskCode("27004"), directory)
