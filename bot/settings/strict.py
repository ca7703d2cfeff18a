"""How every section of the settings is read: once, checked whole, frozen."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)
# TOML has no type for a path; strict models would refuse the string.
FilePath = Annotated[
    Path, BeforeValidator(lambda told: Path(told) if told and isinstance(told, str) else told)
]
Hours = Annotated[int, Field(ge=1, le=24 * 366)]
