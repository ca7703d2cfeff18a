"""What browsers are asked for, and what their answers prove (WebAuthn), in this house's values.

Apart and imported when a passkey is met: its libraries take a fifth of a second.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from desks.errors import PasskeyRefused
from desks.signin.code_apps import ISSUER, sign_in_name
from desks.signin.ports import Json, Passkey
from desks.signin.site import Site


@dataclass(frozen=True, slots=True)
class Credential:
    id: str
    public_key: bytes
    count: int


def ask_to_make(site: Site, officer: Officer, challenge: str, known: Sequence[Passkey]) -> Json:
    """What `navigator.credentials.create` is asked for."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_id=officer.id.encode(),
        user_name=sign_in_name(officer),
        challenge=challenge.encode(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(base64url_to_bytes(one.credential)) for one in known
        ],
    )
    return _json(options)


def verify_made(site: Site, answer: Json, challenge: str) -> Credential:
    """Raises PasskeyRefused."""
    try:
        made = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge.encode(),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise PasskeyRefused from None
    key, count = made.credential_public_key, made.sign_count
    return Credential(bytes_to_base64url(made.credential_id), key, count)


def ask_to_sign(site: Site, challenge: str) -> Json:
    """What `navigator.credentials.get` is asked for. The passkey itself says whose it is."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge.encode(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _json(options)


def verify_signed(site: Site, passkey: Passkey, answer: Json, challenge: str) -> int:
    """How often the passkey was used by its own count. Raises PasskeyRefused."""
    try:
        proof = webauthn.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenge.encode(),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise PasskeyRefused from None
    return proof.new_sign_count


def challenge_in(answer: Json) -> str:
    """Raises PasskeyRefused."""
    try:
        told = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(told["challenge"]).decode("ascii")
    except (KeyError, TypeError, ValueError):
        raise PasskeyRefused from None
    return challenge


def _json(options: Any) -> Json:
    told: Json = json.loads(webauthn.options_to_json(options))
    return told
