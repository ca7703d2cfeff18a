"""The page behind a one-time link, in a real browser: a film goes in once, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, FilePayload, expect

from handlers.chat import file_page
from handlers.chat.file_page import FileDoor
from handlers.keeping import FileKeeper
from handlers.web.app import create_app
from messages.message import Address, ChatLine, Incoming, Outgoing
from storage.stores import open_stores
from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page
from tests.builders import NOON
from tests.fakes import StoppedClock
from tests.keys import a_vault
from tests.media_files import a_film
from tests.serving import served

pytestmark = NEEDS_CHROMIUM
LAN, TOKEN = Address("zalo_bot", "5c0d1e2f3a4b59687706"), "0123456789abcdef" * 2
FILM = FilePayload(name="Nha ong Bay.mp4", mimeType="video/mp4", buffer=a_film())
PAPER = FilePayload(name="don.doc", mimeType="application/msword", buffer=b"\xd0\xcf\x11\xe0")


@dataclass
class Chat:
    """Hears what came, and speaks the answer."""

    heard: list[Incoming] = field(default_factory=list)
    said: list[Outgoing] = field(default_factory=list)

    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        self.heard.append(incoming)
        return (ChatLine(1, "bot", Outgoing(incoming.sender, "Đã giữ tệp của bạn (1/10).")),)

    async def speak(self, messages: Iterable[Outgoing]) -> None:
        self.said += messages


@dataclass
class Line:
    app: FastAPI


async def is_wanted(sender: Address) -> bool:
    return bool(sender)


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_film_is_handed_in_once_and_a_paper_is_not(
    database_url: str, tmp_path: Path, browser: Browser
) -> None:
    stores = await open_stores(database_url, a_vault(), tmp_path / "media")
    chat, clock = Chat(), StoppedClock()
    keeper = FileKeeper(stores.media, clock, is_wanted)
    door = FileDoor(stores.file_links, chat, chat, keeper, clock)
    await stores.file_links.give(LAN, TOKEN, NOON, NOON + timedelta(minutes=30))
    line = Line(create_app((file_page.router(door),), public_url="http://tin"))

    async with served(line) as url, a_page(browser, PHONE) as page:
        await page.goto(f"{url}/gui-tep/{TOKEN}")
        await page.locator("#file").set_input_files([PAPER])
        await expect(page.locator("#told")).to_contain_text("chụp ảnh rồi gửi")
        await page.locator("#file").set_input_files([FILM])
        await expect(page.locator("#told")).to_contain_text("Đã nhận tệp")
        assert LAN.recipient not in await page.content()
        await page.reload()
        await expect(page.locator("main")).to_contain_text("đã dùng rồi hoặc đã hết hạn")
        await expect(page.locator("#file")).to_have_count(0)

    await stores.close()
    [heard] = chat.heard
    assert (heard.sender, heard.media[0].mime) == (LAN, "video/mp4")
    assert [one.to for one in chat.said] == [LAN]
