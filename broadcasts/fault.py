"""What is wrong with one file of the library, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    file: str
    line: int
    key: str  # entry of lessons.toml: what is wrong and how to mend it
    what: str = ""
    near: str = ""  # the word that was probably meant
