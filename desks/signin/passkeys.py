"""Signing in again with a passkey (WebAuthn): a finger, a face or the device's own code."""

import hmac
import ipaddress
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from desks.desk import Officer
from desks.errors import PasskeyRefused, UnknownDevice
from desks.ports import Chance, Clock
from desks.signin.code_apps import ISSUER, sign_in_name
from desks.signin.ports import Passkey, PasskeyStore, UsedChallenge
from desks.signin.sessions import Sessions

CHALLENGE_BITS = 128
CHALLENGE_LASTS = timedelta(minutes=5)
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """The address officers open; a passkey belongs to its host and to no other."""

    page: str

    @property
    def host(self) -> str:
        return urlsplit(self.page).hostname or ""

    @property
    def origin(self) -> str:
        parts = urlsplit(self.page)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def takes_passkeys(self) -> bool:
        """Browsers make none over plain http, nor for a bare number."""
        if self.host == "localhost":
            return True
        return self.page.startswith("https:") and not _is_number(self.host)


@dataclass(frozen=True, slots=True)
class Passkeys:
    store: PasskeyStore
    sessions: Sessions
    site: Site
    clock: Clock
    chance: Chance

    async def offer(self, officer: Officer) -> Json:
        """What `navigator.credentials.create` is asked for."""
        known = await self.store.of_officer(officer.id)
        options = webauthn.generate_registration_options(
            rp_id=self.site.host,
            rp_name=ISSUER,
            user_id=officer.id.encode(),
            user_name=sign_in_name(officer),
            challenge=self._challenge(officer.id).encode(),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(base64url_to_bytes(one.credential)) for one in known
            ],
        )
        return _json(options)

    async def add(self, officer: Officer, answer: Json, name: str) -> None:
        """Raises PasskeyRefused."""
        challenge = self._answered(answer, officer.id)
        try:
            made = webauthn.verify_registration_response(
                credential=dict(answer),
                expected_challenge=challenge.text.encode(),
                expected_rp_id=self.site.host,
                expected_origin=self.site.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError):
            raise PasskeyRefused from None
        passkey = Passkey(
            bytes_to_base64url(made.credential_id),
            officer,
            made.credential_public_key,
            made.sign_count,
            name,
            self.clock.now(),
        )
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
        options = webauthn.generate_authentication_options(
            rp_id=self.site.host,
            challenge=self._challenge().encode(),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return _json(options)

    async def sign_in(self, answer: Json, device: str, before: str) -> tuple[str, Officer]:
        """(session token, officer). Raises PasskeyRefused, whatever was wrong."""
        challenge = self._answered(answer)
        passkey = await self.store.find(str(answer.get("id", "")))
        if passkey is None:
            raise PasskeyRefused
        count = self._verified(passkey, answer, challenge)
        session = self.sessions.new(device, before)
        if not await self.store.begin(passkey, count, challenge, session):
            raise PasskeyRefused
        return session.token, passkey.officer

    def _verified(self, passkey: Passkey, answer: Json, challenge: UsedChallenge) -> int:
        try:
            proof = webauthn.verify_authentication_response(
                credential=dict(answer),
                expected_challenge=challenge.text.encode(),
                expected_rp_id=self.site.host,
                expected_origin=self.site.origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError):
            raise PasskeyRefused from None
        return proof.new_sign_count

    def _challenge(self, officer: str = "") -> str:
        """Sealed rather than kept: strangers may ask for as many as they like, at no row each."""
        until = int((self.clock.now() + CHALLENGE_LASTS).timestamp())
        text = f"{until}.{self.chance.hex(CHALLENGE_BITS)}"
        return f"{text}.{self.store.seals(f'{text}.{officer}')[0]}"

    def _answered(self, answer: Json, officer: str = "") -> UsedChallenge:
        """The challenge that was answered, if it is ours, for this officer and in time."""
        challenge = _challenge_in(answer)
        text, _, seal = challenge.rpartition(".")
        ours = [hmac.compare_digest(seal, one) for one in self.store.seals(f"{text}.{officer}")]
        if not any(ours):
            raise PasskeyRefused
        until = datetime.fromtimestamp(int(text.partition(".")[0]), UTC)
        if until <= self.clock.now():
            raise PasskeyRefused
        return UsedChallenge(challenge, until)


def _challenge_in(answer: Json) -> str:
    try:
        told = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(told["challenge"]).decode("ascii")
    except (KeyError, TypeError, ValueError):
        raise PasskeyRefused from None
    return challenge


def _json(options: Any) -> Json:
    told: Json = json.loads(webauthn.options_to_json(options))
    return told


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
