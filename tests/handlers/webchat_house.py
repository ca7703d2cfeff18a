"""A web chat over fakes: real door, real conversation, rows in memory."""

import shutil
import weakref
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from typing_extensions import override

from broadcasts.subscribing.enrolment import Enrolment
from channels.post.bell import ProcessBell
from channels.web.channel import NAME, WebChatChannel
from handlers.chat import door as webchat
from handlers.chat import page as webchat_page
from handlers.chat.door import WebChat
from handlers.chat.open_pages import OpenPages
from handlers.chat.page import Advice
from handlers.chat.upload_room import UploadRoom
from handlers.chat.visitor import Pacing
from handlers.keeping import Allowance, FileKeeper
from handlers.reception import Reception, is_for_tips
from handlers.web.app import create_app
from messages.message import Address, ChatLine, Outgoing
from storage.pieces import SealedPieces
from storage.space import SparingShelf
from tests.builders import WARD_DESK, a_desk
from tests.fakes import House
from tests.fakes.memory import Memory
from tests.keys import a_vault
from tips.intake.intake import Intake
from wording.catalogue import text

MESSAGES = "/api/chat/messages"
STREAM = "/api/chat/stream"


class MemoryChatBook:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._written: dict[str, ChatLine] = {}

    async def append(self, recipient: str, letter_id: str, message: Outgoing) -> ChatLine:
        if letter_id in self._written:
            return self._written[letter_id]
        line = ChatLine(self._memory.next_number(), message.sender, message)
        self._memory.lines.setdefault(Address(NAME, recipient), []).append(line)
        if letter_id:
            self._written[letter_id] = line
        return line


@dataclass
class ChatHouse(House):
    chime: ProcessBell = field(default_factory=ProcessBell)
    pacing: Pacing = field(default_factory=Pacing)
    uploads: UploadRoom = field(default_factory=UploadRoom)
    pages: OpenPages = field(default_factory=OpenPages)
    allowance: Allowance = field(default_factory=Allowance)
    public_url: str = "http://chat"
    exit_url: str = ""
    advice: tuple[Advice, ...] = ()
    folder: Path = field(default_factory=lambda: Path(mkdtemp()))

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.memory.desks[WARD_DESK] = a_desk()
        around = replace(self.surroundings, bell=self.chime)
        self.intake = Intake(self.citizens, self.desks, around)
        lessons = (is_for_tips, self.places, self.clock, text)
        enrolment = Enrolment(self.subscribers, *lessons)
        self.reception = Reception(self.intake, enrolment, self.space)
        self.pieces = SealedPieces(a_vault(), self.folder)
        weakref.finalize(self, shutil.rmtree, self.folder)
        self.channel = WebChatChannel(MemoryChatBook(self.memory), self.chime)
        self.app = self._app()

    def resident(self, **headers: str) -> AsyncClient:
        transport = ASGITransport(self.app)
        return AsyncClient(transport=transport, base_url=self.public_url, headers=headers)

    async def chatting(self, **headers: str) -> AsyncClient:
        client = self.resident(**headers)
        assert (await client.post("/api/chat")).status_code == 201
        return client

    @property
    def chats(self) -> list[Address]:
        return list(self.memory.lines)

    async def ask(self, words: str, letter_id: str = "") -> None:
        """The desk writes to the one chat there is."""
        [citizen] = self.chats
        await self.channel.send(Outgoing(citizen, words, sender="desk"), letter_id)

    def _app(self) -> FastAPI:
        shelf = SparingShelf(self.shelf, self.space)
        chat = WebChat(
            self.reception,
            shelf,
            FileKeeper(shelf, self.clock, self.intake.takes_file, self.allowance),
            self.pieces,
            self.chime,
            self.clock,
            self.chance,
            a_vault(),
            self.space,
            secure_cookie=self.public_url.startswith("https:"),
            pacing=self.pacing,
            uploads=self.uploads,
            pages=self.pages,
        )
        routers = (
            webchat_page.router(self.clock, self.exit_url, self.advice),
            webchat.router(chat),
        )
        return create_app(routers, public_url=self.public_url)


async def say(client: AsyncClient, text: str, key: str = "") -> Response:
    headers = {"Idempotency-Key": key} if key else {}
    return await client.post(MESSAGES, json={"text": text}, headers=headers)


async def send_file(client: AsyncClient, content: bytes, mime: str = "image/jpeg") -> Response:
    return await client.post(MESSAGES, files={"file": ("IMG_0001.JPG", content, mime)})


def messages(answer: Response) -> list[dict[str, Any]]:
    assert answer.is_success, answer.text
    found: list[dict[str, Any]] = answer.json()["messages"]
    return found
