"""Somebody with a phone: what they see there."""

import asyncio
import time


class Listening:
    def __init__(self) -> None:
        self.read = 0

    @property
    def heard(self) -> list[str]:
        raise NotImplementedError

    async def hears(self, words: str, seconds: float = 220.0) -> str:
        """Everything since the last time, when these words are there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            news = "\n".join(self.heard[self.read :])
            if words in news:
                self.read = len(self.heard)
                return news
            await asyncio.sleep(0.02)
        raise AssertionError(f"never heard: {words}\n" + "\n".join(self.heard[self.read :]))
