"""What the product is made of can be listed, and asked for known holes without a network."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bench.advisories import holes_in, pins_of
from tests.architecture.committed import HOUSE
from tests.trials import lasting

PINS = pins_of("Pillow==11.2.1 \\\n    --hash=sha256:00\nsqlalchemy[asyncio]==2.1.0 \\\n")
FIXED_LATER = {"type": "ECOSYSTEM", "events": [{"introduced": "11.2.0"}, {"fixed": "11.3.0"}]}
FIXED_BEFORE = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "11.2.1"}]}
CAME_AGAIN = {
    "type": "ECOSYSTEM",
    "events": [{"introduced": "0"}, {"fixed": "1.5"}, {"introduced": "2.0"}],
}
LAST = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "11.2.1"}]}


@pytest.mark.parametrize(
    ("name", "affected", "is_known"),
    [
        ("pillow", {"ranges": [FIXED_LATER]}, True),
        ("pillow", {"ranges": [FIXED_BEFORE]}, False),
        ("pillow", {"ranges": [LAST]}, True),
        ("PILLOW", {"versions": ["11.2.1"]}, True),
        ("pillow", {"versions": ["11.2.0"]}, False),
        ("sqlalchemy", {"ranges": [CAME_AGAIN]}, True),
        ("django", {"ranges": [FIXED_LATER]}, False),
    ],
)
def test_a_hole_is_told_of_the_version_that_has_it(
    tmp_path: Path, name: str, affected: dict[str, Any], is_known: bool
) -> None:
    package = {"ecosystem": "PyPI", "name": name}
    told = {"id": "GHSA-1", "summary": "Bad", "affected": [{"package": package, **affected}]}
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as whole:
        whole.writestr("GHSA-1.json", json.dumps(told))
        whole.writestr("GHSA-2.json", json.dumps(told | {"id": "GHSA-2", "withdrawn": "2026"}))

    found = list(holes_in(PINS, archive))

    assert [one.split(": ")[1] for one in found] == (["GHSA-1 Bad"] if is_known else [])


def test_everything_pinned_stands_in_the_list_of_parts(tmp_path: Path) -> None:
    file, given = tmp_path / "sbom.json", HOUSE / "requirements.txt"
    listing = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", str(given)]
    # To hold the list against CycloneDX's schema takes four times as long as to write it.
    listing += lasting(["--no-validate"], [])
    subprocess.run([*listing, "--of", "JSON", "-o", str(file)], cwd=HOUSE, check=True)

    parts = json.loads(file.read_text("utf-8"))["components"]

    pinned = pins_of(given.read_text("utf-8"))
    assert len(pinned) > 9
    assert {(one["name"].lower(), one["version"]) for one in parts} >= {
        (name, str(at)) for name, at in pinned.items() if "[" not in name
    }
