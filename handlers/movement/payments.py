"""Where rewards are paid by their tokens: one page, two questions, and nothing else to see."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from starlette.responses import RedirectResponse

from desks.auditing import Auditing
from desks.permissions import Action, allowed
from desks.signin.access import Access
from handlers.signin.api import open_api
from handlers.signin.gate import Gate
from handlers.signin.pages import page, script_words
from handlers.signin.way_in import way_in
from handlers.web.shapes import Answer, Asked
from outreach.payments import LONGEST_TOKEN, Payments, Voucher
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class WebPayments:
    payments: Payments
    access: Access
    audit: Auditing
    secure_cookie: bool


class TokenBody(Asked):
    token: Annotated[str, Field(min_length=1, max_length=LONGEST_TOKEN)]


class VoucherView(Answer):
    amount: int = Field(description="In đồng.")
    until: date
    paid_on: date | None


def router(parts: WebPayments) -> APIRouter:
    gate = Gate(parts.access, parts.secure_cookie)
    pages = APIRouter(include_in_schema=False)
    pages.add_api_route("/desk/payments", PaymentPage(gate).page, methods=["GET"])
    door = PaymentDoor(gate, parts.payments)
    refusals = (400, 401, 403, 404, 409, 413, 422)
    api = open_api(gate, parts.audit, "/api/desk/payments", "payments", *refusals)
    api.add_api_route("/look", door.look, methods=["POST"])
    api.add_api_route("/pay", door.pay, methods=["POST"])
    return APIRouter(routes=[*pages.routes, *api.routes])


@dataclass(frozen=True, slots=True)
class PaymentPage:
    gate: Gate

    async def page(self, request: Request) -> Response:
        officer = await self.gate.visitor(request)
        if officer is None:
            return await way_in(self.gate, request)
        if not allowed(officer, Action.PAY_REWARD, officer.desk):
            return RedirectResponse("/desk", 303)
        return page(
            "payments.html",
            words=script_words("deskpage.js_", "rewards.js_"),
            told=lambda key: text(f"rewards.page_{key}"),
            works_on_tips=False,
        )


@dataclass(frozen=True, slots=True)
class PaymentDoor:
    gate: Gate
    payments: Payments

    async def look(self, request: Request, body: TokenBody) -> VoucherView:
        """What waits under a token: its sum and its last day. Never what it thanks for."""
        officer = await self.gate.mover(request)
        return _view(await self.payments.look_up(officer, body.token))

    async def pay(self, request: Request, body: TokenBody) -> VoucherView:
        """The money was handed over: the token is good no more."""
        officer = await self.gate.mover(request)
        return _view(await self.payments.pay(officer, body.token))


def _view(voucher: Voucher) -> VoucherView:
    return VoucherView(amount=voucher.amount, until=voucher.until, paid_on=voucher.paid_on)
