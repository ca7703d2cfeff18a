"""What keeps people out of a page: axe's rules, small and wide, by day and by night."""

from itertools import product
from typing import Literal

import pytest
from playwright.async_api import Page, ViewportSize

from tests.trials import lasting

BAD = {"moderate", "serious", "critical"}
SMALL, WIDE = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
Look = tuple[ViewportSize, Literal["light", "dark"]]
EVERY_LOOK: tuple[Look, ...] = tuple(product((SMALL, WIDE), ("light", "dark")))
LOOKS = lasting((EVERY_LOOK[0], EVERY_LOOK[-1]), EVERY_LOOK)


class Looker:
    """Notes what is wrong with a page as it stands now; the page stays as it is."""

    def __init__(self) -> None:
        self._axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
        self.found: list[tuple[str, str, str]] = []  # where, which rule, what breaks it

    async def look(self, page: Page, where: str) -> None:
        # Half faded nothing has contrast.
        await page.emulate_media(reduced_motion="reduce")
        size = page.viewport_size
        for width, scheme in LOOKS:
            await page.set_viewport_size(width)
            await page.emulate_media(color_scheme=scheme)
            found = (await self._axe.run(page)).response["violations"]
            name = f"{where} {width['width']} {scheme}"
            bad = [one for one in found if one["impact"] in BAD]
            self.found += [(name, one["id"], one["nodes"][0]["html"]) for one in bad]
        if size:
            await page.set_viewport_size(size)
