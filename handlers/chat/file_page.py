"""A page behind a one-time link: one file for a chat whose platform does not carry it.

It tells neither whose chat that is nor what was said there, and needs no cookie.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request, Response

from channels.cleaning.clean import NotTaken
from desks.ports import Clock
from handlers.chat.page import emergency_numbers, reader_language, render_page, script_words
from handlers.chat.upload import Upload, receive
from handlers.chat.upload_room import UploadRoom
from handlers.keeping import FileKeeper
from handlers.reception import Listener, for_citizen
from handlers.web.problems import Problem, documented
from handlers.web.same_site import only_our_pages
from messages.channel import Speaker
from messages.channels import WEB
from messages.file_link import HEX_DIGITS, FileLinks
from messages.message import Address, Incoming, Media

PAGE = "/gui-tep/"
FILES_AT = "/api/file"
PARTS = ("page.js", "chat-parts.js", "chat-upload.js")
WORDS = "page.filejs_"

_SHAPE = rf"^[0-9a-f]{{{HEX_DIGITS}}}$"
Token = Annotated[str, Path(pattern=_SHAPE)]
# Not in the address: a proxy in front of us may write addresses down.
TokenHeader = Annotated[str, Header(alias="File-Link", pattern=_SHAPE)]


@dataclass(frozen=True, slots=True)
class FileDoor:
    """Everything this door works with."""

    links: FileLinks
    reception: Listener
    postman: Speaker
    keeper: FileKeeper
    clock: Clock
    uploads: UploadRoom = field(default_factory=UploadRoom)

    async def show(self, request: Request, token: Token) -> Response:
        """Whoever looks at it, a link's preview too, does not use it up."""
        language = reader_language(request)
        return render_page(
            request,
            "chat_file.html",
            is_open=await self.links.is_open(token, self.clock.now()),
            parts=PARTS,
            numbers=emergency_numbers(language),
            words=script_words(language, WORDS),
        )

    async def take(self, request: Request, token: TokenHeader) -> None:
        """Hand in one file. The link ends with the first file that is taken."""
        if not await self.links.is_open(token, self.clock.now()):
            raise Problem(410, "file_link_over")
        async with receive(request, self.uploads) as upload:
            media = await self._keep(upload, token)
        sender = await self.links.spend(token, self.clock.now())
        if sender is None:  # somebody was quicker
            raise Problem(410, "file_link_over")
        event = "file " + hashlib.sha256(token.encode()).hexdigest()[:40]
        lines = await self.reception.hear(Incoming(sender, event, media=(media,)))
        await self.postman.speak(for_citizen(lines))

    async def _keep(self, upload: Upload, token: str) -> Media:
        """Counted by link: whose it is is known once it is spent."""
        by = Address(WEB.name, token)
        try:
            return await self.keeper.keep(upload.content, upload.claimed_mime, by)
        except NotTaken as why:
            raise Problem(422, f"file_{why.refusal}") from None


def router(door: FileDoor) -> APIRouter:
    pages = APIRouter(tags=["chat"])
    pages.add_api_route(
        PAGE + "{token}", door.show, methods=["GET", "HEAD"], include_in_schema=False
    )
    pages.add_api_route(
        FILES_AT,
        door.take,
        methods=["POST"],
        status_code=204,
        dependencies=[Depends(only_our_pages)],
        responses=documented(400, 403, 408, 410, 413, 422, 503),
        openapi_extra={"requestBody": _BODY},
    )
    return pages


_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
            }
        }
    },
}
