"""What both Zalo products need behind their doors."""

from collections.abc import Sequence
from datetime import timedelta

from bot.wiring.application import Application
from channels.post.postman import Postman
from handlers.zalo.answering import Answering
from handlers.zalo.fetching import Fetcher
from handlers.zalo.files import FileRoom
from handlers.zalo.inbox import Inbox
from handlers.zalo.offering import Offering
from handlers.zalo.right_of_way import GivingWay, RightOfWay


def open_inbox(
    application: Application,
    post: Postman,
    channel: str,
    hosts: Sequence[str],
    muted: timedelta = timedelta(),
    offering: Offering | None = None,
) -> Inbox:
    stores, clock = application.stores, application.clock
    files = FileRoom(application.keeper, Fetcher(hosts))
    way, contacts = RightOfWay(), stores.contacts
    hearing = GivingWay(application.reception, way)
    answering = Answering(hearing, post, files, contacts, clock, offering)
    count = application.metrics.arrivals.labels
    return Inbox(
        channel=channel,
        store=stores.arrivals,
        answering=answering,
        postman=post,
        bell=application.bell,
        clock=clock,
        count=lambda outcome: count(outcome, channel).inc(),
        muted=muted,
        way=way,
    )
