"""Getting back in, staying in, and the ways to do so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from fastapi import APIRouter, Request, Response

from desks.permissions import Action, allowed
from desks.signin.code_apps import SignIn, sign_in_name
from desks.signin.ports import Passkey, Session
from desks.signin.seats import may_seat
from handlers.signin.gate import Gate, device_of
from handlers.signin.models import (
    CodeOffer,
    CodeSignIn,
    CodeTyped,
    DeviceInPath,
    DeviceView,
    PasskeyAnswer,
    PasskeyView,
    SessionView,
    Ways,
)
from handlers.signin.parts import WebSignin
from handlers.web.problems import documented
from handlers.web.same_site import refuse_other_sites

REFUSALS = documented(400, 403, 404, 409, 413, 429)


@dataclass(frozen=True, slots=True)
class Returning:
    gate: Gate
    parts: WebSignin

    def add_to(self, door: APIRouter) -> None:
        """For who is signed in."""
        door.add_api_route("", self.ways)
        door.add_api_route("/session", self.session)
        door.add_api_route("/passkeys/new", self.offer_passkey)
        for path, act in (
            ("/keep", self.keep),
            ("/code-app/offer", self.offer_code_app),
            ("/code-app/confirm", self.confirm_code_app),
            ("/code-app/drop", self.drop_code_app),
            ("/passkeys", self.add_passkey),
            ("/passkeys/{device}/remove", self.remove_passkey),
            ("/devices/{device}/sign-out", self.sign_out),
        ):
            door.add_api_route(path, act, methods=["POST"], responses=REFUSALS)

    def add_open_to(self, door: APIRouter) -> None:
        """For who is not."""
        door.add_api_route("/passkey", self.ask_passkey)
        for path, act in (("/code", self.by_code), ("/passkey", self.by_passkey)):
            door.add_api_route(path, act, methods=["POST"], responses=REFUSALS)

    async def session(self, request: Request) -> SessionView:
        return await self._shown(await self.gate.session(request))

    async def keep(self, request: Request) -> SessionView:
        """Somebody touched the page: the session slides."""
        refuse_other_sites(request)
        await self.gate.sessions.keep(self.gate.token(request))
        return await self.session(request)

    async def by_code(self, request: Request, told: CodeSignIn, answer: Response) -> SessionView:
        """Signs in with the digits of a code app. One answer for whatever was wrong."""
        refuse_other_sites(request)
        before = self.gate.token(request)
        signing_in = SignIn(told.name, told.code, device_of(request), before)
        token, _ = await self.parts.code_apps.sign_in(signing_in)
        return await self._let_in(answer, token)

    async def ask_passkey(self) -> dict[str, Any]:
        """What to ask `navigator.credentials.get` for; answered within five minutes, once."""
        return dict(self.parts.passkeys.ask())

    async def by_passkey(
        self, request: Request, told: PasskeyAnswer, answer: Response
    ) -> SessionView:
        refuse_other_sites(request)
        before = self.gate.token(request)
        device = device_of(request)
        token, _ = await self.parts.passkeys.sign_in(told.model_dump(), device, before)
        return await self._let_in(answer, token)

    async def ways(self, request: Request) -> Ways:
        here = await self.gate.session(request)
        officer, passkeys = here.officer, self.parts.passkeys
        return Ways(
            name=sign_in_name(officer),
            desk=officer.desk,
            code_app=await self.parts.code_apps.is_set(officer),
            passkeys=_passkeys(await passkeys.of(officer)),
            takes_passkeys=passkeys.site.takes_passkeys,
            devices=_devices(await self.gate.sessions.devices(officer), here.id),
            seats=may_seat(officer, officer.desk),
            any_desk=allowed(officer, Action.ADMINISTER, officer.desk),
        )

    async def offer_code_app(self, request: Request) -> CodeOffer:
        """A new secret, shown this once; it counts from its first code on."""
        offer = await self.parts.code_apps.offer(await self.gate.mover(request))
        picture = segno.make(offer.address, error="m").svg_data_uri(scale=5, border=2)
        return CodeOffer(name=offer.name, secret=offer.secret, picture=picture)

    async def confirm_code_app(self, request: Request, told: CodeTyped) -> Ways:
        await self.parts.code_apps.confirm(await self.gate.mover(request), told.code)
        return await self.ways(request)

    async def drop_code_app(self, request: Request) -> Ways:
        await self.parts.code_apps.drop(await self.gate.mover(request))
        return await self.ways(request)

    async def offer_passkey(self, request: Request) -> dict[str, Any]:
        """What to ask `navigator.credentials.create` for."""
        return dict(await self.parts.passkeys.offer(await self.gate.officer(request)))

    async def add_passkey(self, request: Request, told: PasskeyAnswer) -> Ways:
        officer = await self.gate.mover(request)
        await self.parts.passkeys.add(officer, told.model_dump(), device_of(request))
        return await self.ways(request)

    async def remove_passkey(self, request: Request, device: DeviceInPath) -> Ways:
        await self.parts.passkeys.remove(await self.gate.mover(request), device)
        return await self.ways(request)

    async def sign_out(self, request: Request, device: DeviceInPath) -> Ways:
        """Another of one's own browsers; this one leaves by /desk/leave."""
        await self.gate.sessions.sign_out(await self.gate.mover(request), device)
        return await self.ways(request)

    async def _let_in(self, answer: Response, token: str) -> SessionView:
        self.gate.let_in(answer, token)
        return await self._shown(await self.gate.session_of(token))

    async def _shown(self, session: Session) -> SessionView:
        officer = session.officer
        can_return = await self.parts.code_apps.is_set(officer) or await self.parts.passkeys.of(
            officer
        )
        return SessionView(
            until=session.until,
            warns=session.until - self.gate.sessions.terms.warning,
            can_return=bool(can_return),
            now=self.parts.clock.now(),
        )


def _passkeys(passkeys: Sequence[Passkey]) -> list[PasskeyView]:
    return [PasskeyView(id=one.credential, name=one.name, added=one.added) for one in passkeys]


def _devices(devices: Sequence[Session], here: str) -> list[DeviceView]:
    return [
        DeviceView(
            id=one.id, device=one.device, began=one.began, seen=one.seen, here=one.id == here
        )
        for one in devices
    ]
