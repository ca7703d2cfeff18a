"""The sentences a desk has ready for asking and for closing."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from desks.desk import Officer
from desks.permissions import commands
from desks.ready_words import LONGEST, MOST, ReadyWords
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer, Asked

Sentence = Annotated[str, Field(json_schema_extra={"maxLength": LONGEST})]
Sentences = Annotated[
    list[Sentence], Field(max_length=MOST, description="None: the list of every desk.")
]


class ReadyWordsView(Answer):
    asking: list[str]
    closing: list[str]
    may_set: bool


class OwnReadyWords(Asked):
    asking: Sentences
    closing: Sentences


@dataclass(frozen=True, slots=True)
class ReadyDoor:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        changes = documented(400, 403, 413)
        door.add_api_route("/ready-words", self.show, responses=documented(403))
        door.add_api_route("/ready-words", self.keep, methods=["POST"], responses=changes)

    async def show(self, request: Request) -> ReadyWordsView:
        me = await self.gate.officer(request)
        return _view(await self.desk.ready.of(me), me)

    async def keep(self, request: Request, own: OwnReadyWords) -> ReadyWordsView:
        """For a commander."""
        me = await self.gate.mover(request)
        return _view(await self.desk.ready.keep(me, own.asking, own.closing), me)


def _view(words: ReadyWords, me: Officer) -> ReadyWordsView:
    return ReadyWordsView(
        asking=list(words.asking), closing=list(words.closing), may_set=commands(me)
    )
