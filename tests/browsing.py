"""Chromium for the tests that need one: what any page of theirs complains of fails the test."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    async_playwright,
    expect,
)

# The shell is the same engine without a window: it starts in a third of the time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = ViewportSize(width=360, height=640)
DESKTOP = ViewportSize(width=1280, height=800)
OFFLINE = "internetdisconnected"  # how a test takes the network away: `route.abort(OFFLINE)`
PATIENCE = 60_000  # milliseconds: the machine may be busy with other tests

expect.set_options(timeout=PATIENCE)

NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium on this machine"
    ),
    pytest.mark.asyncio(loop_scope="session"),  # where the `browser` of all of them lives
]


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def a_page(
    browser: Browser, size: ViewportSize = DESKTOP, look: str = "light", *, touch: bool = False
) -> AsyncIterator[Page]:
    """Somebody at a browser of their own. Nothing may be wrong in its console."""
    context = await browser.new_context(
        viewport=size,
        has_touch=touch,
        is_mobile=touch,
        color_scheme="dark" if look == "dark" else "light",
        locale="vi-VN",
    )
    context.set_default_timeout(PATIENCE)
    complaints = listen_for_complaints(context)
    try:
        yield await context.new_page()
        assert complaints == [], "\n".join(complaints)
    finally:
        await context.close()


async def come_in(page: Page, invite: str) -> None:
    """By an invite, without its page: to draw that and the next one takes twice as long."""
    [site, _] = invite.split("/desk/join/")
    seated = await page.request.post(invite, headers={"Origin": site}, max_redirects=0)
    await page.goto(site + seated.headers["location"])


async def press_in(page: Page, invite: str) -> None:
    """As an officer does: opens an invite and presses its button."""
    await page.goto(invite)
    await page.click("main form button, form button.main")
    await page.wait_for_url(lambda here: "/desk/join/" not in here)


def listen_for_complaints(context: BrowserContext) -> list[str]:
    """Script errors, promises that failed unseen, errors in the console and requests that failed,
    of all its pages."""
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
    context.on("response", lambda got: complaints.append(_named(got)) if _is_broken(got) else None)
    context.on(
        "requestfailed",
        lambda lost: complaints.append(f"{lost.failure} {lost.url}") if _is_lost(lost) else None,
    )
    return complaints


def _is_bad(said: ConsoleMessage) -> bool:
    """What failed to load is asked of the answer itself."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _is_broken(got: Response) -> bool:
    """A refusal of the server is an answer, which pages say in words of their own."""
    asked = got.request.resource_type in ("fetch", "xhr", "document", "eventsource")
    return got.status >= (500 if asked else 400)


def _named(got: Response) -> str:
    return f"{got.status} {got.request.method} {got.url}"


def _is_lost(request: Request) -> bool:
    """A page that is left breaks off what it asked; a test takes the network away as `OFFLINE`."""
    return request.failure not in ("net::ERR_ABORTED", "net::ERR_INTERNET_DISCONNECTED")
