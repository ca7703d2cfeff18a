"""What signing in again asks of the outside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from desks.desk import Code, Desk, DeskCode, Officer, OfficerId, Role

Json = Mapping[str, Any]  # what a browser is asked for, and what it answers


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which an officer signed in. One that is over is still a known browser."""

    id: str
    officer: Officer
    device: str  # "Chrome · Windows"
    began: datetime
    seen: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class NewSession:
    token: str = field(repr=False)
    device: str
    at: datetime
    until: datetime
    before: str = field(default="", repr=False)  # this browser's old token: it is replaced


class AccessStore(Protocol):
    """Invites, sessions and links: only keyed hashes of their tokens are kept."""

    async def add_invite(
        self, token: str, desk: DeskCode, role: Role, label: str, until: datetime
    ) -> None: ...
    async def redeem(self, token: str, session: NewSession) -> Officer | None: ...
    async def add_link_code(
        self, code: str, officer: OfficerId | None, desk: DeskCode, until: datetime
    ) -> None:
        """With an officer: links their Telegram account. Without: links a group to the desk."""
        ...

    async def link_account(self, code: str, account: str, at: datetime) -> Officer | None: ...
    async def link_group(self, code: str, chat: str, at: datetime) -> Desk | None: ...
    async def officer_by_account(self, account: str) -> Officer | None: ...
    async def desk_by_group(self, chat: str) -> Desk | None: ...
    async def group_lost(self, chat: str) -> None: ...
    async def group_back(self, chat: str, at: datetime) -> None:
        """What was parked for it comes at once."""
        ...

    async def code_by_topic(self, place: str) -> Code | None:
        """The tip whose card lives at this "chat/topic" or "chat/#message", if any."""
        ...


class SessionStore(Protocol):
    async def find(self, token: str) -> Session | None:
        """Also one that is over; not one that was forgotten."""
        ...

    async def standing(self, tokens: Collection[str], at: datetime) -> Collection[str]:
        """Those of them that are not over: one question for all pages of a desk."""
        ...

    async def keep(self, token: str, at: datetime, until: datetime) -> None:
        """Somebody sits there. One that is over stays over."""
        ...

    async def end(self, token: str, at: datetime) -> None: ...

    async def of_officer(self, officer: OfficerId, at: datetime) -> Sequence[Session]:
        """Those not over; the one used last comes first."""
        ...

    async def forget(self, officer: Officer, session: str, at: datetime) -> bool:
        """Signed out from elsewhere: False if this officer has no such browser."""
        ...


@dataclass(frozen=True, slots=True)
class CodeApp:
    """What a one-time code is made of (RFC 6238)."""

    secret: str = field(repr=False)
    offered: str = field(repr=False)  # a new secret, until its first code is typed; or ""
    step: int  # the newest one used: it and all before it are void


@dataclass(frozen=True, slots=True)
class Attempt:
    """Counted before the code is looked at, so that a thousand at once are a thousand."""

    seat: OfficerId | None
    browser: str  # of a known browser of the same desk; empty for any other
    at: datetime


@dataclass(frozen=True, slots=True)
class AttemptLimits:
    """Within one hour. Guesses from elsewhere never shut out the browsers a desk works with."""

    known: int = 10  # from one browser of the desk
    strange: int = 5  # at one seat, from all other browsers together
    everywhere: int = 30  # at all seats, from all other browsers together


class CodeAppStore(Protocol):
    async def offer(self, officer: OfficerId, secret: str) -> None: ...

    async def app(self, officer: OfficerId) -> CodeApp | None: ...

    async def confirm(self, officer: Officer, step: int, at: datetime) -> bool:
        """The offered secret is the one from now on; False if none was offered."""
        ...

    async def drop(self, officer: Officer, at: datetime) -> None: ...

    async def count(self, attempt: Attempt, limits: AttemptLimits) -> bool:
        """False: there were too many, and this one does not count."""
        ...

    async def begin(
        self, officer: Officer, step: int, attempt: Attempt, session: NewSession
    ) -> bool:
        """Uses the code up, signs in and takes the attempt off the count, all at once. False: the
        code was used before.
        """
        ...


@dataclass(frozen=True, slots=True)
class Passkey:
    credential: str  # base64url, as the browser says it
    officer: Officer
    public_key: bytes
    count: int  # of signatures, when the device counts them
    name: str
    added: datetime


@dataclass(frozen=True, slots=True)
class UsedChallenge:
    """One answer each."""

    text: str = field(repr=False)
    until: datetime


class PasskeyStore(Protocol):
    def seals(self, text: str) -> Sequence[str]:
        """Keyed hashes of a challenge; the first is the one to hand out."""
        ...

    async def add(self, passkey: Passkey, challenge: UsedChallenge) -> bool:
        """False: the challenge was used, or the passkey is known already."""
        ...

    async def find(self, credential: str) -> Passkey | None: ...

    async def of_officer(self, officer: OfficerId) -> Sequence[Passkey]: ...

    async def remove(self, officer: Officer, credential: str, at: datetime) -> bool: ...

    async def begin(
        self, passkey: Passkey, count: int, challenge: UsedChallenge, session: NewSession
    ) -> bool:
        """Uses the challenge up and signs in, all at once. False: it was used before."""
        ...


@dataclass(frozen=True, slots=True)
class Seat:
    """How somebody gets in, and what hangs on it."""

    officer: Officer
    devices: int
    seen: datetime | None
    code_app: bool
    passkeys: int
    telegram: bool
    held: int  # open tips


@dataclass(frozen=True, slots=True)
class Invite:
    token: str = field(repr=False)
    desk: DeskCode
    role: Role
    label: str
    until: datetime


class SeatStore(Protocol):
    async def seated(self, desk: DeskCode) -> tuple[Officer, ...]: ...

    async def seats(self, desk: DeskCode, at: datetime) -> Sequence[Seat]: ...

    async def invite(self, invite: Invite, by: OfficerId | None, at: datetime) -> None: ...

    async def shut(self, officer: Officer, by: OfficerId, at: datetime) -> None:
        """Signs them out everywhere; passkeys and code app of this seat are void."""
        ...
