"""Several tips assigned, merged or handed over with one confirmation."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from handlers.desk.models.tips import CODE, IdempotencyKey, SpokenWords
from handlers.desk.moves import event_of
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer, Asked
from handlers.words.refusals import tip_sentence
from tips.moves.table import MoveOrder
from tips.tip import tip_code
from tips.triage.together import MOST, Chosen, MovesTogether, Told

ARGUMENT = r"^[\x20-\x7e]{1,100}$"


class ChosenTip(Asked):
    code: str = Field(pattern=CODE, examples=["K7Q-204"])
    version: int = Field(ge=1, le=2**31 - 1, description="As it was seen; a newer one is refused.")


class MovedTogether(Asked):
    move: Literal["assign", "merge", "handover"]
    argument: str = Field(pattern=ARGUMENT, description="A colleague's id, a tip, a desk.")
    reason: SpokenWords
    tips: Annotated[list[ChosenTip], Field(min_length=1, max_length=MOST)]


class RefusedTip(Answer):
    code: str
    why: str


class DoneTogether(Answer):
    done: list[str]
    refused: list[RefusedTip]


@dataclass(frozen=True, slots=True)
class TogetherDoor:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        refusals = documented(400, 403, 413)
        door.add_api_route("/together", self.press, methods=["POST"], responses=refusals)

    async def press(
        self, request: Request, wanted: MovedTogether, key: IdempotencyKey = None
    ) -> DoneTogether:
        """Each tip alone, as by its own move; what could not be done is told with its reason."""
        me = await self.gate.mover(request)
        chosen = [Chosen(tip_code(one.code), one.version) for one in wanted.tips]
        order = MoveOrder(wanted.move, wanted.argument, wanted.reason)
        event = event_of(self.desk, wanted.move, key)
        return _view(await MovesTogether(self.desk.moves).press(me, chosen, order, event))


def _view(told: tuple[Told, ...]) -> DoneTogether:
    return DoneTogether(
        done=[one.code for one in told if one.refusal is None],
        refused=[
            RefusedTip(code=one.code, why=tip_sentence(one.refusal))
            for one in told
            if one.refusal is not None
        ],
    )
