"""The one table of channels: what each is called, what it can do, and who lives there.

A new channel is a row here, a room in `channels/` (the way out), a room in `handlers/` (the door)
and a part in `bot/wiring/messengers.py`. What a channel cannot do is made up for elsewhere:
menus are numbered and long texts split in `channels/post/fitting.py`, news wait where nothing
can be pushed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelRow:
    name: str  # stands in addresses and in the database: never changed once somebody wrote there
    label: str  # catalogue key: what it is called on its own, at the head of a column
    within: str  # catalogue key: what it is called within a sentence, "sent by …"
    longest_text: int = 0  # UTF-16 units, as Telegram and Zalo count
    longest_caption: int = 0  # of a picture, in the same units
    has_buttons: bool = False  # without: menus are numbered, answers typed
    has_edits: bool = False  # without: what changed is said anew
    has_push: bool = False  # without: words wait until their reader comes to look
    has_media: bool = False  # pictures, voices and videos, both ways
    for_residents: bool = False
    for_officers: bool = False
    lessons_a_second: float = 0.0  # messages, unless the settings say otherwise; 0: no lessons


class ChannelTable:
    def __init__(self, *rows: ChannelRow) -> None:
        self._rows = {row.name: row for row in rows}

    def __iter__(self) -> Iterator[ChannelRow]:
        return iter(tuple(self._rows.values()))

    def find(self, name: str) -> ChannelRow | None:
        return self._rows.get(name)

    def row(self, name: str) -> ChannelRow:
        """Raises KeyError: an address names a channel of the table or is none."""
        return self._rows[name]

    def for_residents(self) -> tuple[str, ...]:
        return tuple(row.name for row in self if row.for_residents)

    def with_lessons(self) -> tuple[str, ...]:
        """In this order an audience is frozen, in every process: a new channel goes to the end."""
        return tuple(row.name for row in self if row.lessons_a_second and row.for_residents)

    @contextmanager
    def beside(self, row: ChannelRow) -> Iterator[None]:
        """For a channel that is only tried out."""
        self._rows[row.name] = row
        try:
            yield
        finally:
            del self._rows[row.name]


TELEGRAM = ChannelRow(
    "telegram",
    label="channels.telegram",
    within="channels.within_telegram",
    longest_text=4_096,
    longest_caption=1_024,
    has_buttons=True,
    has_edits=True,
    has_push=True,
    has_media=True,
    for_residents=True,
    lessons_a_second=28.0,  # Telegram carries 30 for nothing; two are left for answers
)
TELEGRAM_DESK = ChannelRow(
    "telegram_desk",
    label="channels.telegram_desk",
    within="channels.within_telegram_desk",
    longest_text=4_096,
    longest_caption=1_024,
    has_buttons=True,
    has_edits=True,
    has_push=True,
    has_media=True,
    for_officers=True,
)
WEB = ChannelRow(
    "web",
    label="channels.web",
    within="channels.within_web",
    longest_text=4_096,  # ours: no wall stands there, but nobody scrolls through more
    longest_caption=4_096,
    has_buttons=True,
    has_edits=True,
    has_media=True,
    for_residents=True,
    lessons_a_second=200.0,  # ours: a line in our own database
)
ZALO_OA = ChannelRow(
    "zalo_oa",
    label="channels.zalo_oa",
    within="channels.within_zalo_oa",
    longest_text=1_900,  # Zalo takes 2,000 and says nowhere what it does with more
    longest_caption=1_900,
    has_push=True,
    has_media=True,
    for_residents=True,
    lessons_a_second=100 / 60,  # calls a minute of the Growth package
)
ZALO_DESK = ChannelRow(
    "zalo_desk",  # groups of the Official Account; see messages/desk_groups.py
    label="channels.zalo_desk",
    within="channels.within_zalo_desk",
    longest_text=1_900,
    longest_caption=1_900,
    has_push=True,
    has_media=True,
    for_officers=True,
)
ZALO_BOT = ChannelRow(
    "zalo_bot",
    label="channels.zalo_bot",
    within="channels.within_zalo_bot",
    longest_text=1_900,
    longest_caption=1_900,
    has_push=True,
    has_media=True,
    for_residents=True,
    lessons_a_second=5.0,  # nothing is published; three thousand messages a month are the wall
)
# Not reached by any message: an officer took down what somebody said.
PHONE = ChannelRow("phone", label="channels.phone", within="channels.within_phone")
COUNTER = ChannelRow("counter", label="channels.counter", within="channels.within_counter")
# Told by the local security team at its own page.
GUARD = ChannelRow("guard", label="channels.guard", within="channels.within_guard")

CHANNELS = ChannelTable(
    TELEGRAM, WEB, ZALO_OA, ZALO_BOT, TELEGRAM_DESK, ZALO_DESK, PHONE, COUNTER, GUARD
)
