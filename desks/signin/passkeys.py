"""Signing in again with a passkey (WebAuthn): a finger, a face or the device's own code."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desks.desk import Officer
from desks.errors import PasskeyRefused, UnknownDevice
from desks.ports import Chance, Clock
from desks.signin.ports import Json, Passkey, PasskeyStore, UsedChallenge
from desks.signin.sessions import Sessions
from desks.signin.site import Site

CHALLENGE_BITS = 128
CHALLENGE_LASTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Passkeys:
    store: PasskeyStore
    sessions: Sessions
    site: Site
    clock: Clock
    chance: Chance

    async def offer(self, officer: Officer) -> Json:
        """What `navigator.credentials.create` is asked for."""
        from desks.signin.ceremonies import ask_to_make

        known = await self.store.of_officer(officer.id)
        return ask_to_make(self.site, officer, self._challenge(officer.id), known)

    async def add(self, officer: Officer, answer: Json, name: str) -> None:
        """Raises PasskeyRefused."""
        from desks.signin.ceremonies import verify_made

        challenge = self._answered(answer, officer.id)
        made = verify_made(self.site, answer, challenge.text)
        now = self.clock.now()
        passkey = Passkey(made.id, officer, made.public_key, made.count, name, now)
        if not await self.store.add(passkey, challenge):
            raise PasskeyRefused

    async def of(self, officer: Officer) -> Sequence[Passkey]:
        return await self.store.of_officer(officer.id)

    async def remove(self, officer: Officer, credential: str) -> None:
        """Raises UnknownDevice."""
        if not await self.store.remove(officer, credential, self.clock.now()):
            raise UnknownDevice

    def ask(self) -> Json:
        """What `navigator.credentials.get` is asked for. The passkey itself says whose it is."""
        from desks.signin.ceremonies import ask_to_sign

        return ask_to_sign(self.site, self._challenge())

    async def sign_in(self, answer: Json, device: str, before: str) -> tuple[str, Officer]:
        """(session token, officer). Raises PasskeyRefused, whatever was wrong."""
        from desks.signin.ceremonies import verify_signed

        challenge = self._answered(answer)
        passkey = await self.store.find(str(answer.get("id", "")))
        if passkey is None:
            raise PasskeyRefused
        count = verify_signed(self.site, passkey, answer, challenge.text)
        session = self.sessions.new(device, before)
        if not await self.store.begin(passkey, count, challenge, session):
            raise PasskeyRefused
        return session.token, passkey.officer

    def _challenge(self, officer: str = "") -> str:
        """Sealed rather than kept: strangers may ask for as many as they like, at no row each."""
        until = int((self.clock.now() + CHALLENGE_LASTS).timestamp())
        text = f"{until}.{self.chance.hex(CHALLENGE_BITS)}"
        return f"{text}.{self.store.seals(f'{text}.{officer}')[0]}"

    def _answered(self, answer: Json, officer: str = "") -> UsedChallenge:
        """The challenge that was answered, if it is ours, for this officer and in time."""
        from desks.signin.ceremonies import challenge_in

        challenge = challenge_in(answer)
        text, _, seal = challenge.rpartition(".")
        ours = [hmac.compare_digest(seal, one) for one in self.store.seals(f"{text}.{officer}")]
        if not any(ours):
            raise PasskeyRefused
        until = datetime.fromtimestamp(int(text.partition(".")[0]), UTC)
        if until <= self.clock.now():
            raise PasskeyRefused
        return UsedChallenge(challenge, until)
