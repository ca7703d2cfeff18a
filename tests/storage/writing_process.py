"""Run as a process of its own by test_kill.py: files tips until it is killed, and says which of
them were acknowledged.
"""

import asyncio
import sys
from pathlib import Path

from storage.stores import Stores, open_stores
from tests.builders import a_citizen
from tests.keys import a_vault
from tests.storage.tips_filed import a_filed_tip, a_question, add_words

CHATS = 8


async def chat(stores: Stores, number: int) -> None:
    citizen = a_citizen(f"chat {number}")
    for turn in range(1_000):
        which = turn * CHATS + number + 1
        tip = await a_filed_tip(stores, which, by=citizen)
        say(f"filed {tip.id}")
        await stores.tips.save(tip, a_question(tip, "Ở đâu?", f"ask {which}"), tip.filed_at)
        say(f"asked {tip.id}")
        await add_words(stores, tip, "Ở đây.", f"add {which}", by=citizen)
        say(f"added {tip.id}")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


async def write_for_ever(url: str, folder: Path) -> None:
    stores = await open_stores(url, a_vault(), folder)
    await asyncio.gather(*(chat(stores, number) for number in range(CHATS)))


if __name__ == "__main__":
    asyncio.run(write_for_ever(sys.argv[1], Path(sys.argv[2])))
