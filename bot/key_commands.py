"""A key that another program holds: asked for once, at the start."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from storage.sealing.key_files import parse_keys
from storage.sealing.keys import KeyRing

PATIENCE = 30.0  # seconds: somebody may have to touch a token


class CommandFailed(Exception):
    """It ended badly, or never. What it said is nobody's business."""


def ring_of(command: Sequence[str]) -> KeyRing:
    """CommandFailed, KeyMalformed."""
    try:
        # The operator's own words, from the settings; no shell reads them.
        asked = subprocess.run(  # noqa: S603
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=True
        )
        said = asked.stdout.decode("ascii")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        raise CommandFailed from None
    return parse_keys(said, Path(command[0])).ring
