"""Who may sit at a desk: invites, sign-in, and links to Telegram accounts and groups."""

from datetime import timedelta

from tips.desk import Desk, DeskCode, Officer, Role
from tips.ports import AccessStore, Chance, Clock, DeskBook
from tips.tip import Code

INVITE_LASTS = timedelta(hours=24)
SESSION_LASTS = timedelta(hours=12)
LINK_CODE_LASTS = timedelta(minutes=15)


class Access:
    def __init__(self, store: AccessStore, desks: DeskBook, clock: Clock, chance: Chance) -> None:
        raise NotImplementedError

    async def invite(self, desk: DeskCode, role: Role, label: str = "") -> str:
        """A one-time token for /desk/join/TOKEN. UnknownDesk if the desk was never opened."""
        raise NotImplementedError

    async def join(self, token: str) -> tuple[str, Officer]:
        """Redeem an invite: (session token for the cookie, officer). InviteExpired otherwise."""
        raise NotImplementedError

    async def officer_of(self, session: str) -> Officer | None:
        raise NotImplementedError

    async def leave(self, session: str) -> None:
        raise NotImplementedError

    async def account_code(self, officer: Officer) -> str:
        """A short code; the officer sends `/lienket CODE` to the bot in private."""
        raise NotImplementedError

    async def group_code(self, desk: DeskCode) -> str:
        """A short code; `/lienket CODE` in a group makes it the desk's group."""
        raise NotImplementedError

    async def link_account(self, code: str, account: str) -> Officer:
        raise NotImplementedError

    async def link_group(self, code: str, chat: str) -> Desk:
        raise NotImplementedError

    async def officer_by_account(self, account: str) -> Officer | None:
        raise NotImplementedError

    async def desk_by_group(self, chat: str) -> Desk | None:
        raise NotImplementedError

    async def code_by_topic(self, place: str) -> Code | None:
        raise NotImplementedError
