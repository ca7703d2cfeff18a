"""What may go wrong, named after what happened. Doors turn these into sentences."""


class TipProblem(Exception):
    """Base of everything a use case may refuse."""


class UnknownTip(TipProblem):
    """No such tip at this officer's desk. Another desk's tip is unknown too, never 'forbidden'."""


class AlreadyClaimed(TipProblem):
    """Another officer holds this tip; `holder` is their label."""

    def __init__(self, holder: str) -> None:
        super().__init__("claimed")
        self.holder = holder


class NotClaimed(TipProblem):
    """This move needs the officer to hold the tip first."""


class NotPermitted(TipProblem):
    """This officer's role does not do this."""


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


class UnknownOfficer(TipProblem):
    """Nobody of that name works on tips at this desk."""


class UnknownPlace(TipProblem):
    """The map has no such commune."""


class UnknownKind(TipProblem):
    """The taxonomy has no such kind."""


class MoveNotAllowed(TipProblem):
    """The status machine has no such move from here."""


class MergeRefused(MoveNotAllowed):
    """Only two different tips of one desk are merged."""


class ExtendedEnough(MoveNotAllowed):
    """The law knows two extensions, and both are used."""


class DecisionUnnamed(TipProblem):
    """Another body's decision is only recorded: whose it is, its number and day were not given."""


class EmptyWords(TipProblem):
    """Words were needed and none were given."""


class WordsTooLong(TipProblem):
    """More than an officer's message may hold; `limit` is in characters."""

    def __init__(self, limit: int) -> None:
        super().__init__("too long")
        self.limit = limit


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


class InviteExpired(TipProblem):
    """Unknown, used or expired: one answer for the three, so that nothing can be probed."""


class UnknownDesk(TipProblem):
    """No commune, province or duty desk has this code."""


class NoShift(TipProblem):
    """This officer has no shift now to hand over, or no such shift stands in the roster."""


class ShiftNotAllowed(TipProblem):
    """Nobody of that name at this desk, an end before the start, too long, or an overlap."""
