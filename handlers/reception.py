"""Who hears a message: the conversation about tips, or the one about lessons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from broadcasts.subscribing.enrolment import Enrolment
from communes.spelling import fold
from communes.words import HAMLETS, TYPES
from desks.errors import NoRoom
from desks.ports import Space
from messages.channels import CHANNELS
from messages.message import Address, ChatLine, Incoming, Outgoing
from tips.conversation.commands import recognise
from tips.intake.intake import Intake
from tips.reading.receipt_in_text import receipt_in
from tips.understanding import understand
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Reception:
    """Lessons are asked first: only they know which words answer a question of theirs. What they
    leave goes to the tip line as it came, and the tip being told never notices.
    """

    intake: Intake
    enrolment: Enrolment
    space: Space

    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        row = CHANNELS.row(incoming.sender.channel)
        # Also with hardly any room left: stopping lessons is always heard.
        look = self.intake.look(incoming)  # both may ask, for one answer
        answer = await self.enrolment.hear(incoming, look, has_buttons=row.has_buttons)
        if answer is not None:
            return answer
        if not self.space.takes_words():
            raise NoRoom
        return await self.intake.hear(
            incoming, look, has_buttons=row.has_buttons, has_media=row.has_media
        )

    async def lines(self, citizen: Address, after: int = 0) -> tuple[ChatLine, ...]:
        return await self.intake.lines(citizen, after)

    async def may_see(self, citizen: Address, media: str) -> bool:
        return await self.intake.may_see(citizen, media)

    async def stays(self, citizen: Address) -> bool:
        return await self.enrolment.is_subscribed(citizen)

    async def leave(self, citizen: Address) -> None:
        """A subscription nobody can read any more is one to delete."""
        await self.enrolment.leave(citizen)


def for_citizen(lines: Iterable[ChatLine]) -> list[Outgoing]:
    """What is said to them: their own words stand in their chat already."""
    return [line.message for line in lines if line.author != "citizen"]


def is_for_tips(words: str) -> bool:
    """An order to the tip line, a receipt, a cry for help, a crime: no answer to our questions."""
    if recognise(words) or receipt_in(words):
        return True
    meant = understand(words)
    # A bare address is likeliest of kind "khac": it answers where somebody wants lessons for.
    of_a_crime = meant.is_told and meant.kind not in {None, "khac"} and not _is_a_name(words)
    return bool(meant.numbers or meant.is_crisis or of_a_crime)


def _is_a_name(words: str) -> bool:
    """Not so "xóm Lò Gạch Cũ", of which "lò gạch" alone could be told."""
    kind, *name = words.split() or [""]
    return fold(kind) in HAMLETS | TYPES.keys() and all(word[0].isupper() for word in name)


async def answer_of(listener: "Listener", incoming: Incoming) -> list[Outgoing]:
    """What to say to a resident who cannot see an answer's status: that there is no room, too."""
    try:
        lines = await listener.hear(incoming)
    except NoRoom:
        return [Outgoing(incoming.sender, text("problems.no_room", incoming.language or "vi"))]
    return for_citizen(lines)


class Listener(Protocol):
    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        """Answer one message. Committed when this returns; the same event again, same answer."""
        ...


class ChatListener(Listener, Protocol):
    """For a channel that has neither a history nor an account of its own."""

    async def lines(self, citizen: Address, after: int = 0) -> tuple[ChatLine, ...]: ...
    async def may_see(self, citizen: Address, media: str) -> bool: ...

    async def stays(self, citizen: Address) -> bool:
        """Whether something is still to come: the browser must not forget this chat."""
        ...

    async def leave(self, citizen: Address) -> None:
        """The browser forgets this chat: nothing more can reach it."""
        ...
