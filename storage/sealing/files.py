"""Small secret files: whole or not at all, for their owner alone, overwritten before they go."""

import os
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """The new file is whole before the old one goes, and the old one's bytes are overwritten."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    write_through(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), text.encode())
    old = os.open(path, os.O_WRONLY) if path.exists() else None
    os.replace(fresh, path)
    sync_folder(path.parent)
    if old is not None:
        write_through(old, bytes(os.fstat(old).st_size))


def write_through(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
