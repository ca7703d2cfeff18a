"""What a use case may refuse an officer, named after what happened."""


class TipProblem(Exception):
    """Base of everything a use case may refuse."""


class NoRoom(TipProblem):
    """The disk is all but full: nothing was kept."""


class UnknownTip(TipProblem):
    """No such tip at this officer's desk. Another desk's tip is unknown too, never 'forbidden'."""


class NotPermitted(TipProblem):
    """This officer's role does not do this."""


class UnknownOfficer(TipProblem):
    """Nobody of that name works on tips at this desk."""


class EmptyWords(TipProblem):
    """Words were needed and none were given."""


class WordsTooLong(TipProblem):
    """More than an officer's message may hold; `limit` is in characters."""

    def __init__(self, limit: int) -> None:
        super().__init__("too long")
        self.limit = limit


class InviteExpired(TipProblem):
    """Unknown, used or expired: one answer for the three, so that nothing can be probed."""


class WrongCode(TipProblem):
    """Name or code do not fit, or the code was used: one answer for all, so nothing is probed."""


class TooManyTries(TipProblem):
    """More wrong codes within an hour than anybody needs."""


class PasskeyRefused(TipProblem):
    """Not one of ours, not for this address, too late, or answered twice."""


class UnknownDevice(TipProblem):
    """This officer has no such browser or passkey."""


class UnknownDesk(TipProblem):
    """No commune, province or duty desk has this code."""


class NoShift(TipProblem):
    """This officer has no shift now to hand over, or no such shift stands in the roster."""


class ShiftNotAllowed(TipProblem):
    """Nobody of that name at this desk, an end before the start, too long, or an overlap."""
