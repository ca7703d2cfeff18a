"""Speaks through a bot of Zalo's Bot Platform: plain text, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from channels.turns import Turns
from channels.zalo.bot.calls import BotCalls, BotRefused
from channels.zalo.http import NoAnswer, NotSent
from messages.channel import Delivered, MessageGone, Refused, TryLater
from messages.channels import ZALO_BOT
from messages.message import Outgoing
from messages.quota import Quota

# Zalo does not say whether the minute or the month is used up: back off, then wait long.
PAUSES = (60.0, 300.0, 900.0)
TOKEN_REVOKED_PAUSE = 600.0
NEVER_TAKEN = (400, 404)


@dataclass(eq=False)
class ZaloBotChannel:
    calls: BotCalls
    turns: Turns
    quota: Quota
    name: str = ZALO_BOT.name
    _halts: int = field(default=0, init=False)  # 429 one after the other

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:  # noqa: ARG002
        words = message.shown
        if not words.strip():
            raise Refused("empty")
        await self.turns.take()
        with in_our_words(self._halts):
            try:
                sent = await self.calls.say(message.to.recipient, words)
            except BotRefused as refused:
                if refused.code == 429:
                    await self.turns.rest(self._next_pause())
                raise
        self._halts = 0
        await self.quota.count(self.name)
        return Delivered(message.to.recipient, sent)

    async def edit(self, message: Outgoing, message_id: str) -> None:  # noqa: ARG002
        raise MessageGone("zalo edits nothing")

    def _next_pause(self) -> float:
        self._halts = min(self._halts + 1, len(PAUSES))
        return PAUSES[self._halts - 1]


@contextmanager
def in_our_words(halts: int = 0) -> Iterator[None]:
    try:
        yield
    except BotRefused as refused:
        raise _meaning(refused.code, halts) from None
    except NotSent:
        raise TryLater(0) from None
    except NoAnswer:  # it may have arrived: a question heard twice is better than one never heard
        raise TryLater(0) from None


def _meaning(code: int, halts: int) -> Exception:
    if code == 429:
        return TryLater(PAUSES[min(halts, len(PAUSES) - 1)], whole_channel=True)
    if code == 401:
        return TryLater(TOKEN_REVOKED_PAUSE, whole_channel=True)
    if code in NEVER_TAKEN:
        return Refused(f"zalo_{code}")
    # 403 stands in Zalo's own table as "internal server error": tried again like any other.
    return TryLater(0)
