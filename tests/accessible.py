"""What keeps people out of a page: axe's rules, small and wide, by day and by night."""

import pytest
from playwright.async_api import Page, ViewportSize

BAD = {"moderate", "serious", "critical"}
SIZES = (ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800))


class Looker:
    """Notes what is wrong with a page as it stands now; the page stays as it is."""

    def __init__(self) -> None:
        self._axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
        self.found: list[tuple[str, str, str]] = []  # where, which rule, what breaks it

    async def look(self, page: Page, where: str) -> None:
        size = page.viewport_size
        # Half faded nothing has contrast.
        await page.emulate_media(reduced_motion="reduce")
        for width in SIZES:
            await page.set_viewport_size(width)
            for scheme in ("light", "dark"):
                await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                found = (await self._axe.run(page)).response["violations"]
                name = f"{where} {width['width']} {scheme}"
                self.found += [
                    (name, one["id"], node["html"])
                    for one in found
                    if one["impact"] in BAD
                    for node in one["nodes"][:1]
                ]
        if size:
            await page.set_viewport_size(size)
