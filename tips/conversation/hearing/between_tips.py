"""Everything heard while no tip is being told: after filing, in a thread, asked for a receipt."""

from messages.message import Incoming, Media
from tips.conversation import answers, orders, receipts, threads
from tips.conversation import step_answers as words
from tips.conversation.commands import recognise
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.replies import care, reply_to
from tips.conversation.speech import Reply, has_words, say
from tips.conversation.turn import Context
from tips.reading.receipt_in_text import receipt_in
from tips.tip import TipId
from tips.understanding import understand

_NOTHING_ASKED = {Stage.IDLE, Stage.SAVED}
_FEWEST_LETTERS = 4  # "ờ", "hả?": no story yet


def hear(draft: Draft, incoming: Incoming, context: Context) -> Reply:
    text = _with_position(incoming)
    if draft.stage is Stage.ERASE or not (text or incoming.media):
        return _ordered(draft, text, context) or Reply(draft, (say(draft, "not_understood"),))
    if not incoming.media:
        reply = _ordered(draft, text, context)
        if reply:
            return reply
    return _hear_words(draft, text, incoming.media, context)


def hear_quoted(draft: Draft, incoming: Incoming) -> Reply | None:
    """Said under a letter about a tip, it is for that tip, whatever is being told meanwhile."""
    text = _with_position(incoming)
    order = recognise(text)
    said_nothing = not (text or incoming.media) or (order is not None and order.slash)
    if said_nothing or not orders.is_tip(incoming.about) or understand(text).is_crisis:
        return None
    tip = TipId(incoming.about)
    if draft.stage in orders.TELLING and orders.has_begun(draft):
        draft = amend(orders.aside(draft, Stage.THREAD), thread=tip)
    return threads.add(draft, tip, text, incoming.media)


def _with_position(incoming: Incoming) -> str:
    point = incoming.position
    return f"Vị trí: {point.latitude:.5f}, {point.longitude:.5f}" if point else incoming.text


def _ordered(draft: Draft, text: str, context: Context) -> Reply | None:
    asked = any(tip.asked and not tip.closed for tip in context.own_tips)
    reply = answers.by_number(draft, text, context) if draft.menu or not asked else None
    if reply is None and not (asked and answers.is_plain_answer(text)):
        reply = answers.by_order(draft, text, context)
    return reply


def _hear_words(draft: Draft, text: str, media: tuple[Media, ...], context: Context) -> Reply:
    if text and understand(text).is_crisis:
        return care(draft, text, context)
    if draft.stage is Stage.RECEIPT and text and not _is_told(text):
        return receipts.asked_for(draft, text)
    if draft.stage is Stage.THREAD and draft.thread:
        return threads.add(draft, draft.thread, text, media)
    if draft.stage is Stage.OFFER or context.own_tips:
        return _beside_own_tips(draft, text, media, context)
    return _answered(draft, text, media, context) or words.begin_with(draft, text, media, context)


def _answered(draft: Draft, text: str, media: tuple[Media, ...], context: Context) -> Reply | None:
    """What needs no tip; a file always may be one."""
    if media:
        return None
    if not _is_story(text):
        return Reply(draft, (say(draft, "not_understood"),))
    return reply_to(draft, understand(text), context)


def _beside_own_tips(draft: Draft, text: str, media: tuple[Media, ...], context: Context) -> Reply:
    waiting = any(tip.asked and not tip.closed for tip in context.own_tips)
    if draft.stage in _NOTHING_ASKED and not (waiting or media or _is_story(text)):
        return Reply(draft, (say(draft, "not_understood"),))
    free = not (waiting or media) and draft.stage is not Stage.OFFER
    other = reply_to(draft, understand(text), context) if free and _is_beside_tips(text) else None
    return other or threads.after_filing(draft, text, media, context)


def _is_beside_tips(text: str) -> bool:
    """Who has told a tip adds to it in few words: only what is clearly else is answered else."""
    meant = understand(text)
    return meant.is_outside or meant.is_surely_no_tip


def _is_told(text: str) -> bool:
    """A story, or a cry for help, where a receipt was asked for."""
    return understand(text).is_plainly_told and receipt_in(text) is None


def _is_story(text: str) -> bool:
    return has_words(text) and sum(letter.isalpha() for letter in text) >= _FEWEST_LETTERS
