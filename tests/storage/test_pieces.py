"""Files on their way: sealed, bounded, swept, and asked how far they are."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.pieces import KEPT_FOR, MOST_OF_A_CHAT, SealedPieces
from tests.keys import a_vault
from tips.media import OffsetMoved, TooManyUploads, UploadId, UploadTooBig

FILE = UploadId("4711", "key")
PLANTED = b"planted picture of a gate"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def pieces(tmp_path: Path) -> SealedPieces:
    return SealedPieces(a_vault(), tmp_path / "pieces")


async def test_a_file_is_put_together_from_its_pieces(pieces: SealedPieces) -> None:
    one, two = os.urandom(70_000), os.urandom(3)

    assert await pieces.append(FILE, 0, one) == 70_000
    assert await pieces.append(FILE, 70_000, two) == 70_003

    assert await pieces.offset(FILE) == 70_003
    assert await pieces.whole(FILE) == one + two


async def test_a_piece_that_comes_twice_is_told_where_to_go_on(pieces: SealedPieces) -> None:
    await pieces.append(FILE, 0, b"one")

    for offset in (0, 2, 9):
        with pytest.raises(OffsetMoved) as moved:
            await pieces.append(FILE, offset, b"one")
        assert moved.value.offset == 3

    assert await pieces.whole(FILE) == b"one"


async def test_pieces_and_their_folders_say_nothing(pieces: SealedPieces, tmp_path: Path) -> None:
    await pieces.append(FILE, 0, PLANTED)

    [file] = files_in(tmp_path)
    assert PLANTED not in file.read_bytes()
    assert not {"4711", "key"} & set(file.parts)


async def test_a_piece_opens_in_no_other_file(pieces: SealedPieces, tmp_path: Path) -> None:
    other = UploadId("4711", "other")
    for file in (FILE, other):
        await pieces.append(file, 0, file.name.encode())
    one, two = files_in(tmp_path)

    one.replace(two)

    assert [await pieces.whole(FILE), await pieces.whole(other)] == [None, None]


async def test_another_chats_file_of_that_name_is_another(pieces: SealedPieces) -> None:
    await pieces.append(FILE, 0, b"one")

    assert await pieces.whole(UploadId("4712", "key")) is None


async def test_a_finished_file_leaves_only_that_it_came(pieces: SealedPieces) -> None:
    await pieces.append(FILE, 0, b"one")
    await pieces.finish(FILE)

    assert await pieces.whole(FILE) == b""
    assert await pieces.offset(FILE) == 0


async def test_a_file_of_too_many_bytes_is_refused(pieces: SealedPieces) -> None:
    await pieces.append(FILE, 0, bytes(20 * 1024 * 1024))

    with pytest.raises(UploadTooBig):
        await pieces.append(FILE, 20 * 1024 * 1024, b"1")


async def test_a_chat_has_few_unfinished_files(pieces: SealedPieces) -> None:
    files = [UploadId("4711", str(number)) for number in range(MOST_OF_A_CHAT + 1)]
    for file in files[:-1]:
        await pieces.append(file, 0, b"one")

    with pytest.raises(TooManyUploads):
        await pieces.append(files[-1], 0, b"one")
    await pieces.append(UploadId("4712", "key"), 0, b"one")
    await pieces.drop(files[0])
    await pieces.finish(files[1])

    assert await pieces.append(files[-1], 0, b"one") == 3


async def test_all_chats_together_fill_no_disk(tmp_path: Path) -> None:
    pieces = SealedPieces(a_vault(), tmp_path, most_together=1000)
    await pieces.append(FILE, 0, bytes(2000))

    with pytest.raises(TooManyUploads):
        await pieces.append(UploadId("4712", "key"), 0, b"one")
    assert await pieces.append(FILE, 2000, b"one") == 2003  # what was begun may end


async def test_silent_files_are_swept_and_the_others_stay(pieces: SealedPieces) -> None:
    now = datetime.now(UTC)
    await pieces.append(FILE, 0, b"one")

    assert await pieces.sweep(now) == 0
    assert await pieces.offset(FILE) == 3
    assert await pieces.sweep(now + KEPT_FOR + timedelta(minutes=1)) == 1
    assert await pieces.offset(FILE) == 0


async def test_a_chat_that_is_left_leaves_no_pieces(pieces: SealedPieces, tmp_path: Path) -> None:
    await pieces.append(FILE, 0, b"one")

    await pieces.drop_all("4711")

    assert not files_in(tmp_path)
