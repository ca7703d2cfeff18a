"""Everything heard while no tip is being told: after filing, in a thread, asked for a receipt."""

from messages.message import Incoming, Media
from tips.conversation import answers, receipts, threads
from tips.conversation import step_answers as words
from tips.conversation.doubts import asks_who_will_know
from tips.conversation.draft import Draft, Stage
from tips.conversation.speech import Reply, has_words, say
from tips.conversation.turn import World

_NOTHING_ASKED = {Stage.IDLE, Stage.SAVED}
_FEWEST_LETTERS = 4  # "ờ", "hả?": no story yet


def heard(draft: Draft, incoming: Incoming, world: World) -> Reply:
    text = _with_position(incoming)
    if draft.stage is Stage.ERASE or not (text or incoming.media):
        return _ordered(draft, text, world) or Reply(draft, (say(draft, "not_understood"),))
    if not incoming.media:
        reply = _ordered(draft, text, world)
        if reply:
            return reply
    return _said(draft, text, incoming.media, world)


def _with_position(incoming: Incoming) -> str:
    point = incoming.position
    return f"Vị trí: {point.latitude:.5f}, {point.longitude:.5f}" if point else incoming.text


def _ordered(draft: Draft, text: str, world: World) -> Reply | None:
    asked = any(tip.asked and not tip.closed for tip in world.own_tips)
    reply = answers.by_number(draft, text, world) if draft.menu or not asked else None
    if reply is None and not (asked and answers.is_plain_answer(text)):
        reply = answers.by_order(draft, text, world)
    if reply is None and not asked and draft.stage in _NOTHING_ASKED and asks_who_will_know(text):
        reply = Reply(draft, (say(draft, "privacy"),))
    return reply


def _said(draft: Draft, text: str, media: tuple[Media, ...], world: World) -> Reply:
    if draft.stage is Stage.RECEIPT and text:
        return receipts.asked_for(draft, text)
    if draft.stage is Stage.THREAD and draft.thread:
        return threads.add(draft, draft.thread, text, media)
    if draft.stage is Stage.OFFER or world.own_tips:
        return _beside_own_tips(draft, text, media, world)
    if not media and not _is_story(text):
        return Reply(draft, (say(draft, "not_understood"),))
    return words.begin_with(draft, text, media, world)


def _beside_own_tips(draft: Draft, text: str, media: tuple[Media, ...], world: World) -> Reply:
    waiting = any(tip.asked and not tip.closed for tip in world.own_tips)
    if draft.stage in _NOTHING_ASKED and not (waiting or media or _is_story(text)):
        return Reply(draft, (say(draft, "not_understood"),))
    declined = None if waiting or draft.stage is Stage.OFFER else words.decline(draft, text)
    return declined or threads.after_filing(draft, text, media, world)


def _is_story(text: str) -> bool:
    return has_words(text) and sum(letter.isalpha() for letter in text) >= _FEWEST_LETTERS
