"""The door of the web chat: a cookie instead of an account, JSON in, the bot's lines out."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response
from sse_starlette import EventSourceResponse

from channels.cleaning.clean import NotTaken
from channels.web.channel import address, topic
from desks.ports import Chance, Clock, Space
from handlers.chat import pieces, spec
from handlers.chat.cookie import ChatCookie, Signer
from handlers.chat.open_pages import OpenPages
from handlers.chat.pieces import PiecesDoor
from handlers.chat.proof import HEADER, Challenge, Proofs
from handlers.chat.shapes import (
    ChatMessages,
    SentFile,
    as_messages,
    event_key,
    json_answer,
    parse_message,
)
from handlers.chat.stream import ChatBell, Streams
from handlers.chat.upload import Upload, receive
from handlers.chat.upload_room import UploadRoom
from handlers.chat.visitor import Pacing, Visitors
from handlers.keeping import FileKeeper
from handlers.reception import ChatListener
from handlers.web.files import file_answer
from handlers.web.problems import Problem, language_of
from messages.message import ChatLine, Choice, Incoming
from tips.media import MediaShelf, PieceShelf, UploadId

LARGEST_ID = 2**53  # what JSON numbers and every database hold exactly
MOST_LINES = 500  # in one answer; read on with `after`

After = Annotated[int, Query(ge=0, le=LARGEST_ID, description="Only messages after this id.")]
LastEventId = Annotated[int, Header(alias="Last-Event-ID", ge=0, le=LARGEST_ID)]
MediaName = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Proof = Annotated[
    str | None,
    Header(alias=HEADER, max_length=2_000, description="A solved challenge (ALTCHA), after 428."),
]


@dataclass(frozen=True, slots=True)
class WebChat:
    """Everything this door works with."""

    reception: ChatListener
    shelf: MediaShelf
    keeper: FileKeeper
    pieces: PieceShelf
    bell: ChatBell
    clock: Clock
    chance: Chance
    signer: Signer
    space: Space
    secure_cookie: bool = False
    pacing: Pacing = field(default_factory=Pacing)
    uploads: UploadRoom = field(default_factory=UploadRoom)
    pages: OpenPages = field(default_factory=OpenPages)


def router(chat: WebChat) -> APIRouter:
    cookie = ChatCookie(chat.signer, chat.chance, secure=chat.secure_cookie)
    proofs = Proofs(chat.clock, chat.signer)
    visitors = Visitors(chat.clock, chat.chance, chat.pacing, cookie, proofs)
    door = _Door(chat, visitors)
    api = APIRouter(prefix="/api/chat", **spec.EVERY)
    api.add_api_route("", door.open, methods=["POST"], **spec.OPEN)
    api.add_api_route("", door.leave, methods=["DELETE"], **spec.LEAVE)
    api.add_api_route("/challenge", door.challenge, methods=["GET"], **spec.CHALLENGE)
    api.add_api_route("/messages", door.hear, methods=["POST"], **spec.HEAR)
    api.add_api_route("/messages", door.read, methods=["GET"], **spec.READ)
    api.add_api_route("/stream", door.stream, methods=["GET"], **spec.STREAM)
    api.add_api_route("/media/{media}", door.show, methods=["GET"], **spec.SHOW)
    pieces.add_to(api, door.pieces)
    return api


class _Door:
    def __init__(self, chat: WebChat, visitors: Visitors) -> None:
        self._chat = chat
        self._cookie = visitors.cookie
        self._visitors = visitors
        self.pieces = PiecesDoor(chat.pieces, chat.uploads, visitors, chat.space)
        self._streams = Streams(chat.reception, chat.bell, chat.pages)

    async def open(
        self, request: Request, response: Response, _proof: Proof = None
    ) -> ChatMessages:
        """Start a chat. With a chat's cookie: the chat so far, nothing is started anew."""
        recipient = self._visitors.returning(request)
        if recipient is None:
            recipient = self._visitors.welcome(request, response)
        elif await self._chat.reception.stays(address(recipient)):
            self._cookie.give_again(request, response, lasting=True)
        lines = await self._chat.reception.lines(address(recipient))
        if not lines:
            lines = await self._start(request, recipient)
        return as_messages(lines[-MOST_LINES:])

    async def challenge(self, request: Request) -> Challenge:
        """What to solve when `POST /api/chat` answers 428."""
        return self._visitors.proofs.challenge(self._visitors.networks.mark_of(request))

    async def leave(self, request: Request, response: Response) -> None:
        """Forget the chat on this device, and its lessons. What was sent stays sent."""
        if recipient := self._cookie.recipient(request):
            await self._chat.reception.leave(address(recipient))
            await self._chat.pieces.drop_all(recipient)
        self._cookie.take_away(response)

    async def hear(self, request: Request) -> Response:
        """Say one thing: words, a choice, a position, or a file. Answers with the bot's lines."""
        key = event_key(request)
        recipient = self._visitors.writer(request)
        event, language = self._event(recipient, key), language_of(request)
        incoming = Incoming(address(recipient), event, language=language)
        told = await self._receive(request, incoming, key)
        lines = await self._answer(told)
        if key and (told.media or told.refusal):
            await self._chat.pieces.finish(UploadId(recipient, key))
        response = json_answer(lines, refused=told.refusal is not None)
        if any(line.aside for line in lines):  # they came to the list of lessons, or left it
            lasting = await self._chat.reception.stays(incoming.sender)
            self._cookie.give_again(request, response, lasting=lasting)
        return response

    async def read(self, request: Request, after: After = 0) -> ChatMessages:
        """The chat, oldest first, at most 500 messages at once."""
        recipient = self._visitors.reader(request)
        lines = await self._chat.reception.lines(address(recipient), after)
        return as_messages(lines[:MOST_LINES])

    async def stream(
        self, request: Request, after: After = 0, last: LastEventId = 0
    ) -> EventSourceResponse:
        """Server-sent events named `messages`: what is new, as `GET messages` would give it."""
        recipient = self._visitors.reader(request)
        network = self._visitors.networks.mark_of(request)
        return self._streams.open(recipient, max(after, last), network)

    async def show(self, request: Request, media: MediaName) -> Response:
        """A picture, voice or video of this very chat."""
        recipient = self._visitors.reader(request)
        if not await self._chat.reception.may_see(address(recipient), media):
            raise Problem(404, "not_found")
        found = await self._chat.shelf.take(media)
        if found is None:
            raise Problem(404, "not_found")
        return file_answer(request, *found)

    async def _start(self, request: Request, recipient: str) -> tuple[ChatLine, ...]:
        started = Incoming(
            address(recipient),
            "start-" + self._event(recipient, None),
            choice=Choice("start"),
            language=language_of(request),
        )
        return await self._chat.reception.hear(started)

    async def _receive(self, request: Request, incoming: Incoming, key: str | None) -> Incoming:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            sent = parse_message(await request.body())
            if isinstance(sent, SentFile):
                return await self._from_pieces(request, incoming, key, sent.mime)
            return sent.add_to(incoming)
        if kind != "multipart/form-data":
            raise Problem(415, "unsupported_type")
        async with receive(request, self._chat.uploads) as upload:
            return await self._with_file(request, incoming, upload)

    async def _from_pieces(
        self, request: Request, incoming: Incoming, key: str | None, mime: str
    ) -> Incoming:
        if key is None:
            raise Problem(422, "no_file")
        upload = UploadId(incoming.sender.recipient, key)
        with self._chat.uploads.place(request, await self._chat.pieces.offset(upload)):
            content = await self.pieces.whole(upload)
            if not content:
                return incoming  # heard before: the answer it was given is given again
            return await self._with_file(request, incoming, Upload(content, mime))

    async def _with_file(self, request: Request, incoming: Incoming, upload: Upload) -> Incoming:
        network = self._visitors.networks.mark_of(request)
        kept = (upload.content, upload.claimed_mime, incoming.sender, network)
        try:
            await self._chat.keeper.ask(incoming.sender)
            media = await self._chat.keeper.keep(*kept)
        except NotTaken as why:
            return replace(incoming, refusal=why.refusal)
        return replace(incoming, media=(media,))

    async def _answer(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        lines = await self._chat.reception.hear(incoming)
        self._chat.bell.ring(topic(incoming.sender.recipient))  # other pages of this chat
        return lines

    def _event(self, recipient: str, key: str | None) -> str:
        """Bound to this chat, so that two chats may use the same key."""
        named = f"{recipient} {key or self._chat.chance.hex(128)}"
        return hashlib.sha256(named.encode()).hexdigest()[:40]
