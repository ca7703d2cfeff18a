"""Channels are rows of one table: nobody else spells their names."""

import ast
from pathlib import Path

import pytest

from messages.channels import CHANNELS, TELEGRAM, WEB, ZALO_OA, ChannelRow
from tests.architecture.committed import HOUSE, committed
from wording.catalogue import LANGUAGES, text

NAMES = {row.name for row in CHANNELS if row.for_residents or row.for_officers}
PRODUCT = {
    "bot", "broadcasts", "channels", "desks", "handlers", "messages", "outreach", "storage", "tips",
}  # fmt: skip
# A channel's own rooms, the table, and what must keep the words of its day.
ALLOWED = ("messages/channels.py", "channels/telegram/", "channels/web/", "channels/zalo/",
           "handlers/telegram/", "handlers/zalo/", "handlers/chat/", "bot/wiring/telegram.py",
           "storage/migrations/")  # fmt: skip
# The same letters, another meaning.
OTHERWISE = {
    ("bot/config.py", "web"),  # a section of the settings
    ("bot/running/run.py", "web"),  # the part that serves pages
    ("bot/services.py", "web"),  # what a copy does
    ("handlers/signin/pages.py", "web"),  # the package of pages
    ("handlers/desk/pages.py", "web"),
    ("handlers/lessons/pages.py", "web"),
}


def spelled_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str) and value in NAMES}


def test_nobody_else_spells_a_channels_name() -> None:
    files = [(str(f.relative_to(HOUSE)), f) for f in committed() if f.suffix == ".py"]
    ours = [(n, f) for n, f in files if n.split("/")[0] in PRODUCT and not n.startswith(ALLOWED)]
    spelled = {(name, word) for name, file in ours for word in spelled_in(file)}

    assert spelled - OTHERWISE == set()


@pytest.mark.parametrize("row", list(CHANNELS), ids=lambda row: row.name)
def test_every_channel_has_its_two_names_in_both_languages(row: ChannelRow) -> None:
    assert all(text(key, one) for key in (row.label, row.within) for one in LANGUAGES)


def test_an_audience_is_frozen_in_an_order_that_only_grows() -> None:
    assert CHANNELS.with_lessons()[:2] == (TELEGRAM.name, WEB.name)
    assert CHANNELS.for_residents()[:3] == (TELEGRAM.name, WEB.name, ZALO_OA.name)
