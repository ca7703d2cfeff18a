"""A sheet on its way to an officer lies nowhere on the disk, not even for a moment."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.words.workbooks import workbook
from tips.reports.register import Cell

WORDS = "bán ma túy ở hẻm Cây Khế Cong"


async def test_neither_a_whole_sheet_nor_one_that_is_broken_off_touches_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = set[str]()

    async def rows(*, is_cut: bool) -> AsyncIterator[tuple[Cell, ...]]:
        for number in range(300):
            yield (number, WORDS)
            seen.update(os.listdir(tmp_path))
        if is_cut:
            raise ConnectionResetError

    sheet = b"".join([piece async for piece in workbook(rows(is_cut=False))])
    with pytest.raises(ConnectionResetError):
        [piece async for piece in workbook(rows(is_cut=True))]

    assert sheet.startswith(b"PK")
    assert not seen
    assert not os.listdir(tmp_path)
