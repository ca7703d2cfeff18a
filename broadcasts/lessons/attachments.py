"""Recordings and pictures that stand beside their lesson: `ld-01.ogg`, `ld-01.jpg`."""

from pathlib import Path

VOICE, PICTURE = ".ogg", ".jpg"
LARGEST = 10 * 1024 * 1024  # Telegram shows no bigger picture
_HEAD = 64


def attached(lesson_file: Path, ending: str) -> Path | None:
    beside = lesson_file.with_suffix(ending)  # "ld-01.hmn.md" has "ld-01.hmn.ogg"
    return beside if beside.is_file() else None


def is_usable(file: Path) -> bool:
    """Readable, of the kind its name says, and not too big to send."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
        size = file.stat().st_size
    except OSError:
        return False
    if size > LARGEST:
        return False
    if file.suffix == VOICE:
        return head.startswith(b"OggS") and b"OpusHead" in head
    return head.startswith(b"\xff\xd8\xff")
