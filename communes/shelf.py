"""The folder where an operator's imported map lies, and what a new one changes."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from communes.artifact import SHIPPED, Artifact, read, unpack
from communes.checking import InconsistentMapError, check
from communes.directory import Commune, CommuneCode
from communes.names.prepared import PREPARED, prepare


@dataclass(frozen=True, slots=True)
class Change:
    """A commune of the old map whose desk and open tips need a look."""

    before: Commune
    after: tuple[Commune, ...]  # where its area lies now; empty when the new map does not say

    @property
    def is_gone(self) -> bool:
        return self.before.code not in {commune.code for commune in self.after}


@dataclass(frozen=True, slots=True)
class Shelf:
    folder: Path

    @property
    def map_file(self) -> Path:
        return self.folder / "communes.json"

    @property
    def borders_file(self) -> Path:
        return self.folder / "borders.bin"

    @property
    def prepared_file(self) -> Path:
        return self.folder / "prepared.txt"

    def map(self) -> Path:
        return self.map_file if self.map_file.exists() else SHIPPED

    def borders(self) -> Path | None:
        return self.borders_file if self.borders_file.exists() else None

    def prepared(self) -> bytes:
        """The imported map as the program opens it; gathered anew where that is absent or stale."""
        header = self._header()
        with suppress(FileNotFoundError):
            kept = self.prepared_file.read_bytes()
            if kept.startswith(header):
                return kept
        made = header + prepare(read(self.map_file))
        with suppress(OSError):  # a folder that may only be read costs a second at each start
            partial = self.prepared_file.with_suffix(f".{os.getpid()}")
            partial.write_bytes(made)
            partial.replace(self.prepared_file)
        return made

    def _header(self) -> bytes:
        """What it was made from: the map, and the shipped one, which tells how it is made."""
        of = (sha256(path.read_bytes()).hexdigest() for path in (self.map_file, PREPARED))
        return f"[made of]\n{' '.join(of)}\t\n".encode()

    def replace(self, source: Path) -> tuple[Artifact, tuple[Change, ...]]:
        """Checks the whole file first: a refused one leaves the old map as it was."""
        raw = _load(source)
        new = unpack(check(raw))
        changes = compare(read(self.map()), new)
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.map_file.with_suffix(".partial")
        partial.write_bytes(source.read_bytes())
        partial.replace(self.map_file)
        self.prepared()
        return new, changes

    def replace_borders(self, source: Path) -> int:
        from communes.borders import read_geojson, write

        borders = read_geojson(source, read(self.map()).directory.communes)
        self.folder.mkdir(parents=True, exist_ok=True)
        write(borders, self.borders_file)
        return len(borders.codes)


def compare(before: Artifact, after: Artifact) -> tuple[Change, ...]:
    """Communes that are gone, renamed, retyped or in another province."""
    heirs: Mapping[str, tuple[Commune, ...]] = {
        ward.code: tuple(part.commune for part in ward.parts) for ward in after.former_wards
    }
    changes = []
    for code, commune in before.directory.communes.items():
        now = after.directory.communes.get(CommuneCode(code))
        if now is None:
            changes.append(Change(commune, heirs.get(code, ())))
        elif _differs(commune, now):
            changes.append(Change(commune, (now,)))
    return tuple(changes)


def _differs(commune: Commune, now: Commune) -> bool:
    same_place = commune.province.code == now.province.code
    return not (same_place and commune.full_name == now.full_name)


def _load(source: Path) -> object:
    try:
        loaded: object = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise InconsistentMapError("file", "không đọc được; cần tệp JSON, mã UTF-8") from None
    return loaded
