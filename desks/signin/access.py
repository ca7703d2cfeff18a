"""Who may sit at a desk: invites, sign-in, and links to Telegram accounts and groups."""

from datetime import timedelta

from desks.desk import Code, Desk, DeskCode, Officer, OfficerId, Role
from desks.errors import InviteExpired, UnknownDesk
from desks.ports import Chance, Clock, DeskBook
from desks.signin.ports import AccessStore
from desks.signin.sessions import Sessions

INVITE_LASTS = timedelta(hours=24)
LINK_CODE_LASTS = timedelta(minutes=15)

LABEL_LIMIT = 60  # fits a card and a column of the queue
INVITE_BITS = 192
LINK_CODE_BITS = 40  # read aloud and typed on a phone; enough for a quarter of an hour
# Crockford's base 32: no I, L, O or U, so that what is read aloud is typed right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")


class Access:
    def __init__(
        self,
        store: AccessStore,
        desks: DeskBook,
        clock: Clock,
        chance: Chance,
        sessions: Sessions,
    ) -> None:
        self.sessions = sessions
        self._store = store
        self._desks = desks
        self._clock = clock
        self._chance = chance

    async def invite(self, desk: DeskCode, role: Role, label: str = "") -> str:
        """A one-time token for /desk/join/TOKEN. UnknownDesk if the desk was never opened."""
        await self._known(desk)
        token = self._chance.hex(INVITE_BITS)
        until = self._clock.now() + INVITE_LASTS
        await self._store.add_invite(
            token, desk, role, " ".join(label.split())[:LABEL_LIMIT], until
        )
        return token

    async def join(self, token: str, device: str = "", before: str = "") -> tuple[str, Officer]:
        """Redeem an invite: (session token for the cookie, officer). InviteExpired otherwise.
        `before`: the session this browser had, at another seat perhaps; it is over.
        """
        session = self.sessions.new(device, before)
        officer = await self._store.redeem(token, session)
        if officer is None:
            raise InviteExpired
        return session.token, officer

    async def officer_of(self, session: str) -> Officer | None:
        current = await self.sessions.current(session)
        return current.officer if current else None

    async def leave(self, session: str) -> None:
        await self.sessions.end(session)

    async def account_code(self, officer: Officer) -> str:
        """A short code; the officer sends `/lienket CODE` to the bot in private."""
        return await self._link_code(officer.id, officer.desk)

    async def group_code(self, desk: DeskCode) -> str:
        """A short code; `/lienket CODE` in a group makes it the desk's group."""
        await self._known(desk)
        return await self._link_code(None, desk)

    async def link_account(self, code: str, account: str) -> Officer:
        officer = await self._store.link_account(canonical(code), account, self._clock.now())
        if officer is None:
            raise InviteExpired
        return officer

    async def link_group(self, code: str, chat: str) -> Desk:
        desk = await self._store.link_group(canonical(code), chat, self._clock.now())
        if desk is None:
            raise InviteExpired
        return desk

    async def officer_by_account(self, account: str) -> Officer | None:
        return await self._store.officer_by_account(account)

    async def desk_by_group(self, chat: str) -> Desk | None:
        return await self._store.desk_by_group(chat)

    async def group_lost(self, chat: str) -> None:
        await self._store.group_lost(chat)

    async def group_back(self, chat: str) -> None:
        await self._store.group_back(chat, self._clock.now())

    async def code_by_topic(self, place: str) -> Code | None:
        return await self._store.code_by_topic(place)

    async def _known(self, desk: DeskCode) -> None:
        if desk not in await self._desks.desks([desk]):
            raise UnknownDesk

    async def _link_code(self, officer: OfficerId | None, desk: DeskCode) -> str:
        code = spoken(self._chance.hex(LINK_CODE_BITS))
        until = self._clock.now() + LINK_CODE_LASTS
        await self._store.add_link_code(canonical(code), officer, desk, until)
        return code


def spoken(drawn: str) -> str:
    """Forty bits of hex as "K7QM-2V9X"."""
    number = int(drawn, 16)
    letters = [ALPHABET[number >> shift & 31] for shift in range(35, -1, -5)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def canonical(typed: str) -> str:
    """One spelling for "k7qm 2v9x" and "K7QM-2V9X"."""
    letters = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    return letters.translate(MISREAD)
