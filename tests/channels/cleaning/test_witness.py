"""What a reader that is not ours (exiftool) still finds in cleaned files: how they are built, and
nothing of who made them, where or when.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from channels.cleaning.clean import clean
from tests.media_files import PLANTED, a_film, a_telling_paper, a_telling_picture, a_voice

EXIFTOOL = shutil.which("exiftool")
pytestmark = pytest.mark.skipif(
    EXIFTOOL is None and os.environ.get("CI") != "true", reason="no exiftool on this machine"
)
DIRTY: dict[str, Callable[[], bytes]] = {
    "a.jpg": a_telling_picture,
    "b.png": lambda: a_telling_picture("PNG"),
    "c.webp": lambda: a_telling_picture("WEBP"),
    "d.ogg": a_voice,
    "e.m4a": lambda: a_voice("aac", "mp4"),
    "f.mp4": a_film,
    "g.pdf": a_telling_paper,
}
# Groups that tell how a file is built; everything else would tell of a person or a device.
BUILT = {"File", "Composite", "ExifTool", "JFIF", "PDF", "QuickTime", "Vorbis", "Opus", "Theora"}
TELLING = ("GPS", "Date", "Author", "Creator", "Artist", "Title", "Comment", "Model", "Make")
NO_TIME = ("0000:00:00 00:00:00", "")


async def test_a_reader_that_is_not_ours_finds_nothing_of_a_person(tmp_path: Path) -> None:
    files = []
    for name, make in DIRTY.items():
        dirty = make()
        files += [tmp_path / f"dirty-{name}", tmp_path / f"clean-{name}"]
        files[-2].write_bytes(dirty)
        files[-1].write_bytes((await clean(dirty)).content)

    found = _read(files)

    for name in DIRTY:
        assert PLANTED in repr(found[f"dirty-{name}"]), name  # the reader can find
        told = found[f"clean-{name}"]
        assert PLANTED not in repr(told), name
        assert {tag.partition(":")[0] for tag in told} <= BUILT, name
        assert not [tag for tag, value in told.items() if _tells(tag, value)], name


def _tells(tag: str, value: object) -> bool:
    group, _, name = tag.partition(":")
    return group != "File" and name.startswith(TELLING) and value not in NO_TIME


def _read(files: list[Path]) -> dict[str, dict[str, object]]:
    assert EXIFTOOL is not None
    said = subprocess.run(
        [EXIFTOOL, "-json", "-G", "-ee", "-a", *map(str, files)], capture_output=True, check=True
    )
    told = json.loads(said.stdout)
    for one in told:
        del one["SourceFile"]
    return {file.name: one for file, one in zip(files, told, strict=True)}
