"""One message about lessons: what it changes and what is answered. Nothing else is remembered
than the subscription itself, so there is no half-finished enrolment to get stuck in.
"""

from dataclasses import replace

from broadcasts.audience.quiet_hours import parse_quiet_hours
from broadcasts.subscribing import menus
from broadcasts.subscribing.choices import PREFIX, agree, begin, pressed, set_quiet, stop
from broadcasts.subscribing.orders import Order, recognise
from broadcasts.subscribing.place import LONGEST_ANSWER, find, is_name, locate
from broadcasts.subscribing.speech import (
    PAGE,
    EnrolmentContext,
    EnrolmentTurn,
    Menu,
    Reply,
    page_of,
    say,
    spoken,
)
from broadcasts.subscribing.subscription import Subscription
from messages.menus import number, picked
from messages.message import Incoming

LONGEST_WORDS = 6_000  # of one message, as much as is looked at


def decide(
    known: Subscription | None, incoming: Incoming, world: EnrolmentContext
) -> EnrolmentTurn | None:
    """None: it is for the tip line."""
    if known:
        world = replace(world, language=known.wishes.language)
    reply = _reply(known, incoming, world)
    if reply is None:
        return None
    if reply.subscription:
        world = replace(world, language=reply.subscription.wishes.language)
    return spoken(reply, world)


def is_unsure(known: Subscription | None, incoming: Incoming, world: EnrolmentContext) -> bool:
    """Words that an open question about a tip may claim before we do."""
    order = recognise(incoming.text)
    if incoming.choice is not None or (order and order.is_sure):
        return False
    if known is None or not known.awaiting:
        return order is not None
    return not _answers_plainly(known, incoming, world)


def _answers_plainly(known: Subscription, incoming: Incoming, world: EnrolmentContext) -> bool:
    text = incoming.text
    if (
        incoming.position is not None
        or number(text) is not None
        or parse_quiet_hours(text) is not None
    ):
        return True
    return menus.awaits_place(known.awaiting) and is_name(known, text, world)


def _reply(known: Subscription | None, incoming: Incoming, world: EnrolmentContext) -> Reply | None:
    if incoming.choice is not None:
        ours = incoming.choice.startswith(PREFIX)
        return pressed(known, incoming.choice, world) if ours else None
    if incoming.media or incoming.refusal:
        return None
    if incoming.position is not None:
        asked = known is not None and menus.awaits_place(known.awaiting)
        return locate(known, incoming.position, world) if asked and known else None
    text = incoming.text[:LONGEST_WORDS].strip()
    order = recognise(text)
    reply = _obeyed(known, order, world) if order else None
    return reply or (_answer_menu(known, text, order, world) if known and text else None)


def _obeyed(known: Subscription | None, order: Order, world: EnrolmentContext) -> Reply | None:
    if order.name == "begin":
        return begin(known, world)
    if order.name == "agree":
        return agree(known, order.code, world)
    if order.name == "stop" and (known is not None or order.is_sure or order.has_marks):
        return stop(known, "", world)
    return None


def _answer_menu(
    known: Subscription, text: str, order: Order | None, world: EnrolmentContext
) -> Reply | None:
    """Words that answer the question they were asked last."""
    menu = menus.menu_awaiting(known, world)
    if menu is None:
        return None
    if order and order.name == "leave":
        return menus.at_home(known, world)
    chosen = number(text) if world.has_buttons else picked(text, [b.label for b in menu.buttons])
    if chosen is not None:
        return _numbered(known, chosen, menu, world)
    if menus.awaits_place(known.awaiting):
        return find(known, text, world)
    return _quiet(known, text, world) if known.awaiting == "quiet" else None


def _numbered(known: Subscription, chosen: int, menu: Menu, world: EnrolmentContext) -> Reply:
    if 1 <= chosen <= len(menu.buttons):
        reply = pressed(known, menu.buttons[chosen - 1].choice, world)
        return _on_the_same_page(reply, menu, world)
    return Reply(known, (say(world, "no_menu", number=chosen),), menu)


def _on_the_same_page(reply: Reply, menu: Menu, world: EnrolmentContext) -> Reply:
    """Who ticks one topic after the other is not sent back to the first."""
    whole, page, begin = menu.name.partition(PAGE)
    if not page or reply.menu is None or reply.menu.name != whole:
        return reply
    return replace(reply, menu=page_of(reply.menu, int(begin), world))


def _quiet(known: Subscription, text: str, world: EnrolmentContext) -> Reply | None:
    hours = parse_quiet_hours(text)
    if hours is not None:
        return set_quiet(known, hours, world)
    if len(text) > LONGEST_ANSWER or world.is_for_tips(text):
        return None
    return Reply(known, (say(world, "quiet_not_understood"),), menus.quiet(known, world))
