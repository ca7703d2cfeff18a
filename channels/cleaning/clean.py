"""Makes a stranger's file safe to keep: recognised, decoded in a room of its own, written anew."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from weakref import WeakKeyDictionary

from channels.cleaning.magic import Format, format_of
from channels.cleaning.verdict import LARGEST, MIMES, Cleaned, NotTaken
from messages.message import MediaKind, Refusal

__all__ = ["LARGEST", "Cleaned", "NotTaken", "clean"]

AT_ONCE = 2
PATIENCE = 60.0  # seconds for one file, waiting for its turn not counted
_MOST_OUT = LARGEST + 4 * 1024 * 1024  # a sound made anew may be a little larger
_HOUSE = Path(__file__).resolve().parents[2]
_NEVER = ("text/", "image/svg", "application/pdf", "application/zip", "application/xhtml")
_rooms: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def clean(content: bytes, claimed_mime: str = "", *, in_opus: bool = False) -> Cleaned:
    """Raises NotTaken. The first bytes decide what a file is; a claim can only speak against it.

    `in_opus`: a voice comes out as Ogg Opus whatever it was, for messengers that take no other.
    """
    found = _recognise(content, claimed_mime)
    async with _rooms.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        said = await _in_the_room(content, found, in_opus=in_opus)
    return _verdict(said)


def _recognise(content: bytes, claimed_mime: str) -> Format:
    if len(content) > LARGEST:
        raise NotTaken(Refusal.TOO_BIG)
    found = format_of(content)
    if found is None or claimed_mime.strip().lower().startswith(_NEVER):
        raise NotTaken(Refusal.UNKNOWN_TYPE)
    return found


async def _in_the_room(content: bytes, found: Format, *, in_opus: bool) -> bytes:
    room = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "channels.cleaning.sandbox", found.value),
        *(["opus"] if in_opus else []),
        cwd=_HOUSE,
        env={},  # our tokens and keys are none of its business
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # decoders quote what they read
    )
    try:
        async with asyncio.timeout(PATIENCE):
            _, said = await asyncio.gather(_feed(room.stdin, content), _listen(room.stdout))
            await room.wait()
    except TimeoutError:
        raise NotTaken(Refusal.UNREADABLE) from None
    finally:
        await _clear(room)
    return said


async def _feed(door: asyncio.StreamWriter | None, content: bytes) -> None:
    if door is None:
        return
    try:
        for start in range(0, len(content), 65_536):
            door.write(content[start : start + 65_536])
            await door.drain()
        door.close()
        await door.wait_closed()
    except (BrokenPipeError, ConnectionResetError):
        return  # it died of the file, which says enough


async def _listen(door: asyncio.StreamReader | None) -> bytes:
    said = bytearray()
    while door is not None and (chunk := await door.read(65_536)):
        said += chunk
        if len(said) > _MOST_OUT:
            raise NotTaken(Refusal.TOO_BIG)
    return bytes(said)


async def _clear(room: Process) -> None:
    if room.returncode is None:
        room.kill()
        await room.wait()


def _verdict(said: bytes) -> Cleaned:
    """The room may have been taken over by the file: believe nothing but the few right words."""
    head, _, content = said.partition(b"\n")
    try:
        verdict = json.loads(head)
        if "refusal" in verdict:
            raise NotTaken(Refusal(verdict["refusal"]))
        kind, mime = MediaKind(verdict["kind"]), verdict["mime"]
    except (ValueError, KeyError, TypeError):
        raise NotTaken(Refusal.UNREADABLE) from None
    if mime not in MIMES or not content:
        raise NotTaken(Refusal.UNREADABLE)
    return Cleaned(content, kind, mime)
