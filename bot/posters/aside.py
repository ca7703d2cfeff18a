"""Draws a QR poster in a process of its own: matplotlib takes a second of the loop, and stays.

What it says comes in as JSON and the PDF goes out; nothing touches the disk.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from dataclasses import asdict
from typing import Any

from bot.posters.invitation import Invitation
from broadcasts.lessons.unit import Unit

LONGEST = 60.0  # seconds, on a busy machine


async def draw_aside(unit: Unit, invitation: Invitation, named: str) -> bytes:
    """Raises ChildProcessError when nothing was drawn."""
    said = {"unit": asdict(unit), "invitation": asdict(invitation), "named": named}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE
    )
    try:
        async with asyncio.timeout(LONGEST):
            drawn, _ = await process.communicate(json.dumps(said).encode())
    except TimeoutError:
        process.kill()
        raise ChildProcessError from None
    if process.returncode:
        raise ChildProcessError
    return drawn


def main() -> None:
    from bot.posters.qr_poster import draw_qr_poster

    said = json.load(sys.stdin)
    sheet = draw_qr_poster(_unit(said["unit"]), Invitation(**said["invitation"]), said["named"])
    sys.stdout.buffer.write(sheet.drawn("pdf"))


def _unit(told: dict[str, Any]) -> Unit:
    above = told.pop("above")
    return Unit(**told, above=_unit(above) if above else None)


if __name__ == "__main__":
    main()
