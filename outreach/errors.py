"""What the movement's use cases refuse, named after what happened."""

from desks.errors import TipProblem


class NoCommune(TipProblem):
    """This desk is no commune's: activities are logged where they happen."""


class UnknownPlaceHere(TipProblem):
    """This commune has no such hamlet or organisation."""


class UnknownReport(TipProblem):
    """No such report is owed on that day."""


class DayNotAllowed(TipProblem):
    """In the future, or longer ago than anybody remembers."""
