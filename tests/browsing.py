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
    ViewportSize,
    async_playwright,
    expect,
)

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = ViewportSize(width=360, height=640)
DESKTOP = ViewportSize(width=1280, height=800)
PATIENCE = 30_000  # milliseconds: the machine may be busy with other tests

expect.set_options(timeout=PATIENCE)

NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium on this machine"
    ),
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
    complaints = listen_for_complaints(context)
    yield await context.new_page()
    assert complaints == []
    await context.close()


def listen_for_complaints(context: BrowserContext) -> list[str]:
    """Script errors, promises that failed unseen and errors in the console, of all its pages."""
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
    return complaints


def _is_bad(said: ConsoleMessage) -> bool:
    """A refusal of the server is an answer, which pages say in words of their own."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")
