"""What an officer may do to a tip: the moves of tips/moves/table.py, each a path of its own. Each
answers with the tip as it is afterwards.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from pydantic import BaseModel

from handlers.desk.models.bodies import body_of, order_of
from handlers.desk.models.tips import CodeInPath, FullTip, IdempotencyKey
from handlers.desk.parts import WebDesk
from handlers.desk.traces import shown
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from tips.moves.table import MOVES, DeskMove
from tips.tip import tip_code
from tips.triage.triage import Pressed

Pressing = Callable[..., Awaitable[FullTip]]


def add_moves(door: APIRouter, gate: Gate, desk: WebDesk) -> None:
    refusals = documented(400, 403, 404, 409, 413)
    for move in MOVES.values():
        door.add_api_route(
            f"/tips/{{code}}/{move.name}",
            _pressing(MovePress(gate, desk, move)),
            name=move.name,
            description=move.about,
            methods=["POST"],
            responses=refusals,
        )


def event_of(desk: WebDesk, move: str, key: str | None) -> str:
    if key is None:
        return desk.chance.hex(128)
    return hashlib.sha256(f"{move} {key}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class MovePress:
    gate: Gate
    desk: WebDesk
    move: DeskMove

    async def carry_out(
        self, request: Request, code: str, key: str | None, body: BaseModel | None
    ) -> FullTip:
        me = await self.gate.mover(request)
        pressed = Pressed(me, tip_code(code), event_of(self.desk, self.move.name, key))
        moved = await self.desk.moves.press(pressed, order_of(self.move, body))
        return shown(Showing(self.desk.directory, me, self.desk.clock.now()), moved)


def _pressing(press: MovePress) -> Pressing:
    """As FastAPI reads it: the body's type stands in the signature."""
    shape = body_of(press.move)

    async def alone(request: Request, code: CodeInPath, key: IdempotencyKey = None) -> FullTip:
        return await press.carry_out(request, code, key, None)

    async def with_body(
        request: Request, code: CodeInPath, body: BaseModel, key: IdempotencyKey = None
    ) -> FullTip:
        return await press.carry_out(request, code, key, body)

    if shape is None:
        return alone
    with_body.__annotations__["body"] = shape
    return with_body
