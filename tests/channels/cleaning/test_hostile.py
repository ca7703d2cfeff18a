import asyncio
import io
import os
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.cleaning.clean import LARGEST, NotTaken, clean
from channels.cleaning.magic import Format, format_of
from channels.cleaning.scans import count_scans
from messages.message import Refusal
from tests.media_files import a_bomb, a_film, a_picture, a_voice
from tests.storms.hostile_papers import CATALOG, PAGE, PAGES, a_paper
from tests.trials import lasting


@cache
def a_zip_bomb() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("0", bytes(50_000_000))
    return into.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 64,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"{\\rtf1 paper}",
        b"GIF89a" + bytes(64),
        b"MZ" + bytes(64),
        b"RIFF\x00\x00\x00\x00sfbkLIST",
        b"\x00\x00\x00\x20ftypavif" + bytes(32),
    ],
)
async def test_what_a_tip_cannot_carry_is_not_taken(content: bytes) -> None:
    assert await _why_not(content) is Refusal.UNKNOWN_TYPE


async def test_an_archive_that_unfolds_without_end_is_not_taken() -> None:
    assert await _why_not(a_zip_bomb()) is Refusal.UNKNOWN_TYPE


@pytest.mark.parametrize("claim", ["text/html; charset=utf-8", "image/svg+xml", "application/pdf"])
async def test_a_picture_that_calls_itself_a_page_is_not_taken(claim: str) -> None:
    assert await _why_not(a_picture(), claim) is Refusal.UNKNOWN_TYPE


@pytest.mark.parametrize("a_tail", [lambda: b"<script>alert(1)</script>", a_zip_bomb])
async def test_of_a_picture_that_is_also_something_else_only_the_picture_is_kept(
    a_tail: Callable[[], bytes],
) -> None:
    cleaned = await clean(a_picture() + a_tail())

    assert a_tail() not in cleaned.content


@pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIF"])
async def test_half_a_picture_is_unreadable(form: str) -> None:
    whole = a_picture(form)

    assert await _why_not(whole[: len(whole) // 2]) is Refusal.UNREADABLE


@pytest.mark.parametrize("a_whole", [a_film, lambda: a_voice("aac", "mp4")])
async def test_half_a_recording_is_unreadable(a_whole: Callable[[], bytes]) -> None:
    whole = a_whole()

    assert await _why_not(whole[: len(whole) // 2]) is Refusal.UNREADABLE


async def test_a_sound_without_sound_is_unreadable() -> None:
    assert await _why_not(b"OggS" + bytes(200)) is Refusal.UNREADABLE


async def test_a_picture_that_unfolds_into_gigabytes_is_too_big() -> None:
    assert await _why_not(a_bomb()) is Refusal.TOO_BIG


async def test_a_picture_that_paints_itself_over_6_000_times_is_not_begun() -> None:
    """Four of these, 3 MB each, blocked everybody's pictures for two minutes."""
    whole = a_picture(size=(1_600, 1_200), progressive=True)
    scan = whole.rindex(b"\xff\xda")
    painter = whole[:-2] + whole[scan:-2] * 6_000 + whole[-2:]
    began = time.monotonic()

    assert await _why_not(painter) is Refusal.TOO_BIG
    assert time.monotonic() - began < 30
    assert count_scans(painter) > 6_000


async def test_what_follows_a_picture_is_not_counted_as_its_scans() -> None:
    """Phones append a film, in which any two bytes may stand."""
    plain, scans = a_picture(progressive=True), count_scans(a_picture(progressive=True))

    assert 5 < scans < 20
    assert count_scans(plain + b"\xff\xda\x00\x02" * 500) == scans
    assert (await clean(plain + b"\xff\xda\x00\x02" * 500)).content


async def test_more_than_20_mb_is_too_big() -> None:
    assert await _why_not(a_picture() + bytes(LARGEST)) is Refusal.TOO_BIG


async def test_our_own_memory_does_not_grow_with_what_is_sent() -> None:
    giant = a_picture(size=(8_660, 5_800))
    await clean(giant)
    before = _peak_memory()

    await asyncio.gather(*(clean(giant) for _ in range(3)))

    assert _peak_memory() - before < 60


async def test_the_room_is_empty_when_somebody_stops_waiting() -> None:
    before = _children()
    waiting = asyncio.create_task(clean(a_picture(size=(8_000, 6_000))))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert not _children() - before


async def test_the_room_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINBAO_TOKEN", "secret-of-ours")
    cleaning = asyncio.create_task(clean(a_picture(size=(2_000, 1_500))))
    seen = b""
    while not cleaning.done():
        seen += b"".join(_environment(child) for child in _children())
        await asyncio.sleep(0.005)

    await cleaning
    assert b"secret-of-ours" not in seen


async def test_two_are_cleaned_at_once_and_the_others_wait() -> None:
    picture, before = a_picture(size=(1_600, 1_200)), _children()
    everybody = asyncio.gather(*(clean(picture) for _ in range(4)))
    most = 0
    while not everybody.done():
        most = max(most, len(_children() - before))
        await asyncio.sleep(0.01)

    await everybody
    assert most == 2


@settings(max_examples=lasting(6, 15), deadline=None)
@given(st.data())
def test_damaged_files_never_do_more_than_be_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(_whole_files()))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        cleaned = asyncio.run(clean(bytes(damaged)))
    except NotTaken:
        return
    assert cleaned.content


@given(st.binary(max_size=64))
def test_any_bytes_have_one_format_or_none(content: bytes) -> None:
    assert format_of(content) in (None, *Format)


async def _why_not(content: bytes, claim: str = "") -> Refusal:
    with pytest.raises(NotTaken) as caught:
        await clean(content, claim)
    return caught.value.refusal


@cache  # an encoder writes a little differently each time, and Hypothesis must draw alike
def _whole_files() -> tuple[bytes, ...]:
    return a_picture(), a_picture("PNG"), a_voice(), a_film()


def _peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _children() -> set[int]:
    """Whoever runs many tests may have children of its own: those that are there before."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    everybody = {int(child) for child in listed.read_text().split()}
    return {child for child in everybody if b"nursery" not in _command(child)}


def _command(child: int) -> bytes:
    try:
        return Path(f"/proc/{child}/cmdline").read_bytes()
    except OSError:
        return b""


def _environment(child: int) -> bytes:
    try:
        return Path(f"/proc/{child}/environ").read_bytes()
    except OSError:
        return b""


async def test_two_networks_with_hostile_papers_do_not_hold_up_a_neighbours_picture() -> None:
    """Each may be drawn for fifteen seconds, and there are two places."""
    content = zlib.compress(b"0 0 m 595 842 l 0 842 l [0.01 0.01] 0 d S " * 200_000)
    how = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    paper = a_paper(CATALOG, PAGES, PAGE % b"", how % (len(content), content))
    hostile = [asyncio.create_task(clean(paper, owner=(name, name))) for name in "ab"]
    await asyncio.sleep(0.1)

    await clean(a_picture(), owner=("neighbour", "home"))

    assert not any(task.done() for task in hostile)
    for task in hostile:
        task.cancel()
    await asyncio.gather(*hostile, return_exceptions=True)
