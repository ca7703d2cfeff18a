"""The disk never fills to its last byte: files are refused first, words last, each by its name."""

import errno
from datetime import datetime
from pathlib import Path

import pytest
from typing_extensions import override

from desks.errors import NoRoom
from messages.message import Media, MediaKind
from storage.space import DiskSpace, SparingShelf
from storage.stores import Stores
from tests.builders import NOON
from tests.fakes import FakeSpace
from tips.media import MediaShelf

NEVER = 2**60  # bytes


@pytest.mark.parametrize(
    ("files_need", "words_need", "takes"),
    [(0, 0, (True, True)), (NEVER, 0, (False, True)), (0, NEVER, (False, False))],
)
def test_files_are_refused_before_words(
    tmp_path: Path, files_need: int, words_need: int, takes: tuple[bool, bool]
) -> None:
    space = DiskSpace(tmp_path, files_need, words_need)

    assert (space.takes_files(), space.takes_words()) == takes


def test_words_in_a_database_elsewhere_need_nothing_here(tmp_path: Path) -> None:
    assert DiskSpace(tmp_path, 0, NEVER, holds_words=False).takes_words()


@pytest.mark.either_database
async def test_a_file_is_refused_and_what_is_kept_is_found(stores: Stores) -> None:
    space = FakeSpace()
    shelf = SparingShelf(stores.media, space)
    kept = await shelf.put(b"one", MediaKind.PHOTO, "image/jpeg", NOON)
    space.files = False

    with pytest.raises(NoRoom):
        await shelf.put(b"two", MediaKind.PHOTO, "image/jpeg", NOON)
    assert await shelf.take(kept.id) == (kept, b"one")


class FullDisk(MediaShelf):
    @override
    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media:
        raise OSError(errno.ENOSPC, "No space left on device")

    @override
    async def take(self, media: str) -> tuple[Media, bytes] | None:
        return None


async def test_a_disk_that_fills_in_the_meantime_is_named() -> None:
    shelf = SparingShelf(FullDisk(), FakeSpace())

    with pytest.raises(NoRoom):
        await shelf.put(b"one", MediaKind.PHOTO, "image/jpeg", NOON)
