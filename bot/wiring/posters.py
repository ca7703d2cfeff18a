"""QR posters for the movement's page: of a commune, or with an organisation's name on it."""

import asyncio
from dataclasses import dataclass, field

from bot.config import Config, keep_fonts
from bot.posters.aside import draw_aside
from bot.posters.invitations import best_channel, invitation, place_of
from bot.problem import Problem
from bot.telling import unit_of
from broadcasts.lessons.deep_links import Preset
from communes.directory import Directory
from outreach.errors import PosterNotReady


@dataclass(frozen=True, slots=True)
class QrPosters:
    config: Config
    directory: Directory
    # A second of a whole core each: whoever presses ten times waits in a line.
    _one: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def draw(self, desk: str, named: str) -> bytes:
        """Its name stands on the paper alone: whoever scans the code is not told apart by it."""
        try:
            unit = unit_of(desk, self.config, self.directory)
            way = best_channel(self.config)
            invited = invitation(self.config, way, Preset(place_of(desk)))
        except Problem:
            raise PosterNotReady from None
        if unit.answering is None:
            raise PosterNotReady  # a code that nobody can ask about looks like any fake one
        keep_fonts(self.config.data)
        async with self._one:
            return await draw_aside(unit, invited, named)
