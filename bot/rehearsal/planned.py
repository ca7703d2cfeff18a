"""Which lessons a campaign would send, to how many: read from the line's own database, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.clock import SystemClock
from bot.config import Config
from bot.rehearsal.scratch import Piece
from bot.startup import open_data_folder
from broadcasts.campaigns.campaign import OWN_WORDS, Campaign, Kind
from broadcasts.campaigns.contents import contents_of
from broadcasts.delivery.shard import Act
from broadcasts.lessons.content import Content
from broadcasts.lessons.library import open_library
from storage.lessons.book import SqlCampaignBook
from storage.lessons.campaigns import SqlCampaignStore
from wording.moments import VIETNAM


class CannotRehearse(Exception):
    """`key` is an entry of rehearsal.toml."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Planned:
    pieces: Sequence[Piece]
    people: int


async def read_campaign(config: Config, wanted: str, people: int) -> Planned:
    """`people` 0: as many as the campaign is for."""
    data_folder = await open_data_folder(config)
    try:
        campaign = await SqlCampaignStore(data_folder.database, data_folder.vault).campaign(wanted)
        if campaign is None:
            raise CannotRehearse("unknown")
        sizes = await SqlCampaignBook(data_folder.database).size(campaign.audience, campaign.parts)
    finally:
        await data_folder.database.close()
    if not (people or sizes):
        raise CannotRehearse("nobody")
    return Planned(pieces_of(campaign), people or sum(sizes.values()))


def pieces_of(campaign: Campaign) -> Sequence[Piece]:
    """Words that were approved; of a draft those that stand in the library now."""
    if campaign.act is not Act.SEND:
        raise CannotRehearse("not_sending")
    contents = campaign.content or _in_the_library(campaign, today())
    found = [
        Piece(lesson, contents[lesson], campaign.urgent, campaign.mode, f"{campaign.id}-{place}")
        for place, lesson in enumerate(_lessons(campaign))
        if lesson in contents
    ]
    if not found:
        raise CannotRehearse("nothing")
    return found


def _lessons(campaign: Campaign) -> Sequence[str]:
    return campaign.lessons if campaign.kind is Kind.LESSON else (OWN_WORDS,)


def today() -> date:
    return SystemClock().now().astimezone(VIETNAM).date()


def _in_the_library(campaign: Campaign, day: date) -> dict[str, Content]:
    library = open_library()
    lessons = [library.lesson(one) for one in campaign.lessons]
    return dict(contents_of([lesson for lesson in lessons if lesson], day))
