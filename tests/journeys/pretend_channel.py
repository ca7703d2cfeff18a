"""A messenger that exists only here: a row, a way out, a door, a part, and nothing elsewhere.

It is the poorest there may be: a board on which notes are pinned until their reader comes by. No
buttons, no edits, nothing pushed, no pictures, 500 characters a note.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fastapi import APIRouter, Body

from bot.services import Part
from bot.wiring.application import Application
from channels.post.postman import Postman
from messages.channel import Channel, Delivered, MessageGone, Refused
from messages.channels import ChannelRow
from messages.fitting import length
from messages.lesson_line import LessonLine, LessonMessage
from messages.message import Address, Incoming, Outgoing

# --- the row ---------------------------------------------------------------------------------

BOARD = ChannelRow(
    "board",
    label="channels.counter",
    within="channels.within_counter",
    longest_text=500,
    for_residents=True,
    lessons_a_second=50.0,
)


@dataclass
class Platform:
    """What somebody else runs: refuses what it cannot show, drops what it was given before."""

    pinned: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    known: set[str] = field(default_factory=set)

    def pin(self, person: str, note: str, letter: str) -> int:
        if length(note) > BOARD.longest_text or not note.strip():
            raise Refused("note")
        if not letter or letter not in self.known:
            self.known.add(letter)
            self.pinned[person].append(note)
        return len(self.pinned[person])


# --- the way out -----------------------------------------------------------------------------


@dataclass
class BoardChannel:
    platform: Platform
    name: str = BOARD.name

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        if message.buttons or message.media:
            raise Refused("notes have neither")
        shown = f"{message.step}\n\n{message.full_text}" if message.step else message.full_text
        person = message.to.recipient
        return Delivered(person, str(self.platform.pin(person, shown, letter_id)))

    async def edit(self, message: Outgoing, message_id: str) -> None:
        raise AssertionError("a pinned note is not written over")


@dataclass
class BoardLessons:
    platform: Platform
    name: str = BOARD.name

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:
        if told.buttons:
            raise Refused("notes have none")
        return self.platform.pin(recipient, told.text, letter)

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:
        raise AssertionError("a pinned note is not written over")

    async def delete(self, recipient: str, message_id: int) -> None:
        raise MessageGone


# --- the door --------------------------------------------------------------------------------


def router(house: Application, post: Postman, platform: Platform) -> APIRouter:
    door = APIRouter(prefix="/board")

    @door.post("/{person}")
    async def hear(
        person: str, text: str = Body(embed=True), event: str = Body(embed=True)
    ) -> None:
        lines = await house.reception.hear(Incoming(Address(BOARD.name, person), event, text))
        await post.speak([line.message for line in lines if line.author != "citizen"])

    @door.get("/{person}")
    async def show(person: str) -> list[str]:
        return platform.pinned[person]

    return door


# --- the part --------------------------------------------------------------------------------


@dataclass
class BoardMessenger:
    house: Application
    platform: Platform

    @property
    def channels(self) -> Sequence[Channel]:
        return (BoardChannel(self.platform),)

    @property
    def lessons(self) -> Sequence[LessonLine]:
        return (BoardLessons(self.platform),)

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        return (router(self.house, post, self.platform),), ()


@asynccontextmanager
async def board(house: Application) -> AsyncIterator[BoardMessenger]:
    yield BoardMessenger(house, Platform())
