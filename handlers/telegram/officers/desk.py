"""What the officers' door in Telegram works with, and how it finds out who stands there."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from aiogram.types import Chat, Message
from aiogram.types import User as Account

from communes.directory import Directory
from desks.auditing import Auditing
from desks.desk import Code, Officer
from desks.errors import NotPermitted, TipProblem, UnknownTip
from desks.ports import Clock
from desks.signin.access import Access
from handlers.words.refusals import key_of, tip_sentence
from messages.channel import Speaker
from messages.channels import TELEGRAM_DESK
from messages.message import Address, Outgoing
from tips.tip import Tip
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.officer_moves import OfficerMoves
from tips.triage.reaching import Reaching
from tips.triage.triage import Triage
from wording.catalogue import text

CHANNEL = TELEGRAM_DESK.name


class ReplyQueue(Protocol):
    """Where a group is shown what its officers ask for; see channels/telegram/group_queue.py."""

    async def take(self, chat: str, what: str, say: Callable[[], Awaitable[None]]) -> float: ...
    def foresee(self, chat: str) -> float: ...


class Unwelcome(Exception):
    """Somebody who may not do this; the key names the sentence they get."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Desk:
    access: Access
    triage: Triage
    moves: OfficerMoves
    finding: Finding
    duplicates: Duplicates
    postman: Speaker
    directory: Directory
    clock: Clock
    audit: Auditing
    group_queue: ReplyQueue
    reaching: Reaching | None = None  # where every channel simply delivers

    async def officer(self, account: Account | None, group: Chat) -> Officer:
        """The linked officer of the desk this group belongs to; nobody else may act here."""
        linked = await self.access.desk_by_group(str(group.id))
        if linked is None:
            raise Unwelcome("telegram.group_not_linked")
        officer = await self.access.officer_by_account(str(account.id)) if account else None
        if officer is None or officer.desk != linked.code:
            await self.audit.refused(officer, f"account_not_linked {linked.code}")
            raise Unwelcome("telegram.account_not_linked")
        return officer

    async def refuse(self, problem: TipProblem, officer: Officer | None, code: Code) -> None:
        """Somebody reached for what is not theirs: that is written down."""
        if isinstance(problem, (UnknownTip, NotPermitted)):
            await self.audit.refused(officer, f"{key_of(problem)} {code[:60]}")

    async def describe_reach(self, tip: Tip) -> str:
        """Whether the resident will be shown what is written; empty where words simply arrive."""
        return await self.reaching.describe(tip, self.clock.now()) if self.reaching else ""

    async def tell(self, place: str, *texts: str) -> None:
        await self.postman.speak([Outgoing(Address(CHANNEL, place), words) for words in texts])


def soon(wait: float, now_it_is: str = "") -> str:
    """What an officer is told above the chat: it is here, or when it comes."""
    return text("telegram.shown_soon", "vi", seconds=math.ceil(wait)) if wait > 0 else now_it_is


def place_of(message: Message) -> str:
    """Where an answer belongs: the topic, or below this message where there are no topics."""
    if message.is_topic_message and message.message_thread_id:
        return f"{message.chat.id}/{message.message_thread_id}"
    return f"{message.chat.id}/#{message.message_id}"


def sentence(problem: TipProblem | Unwelcome) -> str:
    if isinstance(problem, Unwelcome):
        return text(problem.key)
    return tip_sentence(problem)


def event_of(update_id: int) -> str:
    return f"telegram-{update_id}"
