"""Residents who subscribe."""

from tests.broadcasts.enrolling import Resident


def a_subscriber(*, buttons: bool = True) -> Resident:
    resident = Resident(buttons=buttons)
    resident.say("/dangky")
    return resident
