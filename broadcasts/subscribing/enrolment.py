"""Hears who wants lessons: recalls the subscription, decides, saves once, hands back the answer."""

from dataclasses import replace
from typing import Protocol

from broadcasts.subscribing.choices import PREFIX
from broadcasts.subscribing.orders import recognise
from broadcasts.subscribing.ports import (
    Enrolled,
    Sorting,
    SubscriberStore,
    SubscriptionMoved,
    Telling,
)
from broadcasts.subscribing.speech import EnrolmentContext, EnrolmentTurn, Say
from broadcasts.subscribing.subscription import Subscription
from broadcasts.subscribing.turn import decide, is_unsure
from communes.places import Places
from desks.ports import Clock
from messages.message import Address, ChatLine, Incoming, Outgoing
from wording.catalogue import Wording

TRIES = 5


class Requests(Protocol):
    """Who asks for a lesson here and now, subscribed or not."""

    async def hear(
        self, known: Subscription | None, incoming: Incoming, world: EnrolmentContext
    ) -> EnrolmentTurn | None:
        """None: nobody asks for one."""
        ...


class Enrolment:
    """What `is_for_tips` is never taken for an answer to a question of ours."""

    def __init__(
        self,
        store: SubscriberStore,
        is_for_tips: Sorting,
        places: Places,
        clock: Clock,
        words: Wording,
        requests: Requests | None = None,
    ) -> None:
        self._store = store
        self._places = places
        self._clock = clock
        self._words = words
        self._is_for_tips = is_for_tips
        self._requests = requests

    async def hear(
        self, incoming: Incoming, telling: Telling, *, has_buttons: bool = True
    ) -> tuple[ChatLine, ...] | None:
        """Answer one message; None if it is for the tip line. The same event, the same answer.

        `telling`: what is known of their conversation about tips.
        """
        for _ in range(TRIES):
            try:
                return await self._attempt(incoming, telling, has_buttons)
            except SubscriptionMoved:
                continue  # another message came first, or this very one: recall and see
        raise SubscriptionMoved

    async def is_subscribed(self, person: Address) -> bool:
        return await self._store.is_subscribed(person)

    async def leave(self, person: Address) -> None:
        """They cannot be reached any more: the list forgets them too."""
        if await self._store.is_subscribed(person):
            await self._store.end(person)

    async def _attempt(
        self, incoming: Incoming, telling: Telling, has_buttons: bool
    ) -> tuple[ChatLine, ...] | None:
        now = self._clock.now()
        known = await self._store.recall(incoming, now)
        if known.answer is not None:
            return known.answer
        world = self._world(incoming, has_buttons)
        before = known.subscription
        turn = await self._requests.hear(before, incoming, world) if self._requests else None
        if turn is None and not (
            is_unsure(before, incoming, world) and await _is_theirs(before, incoming, telling)
        ):
            turn = decide(before, incoming, world)
        if turn is None:
            if before and before.awaiting:
                await self._store.let_go(incoming.sender)
            return None
        replies = tuple(_addressed(say, incoming.sender) for say in turn.says)
        told = replace(incoming, text=incoming.text or self._label(incoming, world))
        kept = Enrolled(told, now, before, turn.subscription, replies, turn.counted)
        return await self._store.keep(kept)

    def _world(self, incoming: Incoming, has_buttons: bool) -> EnrolmentContext:
        return EnrolmentContext(
            places=self._places,
            words=self._words,
            is_for_tips=self._is_for_tips,
            channel=incoming.sender.channel,
            language=incoming.language or "vi",
            has_buttons=has_buttons,
        )

    def _label(self, incoming: Incoming, world: EnrolmentContext) -> str:
        """What a button said that stood outside the chat, or far up in it."""
        name = (incoming.choice or "").removeprefix(PREFIX).partition(":")[0]
        key = _LABELS.get(name)
        return self._words(f"subscribing.{key}", world.language) if key else ""


_LABELS = {"new": "enter", "link": "enter", "stop": "button_stop"}


def _addressed(say: Say, person: Address) -> Outgoing:
    return Outgoing(to=person, text=say.text, buttons=say.buttons)


async def _is_theirs(known: Subscription | None, incoming: Incoming, telling: Telling) -> bool:
    if known and known.awaiting:
        return await telling.is_asked()
    # "dừng" ends the lessons, as the foot of every lesson promises, and a tip being told goes on;
    # "dung" may tell the officer who asked that it is right.
    order = recognise(incoming.text)
    if known and order and order.name == "stop" and order.has_marks:
        return False
    return await telling.is_telling() or await telling.is_asked()
