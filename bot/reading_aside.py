"""Understands long messages beside the event loop, one at a time, in fair turns.

150 chats that wrote 8,000 characters each made everybody else wait 6.5 seconds.
"""

import asyncio
import time
from collections.abc import Callable

from typing_extensions import override

from channels.cleaning.turns import Turns
from messages.message import Incoming
from tips.conversation.turn import Turn
from tips.intake.ports import Reading

LONG = 1_000  # characters: some 20 ms


class ReadingAside(Reading):
    def __init__(self) -> None:
        self._turns = Turns(1, time.monotonic)

    @override
    async def read(self, incoming: Incoming, advance: Callable[[], Turn]) -> Turn:
        if len(incoming.text) < LONG:
            return advance()
        async with self._turns.taken((incoming.sender.recipient,)):
            return await asyncio.to_thread(advance)
