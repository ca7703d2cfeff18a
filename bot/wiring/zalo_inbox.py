"""What both Zalo products need behind their doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.wiring.application import Application
from channels.post.postman import Postman
from handlers.zalo.answering import Answering, Groups
from handlers.zalo.fetching import Fetcher
from handlers.zalo.files import FileRoom
from handlers.zalo.inbox import Inbox
from handlers.zalo.offering import Offering
from handlers.zalo.right_of_way import GivingWay, RightOfWay


@dataclass(frozen=True, slots=True)
class Account:
    """`muted`: how long after somebody answered by hand."""

    channel: str
    hosts: Sequence[str]
    muted: timedelta = timedelta()


def open_inbox(
    application: Application,
    post: Postman,
    account: Account,
    offering: Offering | None = None,
    groups: Groups | None = None,
) -> Inbox:
    channel, stores, clock = account.channel, application.stores, application.clock
    files = FileRoom(application.keeper, Fetcher(account.hosts))
    way, contacts = RightOfWay(), stores.contacts
    hearing = GivingWay(application.reception, way)
    answering = Answering(hearing, post, files, contacts, clock, offering, groups)
    count = application.metrics.arrivals.labels
    return Inbox(
        channel=channel,
        store=stores.arrivals,
        answering=answering,
        postman=post,
        bell=application.bell,
        clock=clock,
        count=lambda outcome: count(outcome, channel).inc(),
        muted=account.muted,
        way=way,
    )
