"""A resident fetches what they are thanked with: by a token without a name, or in person."""

from messages.message import RECEIPT_MARK
from tips.conversation.draft import Draft
from tips.conversation.speech import Reply, button
from tips.conversation.turn import (
    Context,
    OfferReward,
    RewardOffered,
    RewardTaken,
    Say,
    TakeReward,
    ThreadView,
)
from tips.rewards import Reward, day_label, sum_label
from tips.tip import TipId
from wording.catalogue import text

MOST_ASKED = 10  # tips of one chat that are looked through


def offer(draft: Draft, tips: tuple[TipId, ...]) -> Reply:
    return Reply(draft, effect=OfferReward(tips[:MOST_ASKED]), ask=False)


def offer_any(draft: Draft, context: Context) -> Reply:
    """Said in words: of the tip that is open here, else of any told here."""
    opened = (draft.thread,) if draft.thread else ()
    return offer(draft, (*opened, *(own.tip for own in context.own_tips)))


def take(draft: Draft, tip: TipId) -> Reply:
    return Reply(draft, effect=TakeReward(tip), ask=False)


def offered_says(draft: Draft, offered: RewardOffered, context: Context) -> Say:
    thread = offered.thread
    if thread is None or thread.reward is None:
        return Say(text("rewards.none", draft.language))
    words = text(
        "rewards.offer",
        draft.language,
        where=_where(thread, context),
        **_told(draft, thread.reward),
    )
    return Say(words, (button(draft, "reward_take", f"reward_take:{thread.tip}"),))


def taken_says(draft: Draft, taken: RewardTaken) -> Say:
    told = _told(draft, taken.reward)
    words = text("rewards.taken", draft.language, receipt=RECEIPT_MARK, **told)
    return Say(words, receipt=taken.token)


def _where(thread: ThreadView, context: Context) -> str:
    office = context.contacts.offices.get(thread.desk, "")
    return f"{thread.desk_name} ({office})" if office else thread.desk_name


def _told(draft: Draft, reward: Reward) -> dict[str, str]:
    until = day_label(reward.until) if reward.until else ""
    return {"sum": sum_label(reward.amount, draft.language), "until": until}
