"""Hears one message: what is dangerous first, then what was pressed, sent, pointed at or typed."""

import re
from dataclasses import replace

from communes.spelling import fold
from messages.menus import number
from messages.message import Incoming
from tips.conversation import answers, receipts, scam_check, voices
from tips.conversation import step_answers as words
from tips.conversation.commands import is_unknown, recognise
from tips.conversation.draft import PLACE_STAGES, Draft, Stage, amend
from tips.conversation.hearing import between_tips as aside
from tips.conversation.hearing import cut_in_two
from tips.conversation.hearing.language import follow_language
from tips.conversation.orders import TELLING, notice
from tips.conversation.replies import is_question, reply_to
from tips.conversation.speech import Reply, answer_line, clean, fitted, page_of_menu, say, with_menu
from tips.conversation.steps.questions import is_numbered, question
from tips.conversation.steps.telling import names_a_kind
from tips.conversation.steps.warning import warned
from tips.conversation.turn import Context, Say, Turn
from tips.understanding import Understanding, understand
from wording.catalogue import LANGUAGES

_ANSWERED_IN_FEW_WORDS = {*PLACE_STAGES, Stage.WHEN, Stage.DETAIL, Stage.RECEIPT}
_OF_CHILDREN = re.compile(r"\b(?:con|chau|be|nhoc|tre|ba me|bo me|child|kids?|son|daughter)\b")
_DUE = {Stage.KIND, Stage.STORY}  # steps at which a story is told


def advance(draft: Draft, incoming: Incoming, context: Context) -> Turn:
    """Hear one message. With an effect, `replies` come before it (an emergency line, say) and
    `after` gives the rest once it is carried out.
    """
    incoming = replace(incoming, text=clean(incoming.text))
    draft, followed = follow_language(_addressed(draft, incoming), incoming)
    draft, opening = _opened(draft, incoming, context)
    draft, warning = _warned(draft, incoming.text)
    rest = cut_in_two.hear_rest(draft, draft.spoken, incoming, context)
    if (draft.unsaid or draft.spoken) and not _chooses(draft, incoming):
        # What was not taken, or can be moved, is settled once something else is said.
        tells_on = _tells_on(draft, incoming.text)
        if tells_on:
            incoming = replace(incoming, text=f"{draft.unsaid}\n{incoming.text}")
        draft = amend(draft, unsaid="", spoken=None, insists=draft.insists or tells_on)
    reply = rest or _hear(draft, incoming, context)
    reply = replace(reply, draft=cut_in_two.mark_if_cut(reply.draft, incoming, context))
    return turn(replace(reply, says=(*warning, *opening, *followed, *reply.says)), context)


def _tells_on(draft: Draft, text: str) -> bool:
    """Asked whether there is a crime in it, they tell the crime: both messages are one story."""
    if not draft.unsaid or not text or draft.stage not in _DUE:
        return False
    before, now = understand(draft.unsaid), understand(text)
    was_asked = before.may_be_outside and not before.is_outside and not before.is_crisis
    return was_asked and now.is_told and not now.may_be_outside


def _chooses(draft: Draft, incoming: Incoming) -> bool:
    """By a button, or by the number that stands for one."""
    by_number = bool(draft.menu) and number(incoming.text) is not None
    return incoming.choice is not None or by_number


def turn(reply: Reply, context: Context) -> Turn:
    """Adds the question of the step that was reached, and keeps every message short enough."""
    # A draft is copied only for what changes: its copies were an eighth of a step.
    draft = amend(reply.draft, menu=()) if reply.draft.menu else reply.draft
    asked = (question(draft, context),) if reply.ask else ()
    *before, last = (*reply.says, *asked) or (Say(""),)
    if not context.has_buttons:  # two menus at once could not be told apart by number
        before = [replace(one, buttons=()) for one in before]
        last = page_of_menu(draft, last) if reply.ask else last
    numbered = not reply.ask or is_numbered(draft)
    draft = amend(draft, menu_from=0) if draft.menu_from else draft
    draft, last = with_menu(draft, last, context.has_buttons, numbered)
    replies = fitted(one for one in (*before, last) if one.text)
    return Turn(draft, replies, reply.effect)


def _addressed(draft: Draft, incoming: Incoming) -> Draft:
    """In the language of the page or of the messenger, to begin with."""
    if draft.stage is Stage.NEW and incoming.language in LANGUAGES:
        return amend(draft, language=incoming.language)
    return draft


def _opened(draft: Draft, incoming: Incoming, context: Context) -> tuple[Draft, tuple[Say, ...]]:
    """The notice comes before anything else is asked; who has tips here has read it."""
    if draft.stage is not Stage.NEW:
        return draft, ()
    if context.own_tips:
        return amend(draft, stage=Stage.IDLE), ()
    opened = amend(draft, stage=Stage.KIND)
    order = recognise(incoming.text)
    starting = incoming.choice == "start" or (order is not None and order.name == "start")
    return opened, () if starting else (notice(opened),)


def _warned(draft: Draft, text: str) -> tuple[Draft, tuple[Say, ...]]:
    if not text or recognise(text) or scam_check.is_asked(draft, text):
        return draft, ()
    meant = understand(receipts.beside_one(text))
    numbers = meant.loud_numbers if draft.stage in _ANSWERED_IN_FEW_WORDS else meant.numbers
    if numbers and meant.is_blackmail:  # nobody is at the door
        told = " ".join(answer_line(draft, key) for key in ("blackmail", "blackmail_numbers"))
        return warned(amend(draft, urgent_words=True), numbers, told)
    if not numbers and not meant.is_body_found:
        return draft, ()
    draft = amend(draft, urgent_words=True, express=True)
    if meant.is_body_found:
        return warned(draft, ("113",), answer_line(draft, "body_found"))
    beside = answer_line(draft, "cannot_call") * meant.cannot_call
    return warned(draft, numbers, beside=beside, of_grown_ups=_is_of_grown_ups(text, meant))


def _is_of_grown_ups(text: str, meant: Understanding) -> bool:
    """A wife who is beaten is not sent to the children's line first."""
    return meant.kind == "bao_luc_gia_dinh" and not _OF_CHILDREN.search(fold(text))


def _hear(draft: Draft, incoming: Incoming, context: Context) -> Reply:
    if incoming.choice is not None:
        return answers.pressed(draft, incoming.choice, context)
    if incoming.refusal is not None:
        return _without_file(draft, incoming, context)
    if is_unknown(incoming.text) and not incoming.media:
        return Reply(draft, (say(draft, "unknown_command"),))
    shown = receipts.shown_in(draft, incoming, context) or aside.hear_quoted(draft, incoming)
    shown = shown or scam_check.heard(draft, incoming, context)
    if shown or draft.stage not in TELLING:
        return shown or aside.hear(draft, incoming, context)
    return _take_words(draft, incoming, context)


def _without_file(draft: Draft, incoming: Incoming, context: Context) -> Reply:
    """What was written beside a file that is not taken is heard all the same."""
    refused = say(draft, f"refusal_{incoming.refusal}")
    if not incoming.text:
        return Reply(draft, (refused,))
    reply = _hear(draft, replace(incoming, refusal=None), context)
    return replace(reply, says=(refused, *reply.says))


def _take_words(draft: Draft, incoming: Incoming, context: Context) -> Reply:
    draft, kept = words.keep(draft, incoming.media)
    if incoming.position is not None:
        reply = words.pointed_at(draft, incoming.position, context)
    elif incoming.text:
        reply = _typed(draft, incoming.text, context)
    else:
        reply = Reply(draft, () if kept else (say(draft, "nothing_readable"),))
    if reply.effect is None:  # what is sent with this very message is nobody's to change
        kept = voices.offer_beside(kept, incoming.media, reply.draft, context)
    return replace(reply, says=(*kept, *reply.says))


def _typed(draft: Draft, text: str, context: Context) -> Reply:
    reply = answers.by_number(draft, text, context) or answers.by_order(draft, text, context)
    if reply:
        return reply
    return _no_answer(draft, text, context) or words.take_words(draft, text, context)


def _no_answer(draft: Draft, text: str, context: Context) -> Reply | None:
    """Despair is heard at every step, and a question; the rest only where a story is due."""
    if names_a_kind(draft, text):
        return None
    meant = understand(text)
    if meant.is_crisis or is_question(meant) or _is_story_due(draft, meant.is_outside):
        return reply_to(draft, meant, context)
    return None


def _is_story_due(draft: Draft, is_outside: bool) -> bool:
    """Who chose a kind tells of it: then only what is surely not for this line is no story."""
    return draft.stage in _DUE and not draft.story and (draft.kind is None or is_outside)
