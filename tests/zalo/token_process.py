"""Run as a process of its own by test_oa_tokens.py: renews the account's token again and again."""

import asyncio
import sys

from storage.database.opening import open_database
from tests.zalo.test_oa_tokens import Clock, racer, renew


async def race(database_url: str, zalo: str, rounds: int) -> None:
    database = await open_database(database_url)
    tokens = racer(zalo, database, Clock())
    await renew(tokens, rounds)
    await tokens.oauth.caller.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(race(sys.argv[1], sys.argv[2], int(sys.argv[3])))
