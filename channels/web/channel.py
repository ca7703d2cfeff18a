"""The web chat as a messenger: what is sent becomes a line, and open pages hear of it."""

from typing import Protocol

from typing_extensions import override

from desks.ports import Bell
from messages.channel import Channel, Delivered
from messages.channels import WEB
from messages.message import Address, ChatLine, Outgoing

NAME = WEB.name


class ChatBook(Protocol):
    """Where web chats keep their lines."""

    async def append(self, recipient: str, letter_id: str, message: Outgoing) -> ChatLine:
        """Add a line; the same non-empty `letter_id` again returns the line it already is."""
        ...


def topic(recipient: str) -> str:
    """What the bell rings for one web chat."""
    return f"chat:{NAME}:{recipient}"


class WebChatChannel(Channel):
    def __init__(self, book: ChatBook, bell: Bell) -> None:
        self._book = book
        self._bell = bell

    @property
    @override
    def name(self) -> str:
        return NAME

    @override
    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        recipient = message.to.recipient
        line = await self._book.append(recipient, letter_id, message)
        self._bell.ring(topic(recipient))
        return Delivered(recipient, str(line.id))

    @override
    async def edit(self, message: Outgoing, message_id: str) -> None:
        """A chat keeps what was said: a correction is said anew, below."""
        await self.send(message)


def address(recipient: str) -> Address:
    return Address(NAME, recipient)
