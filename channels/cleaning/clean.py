"""Makes a stranger's file safe to keep: recognised, decoded in a room of its own, written anew."""

import asyncio
import json
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

from channels.cleaning.magic import PICTURES, Format, format_of
from channels.cleaning.turns import Owner, Turns
from channels.cleaning.verdict import (
    DISGUISED,
    IN_OPUS,
    LARGEST,
    MIMES,
    PROBE,
    Cleaned,
    NotTaken,
)
from messages.message import MediaKind, Refusal

__all__ = ["LARGEST", "Cleaned", "NotTaken", "clean", "disguise", "how_well_shut"]

AT_ONCE = 2
PATIENCE = 60.0  # seconds for one recording, waiting for its turn not counted
PICTURE_PATIENCE = 30.0
_MOST_OUT = LARGEST + 4 * 1024 * 1024  # a sound made anew may be a little larger
_MOST_CODED = 2_000  # letters, in the codes of a picture
_HOUSE = Path(__file__).resolve().parents[2]
_NEVER = ("text/", "image/svg", "application/zip", "application/xhtml")
_rooms: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


async def clean(
    content: bytes, claimed_mime: str = "", *, in_opus: bool = False, owner: Owner = ()
) -> Cleaned:
    """Raises NotTaken. The first bytes decide what a file is; a claim can only speak against it.

    `owner`: whose turn it is counted as, chat and network. `in_opus`: a voice comes out as Ogg Opus
    whatever it was, for messengers that take no other.
    """
    how = IN_OPUS if in_opus else ""
    return await _made(content, _recognise(content, claimed_mime), how, owner)


async def disguise(content: bytes, *, owner: Owner = ()) -> Cleaned:
    """Another voice for a recording that was cleaned already. Raises NotTaken."""
    return await _made(content, _recognise(content, ""), DISGUISED, owner)


async def _made(content: bytes, found: Format, how: str, owner: Owner) -> Cleaned:
    loop = asyncio.get_running_loop()
    turns = _rooms.setdefault(loop, Turns(AT_ONCE, time.monotonic))
    return _verdict(await turns.give(owner, partial(_in_the_room, content, found, how)))


def _recognise(content: bytes, claimed_mime: str) -> Format:
    if len(content) > LARGEST:
        raise NotTaken(Refusal.TOO_BIG)
    found = format_of(content)
    claimed = claimed_mime.strip().lower()
    if found is None or claimed.startswith(_NEVER):
        raise NotTaken(Refusal.UNKNOWN_TYPE)
    if claimed.startswith("application/pdf") and found is not Format.PDF:
        raise NotTaken(Refusal.UNKNOWN_TYPE)
    return found


async def _in_the_room(content: bytes, found: Format, how: str) -> bytes:
    room = await _room(found.value, *([how] if how else []))
    try:
        async with asyncio.timeout(PICTURE_PATIENCE if found in PICTURES else PATIENCE):
            _, said = await asyncio.gather(_feed(room.stdin, content), _listen(room.stdout))
            await room.wait()
    except TimeoutError:
        raise NotTaken(Refusal.UNREADABLE) from None
    finally:
        await _clear(room)
    return said


async def how_well_shut() -> dict[str, bool]:
    """Which of the room's doors this machine could shut; empty when not even the room began."""
    room = await _room(PROBE)
    told, _ = await room.communicate()
    try:
        return {str(name): bool(is_shut) for name, is_shut in json.loads(told).items()}
    except (ValueError, AttributeError):
        return {}


async def _room(*wanted: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "channels.cleaning.sandbox", *wanted),
        cwd=_HOUSE,
        env={},  # our tokens and keys are none of its business
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # decoders quote what they read
    )


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
    return Cleaned(content, kind, mime, _printable(verdict.get("codes", "")))


def _printable(codes: object) -> str:
    lines = str(codes).split("\n")
    return "\n".join("".join(filter(str.isprintable, line)) for line in lines)[:_MOST_CODED]
