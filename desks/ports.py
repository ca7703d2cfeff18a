"""What the police side asks of the outside: time, chance, a bell, and two stores."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from desks.desk import Code, Desk, DeskCode, Officer, OfficerId, Role


class Clock(Protocol):
    def now(self) -> datetime: ...  # aware, UTC


class Chance(Protocol):
    def hex(self, bits: int) -> str: ...
    def code(self) -> Code: ...


class Bell(Protocol):
    """Tells open pages that something changed. Lossy on purpose: pages re-read."""

    def ring(self, topic: str) -> None: ...  # "desk:26743", "chat:web:<recipient>", "letters"


class DeskBook(Protocol):
    async def desks(self, codes: Sequence[DeskCode]) -> Mapping[DeskCode, Desk]: ...
    async def open_desk(self, desk: Desk) -> None: ...
    async def close_desk(self, code: DeskCode) -> None: ...
    async def every_open(self) -> tuple[Desk, ...]: ...


class AccessStore(Protocol):
    """Invites, sessions and links: only keyed hashes of their tokens are kept."""

    async def add_invite(
        self, token: str, desk: DeskCode, role: Role, label: str, until: datetime
    ) -> None: ...
    async def redeem(
        self, token: str, session: str, at: datetime, until: datetime
    ) -> Officer | None: ...
    async def officer_of(self, session: str, at: datetime) -> Officer | None: ...
    async def end_session(self, session: str) -> None: ...
    async def add_link_code(
        self, code: str, officer: OfficerId | None, desk: DeskCode, until: datetime
    ) -> None:
        """With an officer: links their Telegram account. Without: links a group to the desk."""
        ...

    async def link_account(self, code: str, account: str, at: datetime) -> Officer | None: ...
    async def link_group(self, code: str, chat: str, at: datetime) -> Desk | None: ...
    async def officer_by_account(self, account: str) -> Officer | None: ...
    async def desk_by_group(self, chat: str) -> Desk | None: ...
    async def code_by_topic(self, place: str) -> Code | None:
        """The tip whose card lives at this "chat/topic" or "chat/#message", if any."""
        ...
