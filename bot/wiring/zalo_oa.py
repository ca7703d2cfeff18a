"""An Official Account of Zalo: its way out, its door, and what runs beside it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter

from bot.config import Config
from bot.services import Part
from bot.settings.zalo import ZaloOa
from bot.wiring.application import Application
from bot.wiring.zalo_groups import group_door
from bot.wiring.zalo_inbox import Account, open_inbox
from channels.post.postman import Postman
from channels.turns import Turns
from channels.zalo.http import Caller
from channels.zalo.oa.calls import OaCalls
from channels.zalo.oa.channel import ZaloOaChannel
from channels.zalo.oa.groups import ZaloDeskChannel
from channels.zalo.oa.lessons import ZaloOaLessons
from channels.zalo.oa.oauth import OAuth
from channels.zalo.oa.pictures import Pictures
from channels.zalo.oa.tokens import Tokens
from desks.ports import Clock
from handlers.zalo.oa import webhook
from handlers.zalo.oa.signature import Signature
from messages.channel import Channel
from messages.channels import ZALO_OA
from messages.lesson_line import LessonLine
from messages.tokens import TokenStore
from storage.platforms.quota import SqlQuota
from storage.platforms.tokens import SqlTokenStore


@asynccontextmanager
async def zalo_oa(application: Application) -> AsyncIterator["ZaloOaMessenger"]:
    folder = application.data_folder
    store = SqlTokenStore(folder.database, folder.vault)
    calls = oa_calls(application.config, store, application.clock)
    limits = {ZALO_OA.name: application.config.zalo_oa.messages_per_month}
    quota = SqlQuota(folder.database, application.clock, limits)
    turns = Turns(application.budget, ZALO_OA.name)
    groups = ZaloDeskChannel(calls, turns, Pictures(calls, application.stores.media))
    try:
        yield ZaloOaMessenger(application, calls, quota, groups)
    finally:
        await calls.caller.close()


def oa_calls(config: Config, store: TokenStore, clock: Clock) -> OaCalls:
    """Whoever opens them closes `caller`."""
    settings, caller = config.zalo_oa, Caller()
    tokens = Tokens(account_of(settings), store, oauth_of(settings, caller), clock)
    return OaCalls(settings.api_base, tokens, caller)


def oauth_of(settings: ZaloOa, caller: Caller) -> OAuth:
    return OAuth(settings.app_id, settings.told_app_secret, settings.oauth_base, caller)


def account_of(settings: ZaloOa) -> str:
    return f"{ZALO_OA.name} {settings.oa_id}"


@dataclass(frozen=True, slots=True)
class ZaloOaMessenger:
    application: Application
    calls: OaCalls
    quota: SqlQuota
    groups: ZaloDeskChannel

    @property
    def channels(self) -> Sequence[Channel]:
        application, settings = self.application, self.application.config.zalo_oa
        residents = ZaloOaChannel(
            self.calls,
            self.groups.turns,
            application.stores.contacts,
            self.quota,
            settings.windows,
            self.groups.pictures,
            application.clock,
        )
        return (residents, self.groups) if settings.desk_groups else (residents,)

    @property
    def lessons(self) -> Sequence[LessonLine]:
        windows = self.application.config.zalo_oa.windows
        contacts, clock = self.application.stores.contacts, self.application.clock
        return (ZaloOaLessons(self.calls, contacts, self.quota, windows, clock),)

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        settings = self.application.config.zalo_oa
        muted = timedelta(hours=settings.mute_hours)
        groups = group_door(self.application, post, self.groups) if settings.desk_groups else None
        account = Account(ZALO_OA.name, settings.media_hosts, muted)
        inbox = open_inbox(self.application, post, account, groups=groups)
        signature = Signature(settings.app_id, settings.told_secret)
        door = webhook.router(inbox, signature, settings.oa_id, groups=settings.desk_groups)
        return (door,), (Part("zalo oa", inbox.run(), inbox.stop),)
