"""Gives a channel only what it can take, so that none has to split texts or number menus itself."""

from collections import OrderedDict
from dataclasses import dataclass, field

from messages.channel import Channel, Delivered
from messages.channels import CHANNELS, ChannelRow
from messages.fitting import fitted
from messages.message import Outgoing

ROOMY = 4_000  # nothing we say is longer, but a desk's long cards: Telegram splits those itself
HALVES_KEPT = 1_000


def fitting(channel: Channel) -> Channel:
    row = CHANNELS.row(channel.name)
    return channel if row.has_buttons and row.longest_text >= ROOMY else Fitting(channel, row)


@dataclass(eq=False)
class Fitting:
    channel: Channel
    row: ChannelRow
    # How many parts of a message went out before it failed: a retry must not repeat them.
    _sent: OrderedDict[str, int] = field(default_factory=OrderedDict, init=False)

    @property
    def name(self) -> str:
        return self.channel.name

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        parts = fitted(message, self.row)
        where = Delivered(message.to.recipient)
        for at in range(min(self._sent.get(letter_id, 0), len(parts) - 1), len(parts)):
            where = await self.channel.send(parts[at], f"{letter_id}-{at}" if letter_id else "")
            self._remember(letter_id, at + 1)
        self._sent.pop(letter_id, None)
        return where

    async def edit(self, message: Outgoing, message_id: str) -> None:
        """What has grown too long to be edited is said anew."""
        first, *more = fitted(message, self.row)
        if more or not self.row.has_edits:
            await self.send(message)
        else:
            await self.channel.edit(first, message_id)

    def _remember(self, letter_id: str, parts: int) -> None:
        if letter_id:
            self._sent[letter_id] = parts
        if len(self._sent) > HALVES_KEPT:
            self._sent.popitem(last=False)
