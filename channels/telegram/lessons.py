"""One Telegram message to one of very many: the body is made once, only the chat differs.

What aiogram spends on building and validating a request is four fifths of its cost (measured by
bench/lessons.py); its exceptions' meanings are kept (answers.py).
"""

import asyncio
import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import yarl
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    FormData,
)

from channels.telegram.answers import GONE, NOBODY, NOT_MODIFIED, TOKEN_REVOKED_PAUSE
from channels.telegram.wire import Broken, NotSent, Wire
from messages.channel import MessageGone, Refused, TryLater, Unreachable, Unsure
from messages.channels import TELEGRAM
from messages.lesson_line import LessonMessage

log = logging.getLogger(__name__)

PATIENCE = 20.0
UPLOAD_PATIENCE = 60.0
CAPTION = 1024  # characters under a picture
_NUMBER = re.compile(r"-?[1-9][0-9]*")
_SENT = re.compile(rb'\{"ok": ?true, ?"result": ?\{"message_id": ?([0-9]{1,18})[,}]')
VOICE_BITS = 32  # Telegram's ids of messages fit in 31; above them stands the recording's
KINDS = {"sendPhoto": "photo", "sendVoice": "voice"}


class Uploads(Protocol):
    """Which files a bot has given the platform already, and what they are called there."""

    async def find(self, bot: str, digest: str) -> str | None: ...
    async def keep(self, bot: str, digest: str, file_id: str) -> None: ...


@dataclass(eq=False)
class TelegramLessons:
    """`digest` names a file by its content; `paid`: allow_paid_broadcast, above 30 a second."""

    token: str
    api_base: str
    uploads: Uploads
    digest: Callable[[Path], str]
    connections: int = 100
    paid: bool = False
    name: str = TELEGRAM.name
    _session: ClientSession | None = field(default=None, init=False)
    _uploading: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _bodies: dict[tuple[LessonMessage, str], bytes] = field(default_factory=dict, init=False)
    _file_ids: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        server = TelegramAPIServer.from_base(self.api_base)
        self._url = lru_cache(8)(lambda method: yarl.URL(server.api_url(self.token, method)))
        self._path = lru_cache(8)(lambda method: self._url(method).raw_path.encode())
        self._wire = Wire(self.api_base, self.connections)

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:  # noqa: ARG002
        if told.picture and len(told.text) <= CAPTION:
            sent = await self._show("sendPhoto", recipient, told, told.picture)
        else:
            sent = await self._call("sendMessage", self._body(told, "text"), recipient)
        spoken = 0
        if told.voice:
            with suppress(Refused, TryLater, Unreachable, Unsure):  # the words are there already
                voice = LessonMessage("", voice=told.voice)
                spoken = _id(await self._show("sendVoice", recipient, voice, told.voice))
        return _id(sent) | spoken << VOICE_BITS

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:
        """What was spoken goes: it cannot say other words."""
        message_id, spoken = _both(message_id)
        body = self._body(told, "text", message_id=message_id)
        with suppress(NotModified):
            try:
                await self._call("editMessageText", body, recipient)
            except NoText:
                body = self._body(told, "caption", message_id=message_id)
                await self._call("editMessageCaption", body, recipient)
        await self._silence(recipient, spoken)

    async def delete(self, recipient: str, message_id: int) -> None:
        message_id, spoken = _both(message_id)
        await self._silence(recipient, spoken)
        body = json.dumps({"message_id": message_id}).encode()
        await self._call("deleteMessage", body, recipient)

    async def _silence(self, recipient: str, spoken: int) -> None:
        if not spoken:
            return
        try:
            body = json.dumps({"message_id": spoken}).encode()
            await self._call("deleteMessage", body, recipient)
        except (MessageGone, Refused):  # gone already, or older than two days: then it stays
            log.warning("a recording could not be taken back")

    async def close(self) -> None:
        await self._wire.close()
        if self._session is not None:
            await self._session.close()

    # --- pictures and voices: uploaded with the first message, then named ----------------------

    async def _show(self, method: str, recipient: str, told: LessonMessage, file: str) -> Any:
        kind = KINDS[method]
        if (file_id := await self._file_id(file)) is None:
            async with self._uploading:
                if (file_id := await self._file_id(file)) is None:
                    return await self._upload(method, recipient, told, Path(file))
        return await self._call(method, self._body(told, "caption", **{kind: file_id}), recipient)

    async def _file_id(self, file: str) -> str | None:
        if file not in self._file_ids:
            found = await self.uploads.find(self.name, self.digest(Path(file)))
            if found is None:
                return None
            self._file_ids[file] = found
        return self._file_ids[file]

    async def _upload(self, method: str, recipient: str, told: LessonMessage, file: Path) -> Any:
        form = FormData()
        for key, value in self._fields(told, "caption").items():
            form.add_field(key, value if isinstance(value, str) else json.dumps(value))
        form.add_field("chat_id", recipient)
        content = await asyncio.to_thread(file.read_bytes)
        form.add_field(KINDS[method], content, filename=f"lesson{file.suffix}")
        sent = await self._post(method, form)
        self._file_ids[str(file)] = file_id = _file_id_in(sent)
        await self.uploads.keep(self.name, self.digest(file), file_id)
        return sent

    # --- one call -----------------------------------------------------------------------------

    def _fields(self, told: LessonMessage, words: str, **more: object) -> dict[str, object]:
        fields: dict[str, object] = {**more}
        if told.text:
            fields[words] = told.text
        if words == "text":
            fields["link_preview_options"] = {"is_disabled": True}
        if told.buttons:
            row = [[{"text": b.label, "callback_data": b.choice}] for b in told.buttons]
            fields["reply_markup"] = {"inline_keyboard": row}
        if self.paid and "message_id" not in more:
            fields["allow_paid_broadcast"] = True
        return fields

    def _body(self, told: LessonMessage, words: str, **more: object) -> bytes:
        """Everything but the chat; made once for a message that goes to thousands."""
        if more:
            return json.dumps(self._fields(told, words, **more), ensure_ascii=False).encode()
        if (told, words) not in self._bodies:
            if len(self._bodies) > 2000:
                self._bodies.clear()
            body = json.dumps(self._fields(told, words), ensure_ascii=False).encode()
            self._bodies[told, words] = body
        return self._bodies[told, words]

    async def _call(self, method: str, body: bytes, recipient: str) -> Any:
        whole = b'%s,"chat_id":%s}' % (body[:-1], _chat(recipient))
        try:
            answer = await self._wire.post(self._path(method), whole, PATIENCE)
        except NotSent:
            raise TryLater(1.0) from None
        except Broken:
            raise Unsure from None
        # The whole message comes back: to read it costs a fifth of all, and only this is kept.
        sent = _SENT.match(answer[1])
        return {"message_id": sent.group(1)} if sent else _read_answer(*answer)

    async def _post(self, method: str, form: FormData) -> Any:
        if self._session is None:
            self._session = ClientSession(auto_decompress=False)
        try:
            async with self._session.post(
                self._url(method), data=form, timeout=ClientTimeout(UPLOAD_PATIENCE)
            ) as response:
                status, content = response.status, await response.read()
        except ClientConnectorError:
            raise TryLater(1.0) from None  # nobody took the call: surely not sent
        except (ClientError, TimeoutError, OSError):
            raise Unsure from None
        return _read_answer(status, content)


class NotModified(Exception):
    """It says so already: an edit that was repeated."""


class NoText(Exception):
    """The message to edit is a picture: its caption is what can be changed."""


def _id(sent: Any) -> int:
    return int(sent["message_id"])


def _both(message_id: int) -> tuple[int, int]:
    """The words and what was spoken beside them; 0: nothing was."""
    return message_id & (1 << VOICE_BITS) - 1, message_id >> VOICE_BITS


def _chat(recipient: str) -> bytes:
    """A number as it is, a channel's name as a JSON string."""
    if _NUMBER.fullmatch(recipient):
        return recipient.encode()
    return json.dumps(recipient).encode()


def _read_answer(status: int, content: bytes) -> Any:
    try:
        answer = json.loads(content)
    except ValueError:
        answer = {}
    if isinstance(answer, dict) and answer.get("ok"):
        return answer.get("result")
    raise _meaning(status, answer if isinstance(answer, dict) else {})


def _meaning(status: int, answer: dict[str, Any]) -> Exception:
    code = int(answer.get("error_code") or status)
    words = str(answer.get("description") or "").lower()
    if code == 429:
        parameters = answer.get("parameters") or {}
        return TryLater(float(parameters.get("retry_after", 1)), whole_channel=True)
    if code in (401, 404):
        return TryLater(TOKEN_REVOKED_PAUSE, whole_channel=True)
    if code == 403:
        return Unreachable("forbidden")
    if code == 400:
        return _bad_request(words)
    return Unsure() if code >= 500 else Refused("refused")


CANNOT_DELETE = ("message to delete not found", "message can't be deleted")
NO_TEXT = ("there is no text in the message to edit",)
REFUSALS: tuple[tuple[tuple[str, ...], Callable[[], Exception]], ...] = (
    (NOT_MODIFIED, NotModified),
    ((*GONE, *CANNOT_DELETE), MessageGone),
    (NOBODY, lambda: Unreachable("chat_not_found")),
    (NO_TEXT, NoText),
)


def _bad_request(words: str) -> Exception:
    for phrases, meant in REFUSALS:
        if any(phrase in words for phrase in phrases):
            return meant()
    return Refused("bad_request")


def _file_id_in(sent: Any) -> str:
    found = sent.get("voice") or sent["photo"][-1]
    return str(found["file_id"])
