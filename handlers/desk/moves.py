"""What an officer may do to a tip. Each move answers with the tip as it is afterwards."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from desks.desk import Officer
from handlers.desk.models import (
    Closing,
    CodeInPath,
    FullTip,
    IdempotencyKey,
    Move,
    NewStatus,
    NewUrgency,
    Words,
    WordsToCitizen,
)
from handlers.desk.parts import WebDesk
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from tips.reading.asked_words import Confirmed
from tips.tip import Tip, tip_code


@dataclass(frozen=True, slots=True)
class Moves:
    gate: Gate
    desk: WebDesk

    def every(self) -> tuple[Callable[..., Any], ...]:
        return (
            self.claim,
            self.release,
            self.ask,
            self.note,
            self.status,
            self.urgency,
            self.close,
        )

    async def claim(
        self, request: Request, code: CodeInPath, key: IdempotencyKey = None
    ) -> FullTip:
        me = await self.gate.mover(request)
        event = self._event(Move.CLAIM, key)
        return self._shown(me, await self.desk.triage.claim(me, tip_code(code), event))

    async def release(
        self, request: Request, code: CodeInPath, key: IdempotencyKey = None
    ) -> FullTip:
        me = await self.gate.mover(request)
        event = self._event(Move.RELEASE, key)
        return self._shown(me, await self.desk.triage.release(me, tip_code(code), event))

    async def ask(
        self, request: Request, code: CodeInPath, words: WordsToCitizen, key: IdempotencyKey = None
    ) -> FullTip:
        """The words go to the citizen."""
        me = await self.gate.mover(request)
        event = self._event(Move.ASK, key)
        told = _told(words)
        return self._shown(me, await self.desk.triage.ask(me, tip_code(code), told, event))

    async def note(
        self, request: Request, code: CodeInPath, words: Words, key: IdempotencyKey = None
    ) -> FullTip:
        """The words stay at the desk: the citizen never reads them."""
        me = await self.gate.mover(request)
        event = self._event(Move.NOTE, key)
        return self._shown(me, await self.desk.triage.note(me, tip_code(code), words.text, event))

    async def status(
        self, request: Request, code: CodeInPath, new: NewStatus, key: IdempotencyKey = None
    ) -> FullTip:
        me = await self.gate.mover(request)
        event = self._event(Move.STATUS, key)
        tip = await self.desk.triage.set_status(me, tip_code(code), new.status, event, new.reason)
        return self._shown(me, tip)

    async def urgency(
        self, request: Request, code: CodeInPath, new: NewUrgency, key: IdempotencyKey = None
    ) -> FullTip:
        me = await self.gate.mover(request)
        event = self._event(Move.URGENCY, key)
        tip = await self.desk.triage.set_urgency(me, tip_code(code), new.urgency, event, new.reason)
        return self._shown(me, tip)

    async def close(
        self, request: Request, code: CodeInPath, closing: Closing, key: IdempotencyKey = None
    ) -> FullTip:
        """The reason's sentence and the words go to the citizen."""
        me = await self.gate.mover(request)
        event = self._event(Move.CLOSE, key)
        tip = await self.desk.triage.close(
            me, tip_code(code), closing.reason, _told(closing), event
        )
        return self._shown(me, tip)

    def _event(self, move: Move, key: str | None) -> str:
        if key is None:
            return self.desk.chance.hex(128)
        return hashlib.sha256(f"{move} {key}".encode()).hexdigest()[:32]

    def _shown(self, officer: Officer, tip: Tip) -> FullTip:
        return Showing(self.desk.directory, officer, self.desk.clock.now()).tip(tip)


def _told(words: WordsToCitizen | Closing) -> str:
    return Confirmed(words.text) if words.confirm else words.text
