"""`python -m bot.rehearsal '{"port": 0, …}'`: the platform as a process of its own.

It says where it listens on its first line, and ends with whoever holds its standard input.
"""

import asyncio
import json
import sys
from typing import Any

import uvloop

from bot.own_account import keep_to_ourselves
from bot.rehearsal.faults import Faults
from bot.rehearsal.platform import Platform
from bot.rehearsal.server import open_platform
from bot.rehearsal.tally import Tally


async def serve(told: dict[str, Any]) -> None:
    platform = Platform(Faults(**told["faults"]), Tally(told["first"], told["people"]))
    server = await open_platform(platform, told["host"], told["port"])
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    keep_to_ourselves()
    uvloop.run(serve(json.loads(sys.argv[1])))
