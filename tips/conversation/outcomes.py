"""What to say once an effect has happened."""

from messages.message import RECEIPT_MARK
from tips.conversation import rewarding
from tips.conversation.advance import turn
from tips.conversation.draft import Draft, Spoken, Stage, amend
from tips.conversation.orders import aside, back_to_telling, fresh
from tips.conversation.retracting import offer_says, retracted_says
from tips.conversation.speech import Reply, button, line, say
from tips.conversation.threads import added_says, thread_says
from tips.conversation.turn import (
    Added,
    Checked,
    Context,
    Erased,
    Filed,
    NotReopened,
    Opened,
    Outcome,
    RemovalAsked,
    Reopened,
    Retracted,
    RetractionOffered,
    RewardOffered,
    RewardTaken,
    Say,
    TipClosedOrGone,
    TooFewWords,
    Turn,
    VoicesChanged,
    WrongReceipt,
)
from tips.conversation.voices import changed
from tips.statuses import is_over
from tips.tip import TipId


def after(draft: Draft, outcome: Outcome, context: Context) -> Turn:
    """What to say once an effect has happened, to the draft that `advance` left. Never has an
    effect itself. After `Filed` the draft must get a new id: an id is one tip.
    """
    if isinstance(outcome, Erased):
        key = "erased" if outcome.tips else "erased_nothing"
        return Turn(None, (say(draft, key, count=outcome.tips),))
    if isinstance(outcome, Checked):
        return Turn(draft, ())  # all was said, and its numbered menu still stands
    if isinstance(outcome, VoicesChanged):
        return turn(changed(draft, outcome), context)
    return turn(_reply(draft, outcome, context), context)


def _reply(draft: Draft, outcome: Outcome, context: Context) -> Reply:
    match outcome:
        case Filed():
            reply = _filed(draft, outcome)
        case Opened():
            reply = _opened(draft, outcome)
        case WrongReceipt() | TooFewWords():
            reply = _not_opened(draft, outcome)
        case Added(tip):
            reply = _added(draft, tip, context)
        case Reopened():
            reply = _reopened(draft, outcome)
        case NotReopened():
            buttons = (button(draft, "new_tip", "newtip"),)
            reply = Reply(draft, (Say(line(draft, "not_reopened"), buttons),), ask=False)
        case TipClosedOrGone():
            reply = _gone(draft)
        case _:
            reply = _fetched(draft, outcome, context) or _taken_back(draft, outcome)
    return reply


def _fetched(draft: Draft, outcome: Outcome, context: Context) -> Reply | None:
    if isinstance(outcome, RewardOffered):
        return Reply(draft, (rewarding.offered_says(draft, outcome, context),), ask=False)
    if isinstance(outcome, RewardTaken):
        return Reply(draft, (rewarding.taken_says(draft, outcome),), ask=False)
    return None


def _taken_back(draft: Draft, outcome: Outcome) -> Reply:
    if isinstance(outcome, RetractionOffered):
        return Reply(draft, (offer_says(draft, outcome.thread),), ask=False)
    if isinstance(outcome, Retracted):
        return Reply(back_to_telling(draft), (retracted_says(draft, outcome),), ask=False)
    if isinstance(outcome, RemovalAsked):
        return Reply(draft, (say(draft, "retract_asked"),), ask=False)
    return Reply(draft)


def _filed(draft: Draft, filed: Filed) -> Reply:
    saved = fresh(draft, Stage.SAVED)
    words = line(
        draft,
        "filed",
        desk=filed.desk_name or line(draft, "duty_desk"),
        time=_span(draft, filed.answer_minutes),
        receipt=RECEIPT_MARK,
    )
    receipt = Say(words, (button(draft, "saved", "saved"),), receipt=filed.receipt)
    return Reply(saved, (receipt,), ask=False)


def _opened(draft: Draft, opened: Opened) -> Reply:
    """From here on words go to this thread, until the citizen leaves it."""
    says = thread_says(draft, opened.thread)
    if opened.left_out:
        says = (*says, say(draft, "receipt_rest"))
    if is_over(opened.thread.status):
        left = back_to_telling(draft)
        return Reply(left, says, ask=left.stage is not Stage.IDLE)
    return Reply(amend(draft, stage=Stage.THREAD, thread=opened.thread.tip), says, ask=False)


def _not_opened(draft: Draft, outcome: WrongReceipt | TooFewWords) -> Reply:
    if isinstance(outcome, WrongReceipt) and outcome.wait_seconds:
        time = _span(draft, max(1, -(-outcome.wait_seconds // 60)))
        left = back_to_telling(draft)
        says = (say(draft, "wrong_receipt_wait", time=time),)
        return Reply(left, says, ask=left.stage is not Stage.IDLE)
    key = "wrong_receipt" if isinstance(outcome, WrongReceipt) else "receipt_too_few"
    return Reply(amend(draft, stage=Stage.RECEIPT), (say(draft, key),))


def _added(draft: Draft, tip: TipId, context: Context) -> Reply:
    draft = amend(draft, spoken=_spoken(draft, tip, context))
    said = added_says(draft, tip, context)
    if draft.resume:
        return Reply(back_to_telling(draft), (said, say(draft, "added_then")))
    stage = Stage.THREAD if draft.stage is Stage.THREAD else Stage.IDLE
    thread = tip if stage is Stage.THREAD else draft.thread
    kept = amend(draft, stage=stage, thread=thread, pending_text="", pending_media=())
    return Reply(kept, (said,), ask=False)


def _spoken(draft: Draft, tip: TipId, context: Context) -> Spoken | None:
    if not (draft.pending_text or draft.pending_media):
        return None
    asked = any(own.tip == tip and own.asked for own in context.own_tips)
    return Spoken(tip, draft.pending_text, draft.pending_media, asked)


def _reopened(draft: Draft, reopened: Reopened) -> Reply:
    """Unless it was told already, whatever comes next says what is not solved."""
    asks = amend(aside(draft, Stage.THREAD), thread=reopened.tip)
    opened = amend(asks, pending_text="", pending_media=())
    key = "reopened_with_words" if reopened.said else "reopened"
    return Reply(opened, (say(draft, key),), ask=False)


def _gone(draft: Draft) -> Reply:
    """The words are kept, so that a new tip can be made of them."""
    says = (say(draft, "thread_gone"),)
    if draft.pending_text or draft.pending_media:
        return Reply(amend(draft, stage=Stage.OFFER, thread=None), says)
    return Reply(back_to_telling(draft), says)


def _span(draft: Draft, minutes: int) -> str:
    if minutes < 120:
        return line(draft, "minutes", count=minutes)
    return line(draft, "hours", count=round(minutes / 60))
