"""Which pinned packages have a known hole, asked without a network: `make advisories OSV=all.zip`.

The archive is OSV's of PyPI (osv-vulnerabilities, PyPI/all.zip), carried here from a machine
that has a network. Ends with 1 when something is found.
"""

import json
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

PINNED = re.compile(r"^([\w.\-]+)(?:\[[\w,\-]+\])?==([\w.+!]+)", re.MULTILINE)
Pins = Mapping[str, Version]


def pins_of(requirements: str) -> Pins:
    return {canonicalize_name(name): Version(at) for name, at in PINNED.findall(requirements)}


def holes_in(pins: Pins, archive: Path) -> Iterator[str]:
    """Of every package that is pinned: name, version, what is known, and a sentence about it."""
    with zipfile.ZipFile(archive) as whole:
        for name in whole.namelist():
            told = json.loads(whole.read(name))
            if "withdrawn" not in told:
                yield from _of_advisory(told, pins)


def _of_advisory(told: Mapping[str, Any], pins: Pins) -> Iterator[str]:
    for affected in told.get("affected", ()):
        package = affected.get("package", {})
        name = canonicalize_name(package.get("name", ""))
        pinned = pins.get(name) if package.get("ecosystem") == "PyPI" else None
        if pinned is not None and _is_affected(pinned, affected):
            yield f"{name} {pinned}: {told['id']} {told.get('summary', '')}".rstrip()


def _is_affected(pinned: Version, affected: Mapping[str, Any]) -> bool:
    if any(_version(one) == pinned for one in affected.get("versions", ())):
        return True
    ranges = (one for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM")
    return any(_lies_within(pinned, one["events"]) for one in ranges)


def _lies_within(pinned: Version, events: Iterable[Mapping[str, str]]) -> bool:
    """By the last event at or before it; what is named last affected is itself affected."""
    inside = False
    for event in events:
        if "introduced" in event:
            begins = event["introduced"]
            inside |= begins == "0" or _reached(pinned, begins)
        elif _reached(pinned, event.get("fixed", "")) or _passed(pinned, event):
            inside = False
    return inside


def _passed(pinned: Version, event: Mapping[str, str]) -> bool:
    last = _version(event.get("last_affected", ""))
    return last is not None and pinned > last


def _reached(pinned: Version, told: str) -> bool:
    version = _version(told)
    return version is not None and pinned >= version


def _version(told: str) -> Version | None:
    try:
        return Version(told)
    except InvalidVersion:
        return None


def main() -> None:
    archive = Path(os.environ.get("OSV", ""))
    if not archive.is_file():
        sys.exit("make advisories OSV=all.zip")
    pins = pins_of(Path("requirements.txt").read_text("utf-8"))
    found = sorted(set(holes_in(pins, archive)))
    print("\n".join(found) or f"{len(pins)} pinned, no known hole")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
