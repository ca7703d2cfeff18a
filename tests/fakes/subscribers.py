"""Who asked for lessons, in memory."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from broadcasts.audience.audience import Audience
from broadcasts.audience.subscriber import Wishes
from broadcasts.audience.topics import EVERYBODY
from broadcasts.subscribing.ports import Enrolled, Known, SubscriptionMoved
from broadcasts.subscribing.subscription import Subscription
from messages.message import Address, ChatLine, Incoming, Outgoing
from storage.names.subscribers import day_of
from tests.fakes.memory import Memory


class MemorySubscriberStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._answers: dict[tuple[Address, str], tuple[ChatLine, ...]] = {}
        self._asked_on: dict[Address, str] = {}
        self.counted: Counter[tuple[str, str]] = Counter()

    async def recall(self, incoming: Incoming, at: datetime) -> Known:
        known = self._known(incoming.sender, at)
        return Known(known, self._answers.get((incoming.sender, incoming.event_id)))

    async def keep(self, enrolled: Enrolled) -> tuple[ChatLine, ...]:
        person, event = enrolled.incoming.sender, enrolled.incoming.event_id
        if (person, event) in self._answers or self._known(person, enrolled.at) != enrolled.before:
            raise SubscriptionMoved
        self._memory.subscriptions.pop(person, None)
        if enrolled.counted:
            self.counted[enrolled.counted, day_of(enrolled.at)] += 1
        self._asked_on[person] = day_of(enrolled.at)
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
        self._answers = {key: one for key, one in self._answers.items() if key[0] != person}
        told = self._memory.lines.get(person, [])
        self._memory.lines[person] = [line for line in told if not line.aside]

    async def is_subscribed(self, person: Address) -> bool:
        return person in self._memory.subscriptions

    async def count(self, audience: Audience) -> int:
        every = self._memory.subscriptions.items()
        return sum(_is_meant(one.wishes, who.channel, audience) for who, one in every)

    async def counted_since(self, day: str) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for (name, on), count in self.counted.items():
            if on >= day:
                found[name] += count
        return found

    def _known(self, person: Address, at: datetime) -> Subscription | None:
        """A question of ours stays open until the day is over."""
        known = self._memory.subscriptions.get(person)
        is_over = self._asked_on.get(person) != day_of(at)
        return replace(known, awaiting="") if known and is_over else known

    def _say(self, person: Address, message: Outgoing, author: str) -> ChatLine:
        line = ChatLine(self._memory.next_number(), author, message, aside=True)
        if person.channel == "web":
            self._memory.lines.setdefault(person, []).append(line)
        return line


def _is_meant(wishes: Wishes, channel: str, audience: Audience) -> bool:
    """An empty set asks for nothing in particular."""
    here = wishes.province in audience.provinces or wishes.commune in audience.communes
    everybody = not audience.groups or EVERYBODY in audience.groups
    return all(
        (
            not audience.channels or channel in audience.channels,
            not (audience.provinces or audience.communes) or here,
            not audience.topics or bool(audience.topics & wishes.topics),
            everybody or bool(audience.groups & wishes.groups),
            not audience.rhythms or wishes.rhythm in audience.rhythms,
        )
    )
