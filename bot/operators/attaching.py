"""Puts a recording or a picture beside its lesson, cleaned like any file from outside.

A recording is read by a person: no machine speaks the law.
"""

from contextlib import suppress
from pathlib import Path

from bot.problem import Problem
from broadcasts.lessons.attachments import PICTURE, VOICE, is_usable
from channels.cleaning.clean import NotTaken, clean
from messages.message import MediaKind

ENDINGS = {MediaKind.PHOTO: PICTURE, MediaKind.VOICE: VOICE}


async def attach(file: Path, lesson_file: Path) -> Path:
    """Beside `ld-01.md` (or `ld-01.hmn.md`), in place of what was there; returns where."""
    try:
        cleaned = await clean(_read(file), in_opus=True)
    except NotTaken as refused:
        raise Problem(f"attachment_{refused.refusal}", file=file) from None
    ending = ENDINGS.get(cleaned.kind)
    if ending is None:
        raise Problem("attachment_is_neither", file=file)
    return _put(cleaned.content, lesson_file.with_suffix(ending))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Problem("attachment_unreadable", file=file) from None


def _put(content: bytes, beside: Path) -> Path:
    """Whole or not at all: a campaign may be reading what was there."""
    made = beside.with_name(f".{beside.name}")
    try:
        made.write_bytes(content)
        if not is_usable(made):
            raise Problem("attachment_too_big", file=beside)
        made.replace(beside)
    except OSError:
        raise Problem("output_unwritable", file=beside) from None
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)
    return beside
