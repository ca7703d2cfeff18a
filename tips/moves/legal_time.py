"""The legal time of a tip: extended by a decision that is named, and put back when that was wrong.

Criminal Procedure Code, article 147: (1) from 20 days to two months, (2) once more by two.
"""

from dataclasses import replace

from tips.clock.deadlines import running
from tips.clock.workdays import day_that_ends
from tips.errors import ExtendedEnough, ExtensionUnfounded, MoveNotAllowed
from tips.moves.authority import allows
from tips.moves.base import (
    Decision,
    Press,
    must_not_disturb,
    noting,
    spoken,
    telling,
    unchanged,
)
from tips.moves.change import Change
from tips.tip import Status, Tip
from wording.catalogue import text
from wording.moments import VIETNAM
from wording.phrase import phrase

MOST_EXTENSIONS = 2


def extend(decision: str) -> Decision:
    """`decision` names what allows it. The resident is told until when."""

    def decide(tip: Tip, press: Press) -> Change:
        said = spoken(decision)
        must_not_disturb(tip, press)
        if tip.extensions >= MOST_EXTENSIONS:
            raise ExtendedEnough
        if not allows(said, tip.filed_at, press.at):
            raise ExtensionUnfounded
        longer = tip.extensions + 1
        return _moved(tip, press, "extend", longer, f"line_extended_{longer}", said)

    return decide


def shorten(reason: str) -> Decision:
    """Undoes the newest extension."""

    def decide(tip: Tip, press: Press) -> Change:
        why = spoken(reason)
        must_not_disturb(tip, press)
        if not tip.extensions:
            raise MoveNotAllowed
        return _moved(tip, press, "shorten", tip.extensions - 1, "line_shortened", why)

    return decide


def end_after(tip: Tip, extensions: int) -> str:
    """The day on which the legal time would end, whichever deadline runs at this moment."""
    checked = replace(
        tip,
        extensions=extensions,
        status=Status.CHECKING,
        acknowledged_at=tip.filed_at,
        closed_at=None,
    )
    clock = running(checked)
    if clock is None:
        raise MoveNotAllowed
    end = day_that_ends(clock.at) or clock.at.astimezone(VIETNAM).date()
    return f"{end.day}/{end.month}/{end.year}"


def foretell_extension(tip: Tip) -> str:
    return _foretell(tip, min(tip.extensions + 1, MOST_EXTENSIONS))


def foretell_shortening(tip: Tip) -> str:
    return _foretell(tip, max(tip.extensions - 1, 0))


def an_authority(tip: Tip) -> str:
    """Such as would allow an extension: whether the move is open hangs on the tip alone."""
    return f"1/QĐ, {tip.filed_at.astimezone(VIETNAM):%d/%m/%Y}, Thủ trưởng"


def _foretell(tip: Tip, extensions: int) -> str:
    ends = {"before": end_after(tip, tip.extensions), "after": end_after(tip, extensions)}
    return text("moves.new_end", "vi", **ends)


def _moved(tip: Tip, press: Press, action: str, extensions: int, noted: str, said: str) -> Change:
    until = end_after(tip, extensions)
    change = replace(unchanged(action, tip, press), extensions=extensions)
    told = noting(change, press, text(f"desk.{noted}", "vi", until=until, reason=said))
    spoken_of = "desk.extended" if action == "extend" else "desk.shortened"
    return replace(
        telling(told, phrase(spoken_of, tip.language, until=until)), answers_citizen=False
    )
