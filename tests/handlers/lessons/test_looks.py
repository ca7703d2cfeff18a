"""The pages know no state by name: each has a look and a place among the campaigns."""

from broadcasts.campaigns.campaign import State
from broadcasts.delivery.run import Run
from handlers.lessons.looks import CLASSES, GROUPS, LOOKS
from handlers.lessons.models import LedgerView


def test_every_state_and_every_run_has_a_look() -> None:
    assert set(LOOKS) == {*State, *Run}


def test_every_campaign_stands_in_one_group() -> None:
    assert sorted(state for states in GROUPS.values() for state in states) == sorted(State)


def test_the_ledger_shows_every_class_of_people() -> None:
    assert {*CLASSES, "frozen"} == set(LedgerView.model_fields)
