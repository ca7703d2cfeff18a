"""Signing in again with the six digits of a code app (TOTP, RFC 6238). Works without HTTPS."""

from dataclasses import dataclass, field

import pyotp

from communes.spelling import fold
from desks.desk import DeskCode, Officer
from desks.errors import TooManyTries, WrongCode
from desks.ports import Clock
from desks.signin.ports import Attempt, AttemptLimits, CodeAppStore, SeatStore
from desks.signin.sessions import Sessions

ISSUER = "Tin Báo"
LIMITS = AttemptLimits()
STEPS_BESIDE = 1  # half a minute early or late: phones and servers disagree a little


@dataclass(frozen=True, slots=True)
class Offer:
    """What the app is shown, once."""

    secret: str = field(repr=False)
    address: str = field(repr=False)  # otpauth://…, as a QR code
    name: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """As typed, and from which browser."""

    name: str
    code: str = field(repr=False)
    device: str
    token: str = field(repr=False)  # of this browser's last session


@dataclass(frozen=True, slots=True)
class CodeApps:
    store: CodeAppStore
    seats: SeatStore
    sessions: Sessions
    clock: Clock
    limits: AttemptLimits = LIMITS

    async def offer(self, officer: Officer) -> Offer:
        """A new secret. The old one stays good until a code of the new one was typed."""
        secret, name = pyotp.random_base32(), sign_in_name(officer)
        await self.store.offer(officer.id, secret)
        return Offer(secret, pyotp.TOTP(secret, name=name, issuer=ISSUER).provisioning_uri(), name)

    async def confirm(self, officer: Officer, code: str) -> None:
        """Raises WrongCode."""
        app = await self.store.app(officer.id)
        step = self._step(app.offered, code) if app else None
        if step is None or not await self.store.confirm(officer, step, self.clock.now()):
            raise WrongCode

    async def drop(self, officer: Officer) -> None:
        await self.store.drop(officer, self.clock.now())

    async def is_set(self, officer: Officer) -> bool:
        app = await self.store.app(officer.id)
        return bool(app and app.secret)

    async def sign_in(self, told: SignIn) -> tuple[str, Officer]:
        """(session token, officer). Raises WrongCode, whatever was wrong, and TooManyTries."""
        officer = await self._named(told.name)
        attempt = await self._attempt(officer, told.token)
        if not await self.store.count(attempt, self.limits):
            raise TooManyTries
        app = await self.store.app(officer.id) if officer else None
        step = self._step(app.secret, told.code) if app else None
        if officer is None or app is None or step is None or step <= app.step:
            raise WrongCode
        session = self.sessions.new(told.device, told.token)
        if not await self.store.begin(officer, step, attempt, session):
            raise WrongCode
        return session.token, officer

    async def _named(self, typed: str) -> Officer | None:
        desk, _, label = typed.strip().partition(":")
        seated = await self.seats.seated(DeskCode(desk.strip())) if label else ()
        same = [one for one in seated if _spelt(one.label) == _spelt(label)]
        return same[0] if len(same) == 1 else None

    async def _attempt(self, officer: Officer | None, token: str) -> Attempt:
        known = await self.sessions.known(token)
        at_home = known and officer and known.officer.desk == officer.desk
        return Attempt(
            officer.id if officer else None,
            known.id if known and at_home else "",
            self.clock.now(),
        )

    def _step(self, secret: str, typed: str) -> int | None:
        code = "".join(typed.split())
        if not secret or len(code) != 6 or not code.isascii():
            return None
        try:
            return pyotp.TOTP(secret).verify_and_get_timecode(
                code, for_time=self.clock.now(), valid_window=STEPS_BESIDE
            )
        except pyotp.OTPVerificationError:
            return None


def sign_in_name(officer: Officer) -> str:
    """As the app shows it beside the code: "26743:Trực ban 1"."""
    return f"{officer.desk}:{officer.label}"


def _spelt(label: str) -> str:
    """Typed on a phone at night, without marks."""
    return " ".join(fold(label).split())
