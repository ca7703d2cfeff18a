"""[disk]: where files lie, and how much must be free before they, and then words, are refused."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field

from bot.settings.strict import STRICT, FilePath
from storage.space import DiskSpace

MB = 1_000_000


class Disk(BaseModel):
    model_config = STRICT

    media_folder: FilePath | None = None
    files_need_mb: Annotated[int, Field(ge=0)] = 500
    words_need_mb: Annotated[int, Field(ge=0)] = 100

    def space(self, folder: Path, *, holds_words: bool) -> DiskSpace:
        files, words = self.files_need_mb * MB, self.words_need_mb * MB
        return DiskSpace(folder, files, words, holds_words=holds_words)
