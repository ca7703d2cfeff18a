"""What may go wrong, named after what happened. Doors turn these into sentences."""

from desks.errors import TipProblem


class AlreadyClaimed(TipProblem):
    """Another officer holds this tip; `holder` is their label."""

    def __init__(self, holder: str) -> None:
        super().__init__("claimed")
        self.holder = holder


class NotClaimed(TipProblem):
    """This move needs the officer to hold the tip first."""


class TipMerged(TipProblem):
    """This tip was merged: `lead` is the code of the one that is worked on."""

    def __init__(self, lead: str) -> None:
        super().__init__("merged")
        self.lead = lead


class HandedOver(TipProblem):
    """This desk had the tip and gave it away; `desk` is the name of the one that has it."""

    def __init__(self, desk: str) -> None:
        super().__init__("handed over")
        self.desk = desk


class UnknownPlace(TipProblem):
    """The map has no such commune."""


class UnknownKind(TipProblem):
    """The taxonomy has no such kind."""


class MoveNotAllowed(TipProblem):
    """The status machine has no such move from here."""


class MergeRefused(MoveNotAllowed):
    """Only two different tips of one desk are merged."""


class SamePerson(MoveNotAllowed):
    """It takes two, and both seats are known to be one person's."""


class ExtendedEnough(MoveNotAllowed):
    """The law knows two extensions, and both are used."""


class ExtensionUnfounded(TipProblem):
    """Number, day and name of the decision that allows an extension are not all told."""


class DecisionUnnamed(TipProblem):
    """Another body's decision is only recorded: whose it is, its number and day were not given."""


class UnknownTask(TipProblem):
    """No such task waits for this hamlet."""


class WordsCopied(TipProblem):
    """Others will read these words, and a resident's own stand in them."""


class WordsHeld(TipProblem):
    """To a resident these need a second yes: `found` names what, `kinds` are its codes."""

    def __init__(self, found: str, kinds: tuple[str, ...]) -> None:
        super().__init__(" ".join(kinds))
        self.found = found
        self.kinds = kinds


class WordsRefused(WordsHeld):
    """This line never asks a resident for these, whoever says yes."""


class TipMoved(TipProblem):
    """Saved by someone else between reading and writing: read again and decide again."""


class AlreadyDone(TipProblem):
    """This event's effect is already committed."""
