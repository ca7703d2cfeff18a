"""The resident's door on Zalo: what arrived becomes something heard, and the answer is said."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from desks.ports import Clock
from handlers.reception import answer_of
from handlers.web.throttle import Pace
from handlers.zalo.arrived import What
from handlers.zalo.files import FileRoom
from handlers.zalo.offering import Offering, wants_to_send
from handlers.zalo.right_of_way import Hearing
from messages.arrival import Arrival
from messages.channel import Speaker
from messages.contact import Contact, Contacts
from messages.menus import is_number
from messages.message import Choice, Incoming, Outgoing, Position
from wording.catalogue import text
from wording.moments import moment

START = Choice("start")
LATE = timedelta(minutes=10)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # before it: the platform told no time
ONCE_IN = 600.0  # seconds: what is explained again and again is read as noise


class Groups(Protocol):
    async def hear(self, arrival: Arrival) -> None:
        """What was said in a group."""
        ...

    async def link_account(self, words: str, person: str) -> str | None:
        """What an officer writes to the account alone; None: it is a resident's word."""
        ...


@dataclass(eq=False)
class Answering:
    reception: Hearing
    postman: Speaker
    files: FileRoom
    contacts: Contacts
    clock: Clock
    offering: Offering | None = None
    groups: Groups | None = None

    def __post_init__(self) -> None:
        self._explained = Pace(self.clock, burst=1, per_second=1 / ONCE_IN)

    async def answer(self, arrival: Arrival) -> None:
        """The effect is committed when this returns; the same arrival again has no second one."""
        what = What(arrival.body["what"])
        if what is What.WITHDREW:
            await self._erase(arrival)
        elif what is What.AT_DESK:
            if self.groups:
                await self.groups.hear(arrival)
        elif what is not What.BY_HAND:
            contact = await self.contacts.find(arrival.sender)
            # Somebody answers there by hand: two who talk at once help nobody.
            if contact is None or not contact.is_muted(self.clock.now()):
                await self._reply(arrival, what, contact)

    async def _reply(self, arrival: Arrival, what: What, contact: Contact | None) -> None:
        words = arrival.body.get("text", "")
        if told := await self._linked(arrival, words):
            await self._say(arrival, told)
        elif what in EXPLAINED:
            await self._explain(arrival, what)
        elif self.offering and wants_to_send(words):
            await self._say(arrival, await self.offering.invite(arrival.sender))
        elif self._is_out_of_turn(arrival, contact) and is_number(words):
            at = moment(arrival.said_at)
            await self._say(arrival, text("zalo.out_of_turn", "vi", words=words, at=at))
        else:
            await self._hear(arrival, is_start=what is What.STARTED)

    async def _linked(self, arrival: Arrival, words: str) -> str | None:
        """An officer's own order; of a resident there is none like it."""
        if self.groups is None:
            return None
        return await self.groups.link_account(words, arrival.sender.recipient)

    def _is_out_of_turn(self, arrival: Arrival, contact: Contact | None) -> bool:
        """Delivered long after it was said, and after something said later: what a number picked
        then is not what it would pick now.
        """
        is_late = self.clock.now() - arrival.said_at > LATE
        return is_late and contact is not None and contact.heard_at > arrival.said_at > LONG_AGO

    async def _hear(self, arrival: Arrival, *, is_start: bool) -> None:
        body = arrival.body
        files = [(url, mime) for url, mime in body.get("files", ())]
        media, refusal = await self.files.take(files, arrival.sender)
        incoming = Incoming(
            arrival.sender,
            arrival.event_id,
            text=body.get("text", ""),
            choice=START if is_start else None,
            media=media,
            position=_position(body),
            refusal=refusal,
        )
        await self.postman.speak(await answer_of(self.reception, incoming))

    async def _explain(self, arrival: Arrival, what: What) -> None:
        if self._explained.wait(f"{what} {arrival.sender.recipient}") == 0:
            told = text(EXPLAINED[what], "vi")
            if what is What.UNSUPPORTED and self.offering:
                told += "\n\n" + await self.offering.invite(arrival.sender)
            await self._say(arrival, told)

    async def _say(self, arrival: Arrival, told: str) -> None:
        await self.postman.speak([Outgoing(arrival.sender, told)])

    async def _erase(self, arrival: Arrival) -> None:
        """As if they had written /xoa and meant it; whoever withdrew wants no word of us."""
        ask = Incoming(arrival.sender, f"{arrival.event_id} ask", text="/xoa")
        await self.reception.hear(ask)
        yes = Incoming(arrival.sender, arrival.event_id, choice=Choice("erase:yes"))
        await self.reception.hear(yes)
        await self.reception.leave(arrival.sender)


EXPLAINED = {What.UNSUPPORTED: "zalo.unsupported", What.IN_GROUP: "zalo.in_group"}


def _position(body: Any) -> Position | None:
    return Position(*body["position"]) if "position" in body else None
