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


class UnknownRegister(TipProblem):
    """No register of that name is kept."""


class UnknownEntry(TipProblem):
    """This desk's register has no such entry."""


class EntryChanged(TipProblem):
    """Somebody changed it meanwhile: nothing of theirs is written over."""


class UnknownToken(TipProblem):
    """No reward of this province waits under these words."""


class AlreadyPaid(TipProblem):
    """The token was used: it is good once."""


class PosterNotReady(TipProblem):
    """The line has no page to lead to, or the desk no phone to ask at."""


class FieldMissing(TipProblem):
    """A field that must not be empty; `label` is its name."""

    def __init__(self, label: str) -> None:
        super().__init__("missing")
        self.label = label


class FieldWrong(TipProblem):
    """Not what the field asks for; `label` is its name."""

    def __init__(self, label: str) -> None:
        super().__init__("wrong")
        self.label = label
