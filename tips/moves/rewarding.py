"""Thanks for a tip: one officer proposes, a second one grants the same. Pure.

Of several merged tips each is thanked for by itself: what its writer is told, and may fetch, hangs
on this one tip, so that nobody learns whether two of them have one writer.
"""

from dataclasses import replace
from functools import partial

from tips.errors import MoveNotAllowed, SamePerson
from tips.moves.base import (
    CLASSIFIED,
    Decision,
    Press,
    noting,
    spoken,
    telling,
    unchanged,
)
from tips.moves.change import Change
from tips.rewards import SUMS, Reward, granted, sum_label, told_of
from tips.statuses import RETRACTED, SPAM
from tips.tip import Tip
from wording.catalogue import text
from wording.phrase import Phrase


def propose_reward(amount: str, ground: str) -> Decision:
    """Nobody alone spends money, or tells a resident of it: the second press must name the same."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(ground)
        _must_be_rewardable(tip, amount)
        before = tip.reward
        if before and before.amount == int(amount):
            return None if before.by == press.officer.id else _grant(tip, press, why, before)
        proposed = Reward(int(amount), press.officer.id)
        change = replace(unchanged("reward", tip, press), reward=proposed)
        what = sum_label(proposed.amount)
        return noting(change, press, text("rewards.line_proposed", what=what, reason=why))

    return decide


def _must_be_rewardable(tip: Tip, amount: str) -> None:
    """A merged tip is as far as the one that leads it."""
    over = tip.closing_reason in (SPAM, RETRACTED) or tip.erased_at is not None
    if over or (tip.lead_status or tip.status) not in CLASSIFIED:
        raise MoveNotAllowed
    if tip.reward and tip.reward.until:
        raise MoveNotAllowed  # once a tip
    known = [str(one) for one in SUMS if one <= tip.terms.reward_most]
    if amount not in known:
        raise MoveNotAllowed


def _grant(tip: Tip, press: Press, why: str, proposed: Reward) -> Change:
    if proposed.by in press.officer.other_seats:
        raise SamePerson
    reward = granted(proposed, press.at, tip.terms.reward_days)
    change = replace(unchanged("reward_granted", tip, press), reward=reward, alone=True)
    noted = noting(
        change,
        press,
        text("rewards.line_granted", what=sum_label(reward.amount), reason=why),
    )
    return telling(noted, Phrase(partial(told_of, reward), tip.language))
