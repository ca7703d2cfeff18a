"""Who asked for lessons, in memory."""

from dataclasses import replace
from datetime import datetime

from broadcasts.audience.audience import Audience
from broadcasts.subscribing.ports import Enrolled, Known, SubscriptionMoved
from messages.message import Address, ChatLine, Incoming, Outgoing
from tests.fakes_memory import Memory


class MemorySubscriberStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._answers: dict[tuple[Address, str], tuple[ChatLine, ...]] = {}

    async def recall(self, incoming: Incoming, at: datetime) -> Known:
        known = self._memory.subscriptions.get(incoming.sender)
        return Known(known, self._answers.get((incoming.sender, incoming.event_id)))

    async def keep(self, enrolled: Enrolled) -> tuple[ChatLine, ...]:
        person, event = enrolled.incoming.sender, enrolled.incoming.event_id
        before = self._memory.subscriptions.pop(person, None)
        if (person, event) in self._answers or before != enrolled.before:
            raise SubscriptionMoved
        if enrolled.after is not None:
            self._memory.subscriptions[person] = enrolled.after
        if person.channel == "web" and enrolled.incoming.text:
            own = Outgoing(person, enrolled.incoming.text, sender="citizen")
            self._say(person, own, "citizen")
        answer = tuple(self._say(person, reply, "bot") for reply in enrolled.replies)
        self._answers[person, event] = answer
        return answer

    async def let_go(self, person: Address) -> None:
        if known := self._memory.subscriptions.get(person):
            self._memory.subscriptions[person] = replace(known, awaiting="")

    async def end(self, person: Address) -> None:
        self._memory.subscriptions.pop(person, None)

    async def is_subscribed(self, person: Address) -> bool:
        return person in self._memory.subscriptions

    async def count(self, audience: Audience) -> int:
        return len(self._memory.subscriptions)

    def _say(self, person: Address, message: Outgoing, author: str) -> ChatLine:
        line = ChatLine(self._memory.next_number(), author, message, aside=True)
        if person.channel == "web":
            self._memory.lines.setdefault(person, []).append(line)
        return line
