"""Makes up subscribers, the same ones every time, where no message can reach a real person."""

from collections.abc import Sequence
from itertools import combinations
from urllib.parse import urlsplit

from bot.clock import SystemClock
from bot.config import Config
from bot.operators.late_places import LatePlaces
from bot.problem import Problem
from bot.settings.sections import LOOPBACK
from bot.startup import opened_data_folder
from bot.telling import directory_of
from broadcasts.audience.audience import Audience
from broadcasts.audience.quiet_hours import PRESETS
from broadcasts.audience.subscriber import Rhythm, Wishes
from broadcasts.audience.topics import EVERYBODY, TOPICS
from broadcasts.campaigns.audience_text import Addressing, audience_of
from broadcasts.subscribing.subscription import OFFERED_GROUPS
from communes.directory import Commune
from desks.desk import NATIONAL
from messages.channels import TELEGRAM, WEB
from messages.message import Address
from storage.subscribers.seeding import Seedling, add_subscribers
from storage.subscribers.store import SqlSubscriberStore

SEEDED = (TELEGRAM.name, WEB.name)
FIRST = 10**12  # no Telegram account has a number so high
BATCH = 20_000
EVERY_TOPIC = frozenset(TOPICS)
PAIRS = tuple(frozenset(pair) for pair in combinations(TOPICS, 2))
GROUPS = tuple(frozenset({EVERYBODY, group}) for group in OFFERED_GROUPS)
RHYTHMS = (*[Rhythm.ALL] * 7, *[Rhythm.WEEKLY] * 2, Rhythm.URGENT)


async def seed(config: Config, count: int, channel: str) -> int:
    """How many there are on that channel afterwards."""
    refuse_real_people(config, channel)
    communes = list(directory_of(config).communes.values())
    async with opened_data_folder(config) as data_folder:
        for first in range(0, count, BATCH):
            numbers = range(first, min(first + BATCH, count))
            people = [made_up(channel, number, communes) for number in numbers]
            await add_subscribers(
                data_folder.database, data_folder.vault, people, SystemClock().now()
            )
        store = SqlSubscriberStore(data_folder.database, data_folder.vault)
        return await store.count(Audience(channels=frozenset({channel})))


async def count_of(config: Config, to: str) -> int:
    """`to`: as campaigns are addressed. Raises a CampaignProblem."""
    places = LatePlaces(config, directory_of(config))
    audience = audience_of(to, Addressing(NATIONAL, places))
    async with opened_data_folder(config) as data_folder:
        return await SqlSubscriberStore(data_folder.database, data_folder.vault).count(audience)


def refuse_real_people(config: Config, channel: str) -> None:
    """A made-up account number may be somebody's: only where the platform is a fake of ours."""
    if channel not in SEEDED:
        raise Problem("seed_channel", known=", ".join(SEEDED))
    if channel == TELEGRAM.name and urlsplit(config.telegram.api_base).hostname not in LOOPBACK:
        raise Problem("seed_not_loopback", field="telegram.api_base")
    if channel == WEB.name and (config.web.host not in LOOPBACK or config.web.public_url):
        raise Problem("seed_not_loopback", field="web.host, web.public_url")


def made_up(channel: str, number: int, communes: Sequence[Commune]) -> Seedling:
    recipient = f"{number:032x}" if channel == WEB.name else str(FIRST + number)
    commune = communes[number * 7919 % len(communes)]  # neighbours in number live far apart
    wishes = Wishes(
        topics=EVERY_TOPIC if number % 3 else PAIRS[number // 3 % len(PAIRS)],
        groups=GROUPS[number % len(GROUPS)],
        province=commune.province.code,
        commune=commune.code if number % 5 else "",
        rhythm=RHYTHMS[number % len(RHYTHMS)],
        quiet=None if number % 8 else PRESETS[number // 8 % len(PRESETS)],
    )
    return Address(channel, recipient), wishes
