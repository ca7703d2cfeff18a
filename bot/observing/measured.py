"""Counts at the ports, so that neither the rules nor the doors know of metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

from bot.observing.metrics import Metrics
from desks.ports import DeskBook
from messages.message import Address, ChatLine, Incoming
from tips.conversation.turn import ThreadView
from tips.intake.intake import Intake, Surroundings
from tips.intake.look import Look
from tips.intake.ports import CitizenStore, IntakeChange, Recalled
from tips.terms import Terms
from tips.tip import TipId

METHODS = ("GET", "HEAD", "POST", "DELETE")


class TimedIntake(Intake):
    def __init__(
        self,
        metrics: Metrics,
        store: CitizenStore,
        desks: DeskBook,
        surroundings: Surroundings,
        terms: Terms,
    ) -> None:
        super().__init__(CountedCitizens(store, metrics), desks, surroundings, terms)
        self._metrics = metrics

    @override
    async def hear(
        self,
        incoming: Incoming,
        look: Look | None = None,
        *,
        has_buttons: bool = True,
        has_media: bool = True,
    ) -> tuple[ChatLine, ...]:
        began = perf_counter()
        answer = await super().hear(incoming, look, has_buttons=has_buttons, has_media=has_media)
        self._metrics.steps.labels(incoming.sender.channel).observe(perf_counter() - began)
        return answer


@dataclass(frozen=True, slots=True)
class CountedCitizens(CitizenStore):
    """Counts what a commit filed or declined; hands everything else through."""

    store: CitizenStore
    metrics: Metrics

    @override
    async def keep(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
        lines = await self.store.keep(heard)
        if heard.filing:
            self.metrics.tips.labels(heard.incoming.sender.channel).inc()
        if heard.checked:
            self.metrics.scam_checks.labels(heard.checked).inc()
        if heard.out_of_scope:
            self.metrics.out_of_scope.labels(heard.out_of_scope).inc()
        return lines

    @override
    def receipt_for(self, draft_id: str) -> tuple[str, ...]:
        return self.store.receipt_for(draft_id)

    @override
    async def recall(self, incoming: Incoming, at: datetime) -> Recalled:
        return await self.store.recall(incoming, at)

    @override
    async def thread_by_receipt(
        self, readings: Sequence[tuple[str, ...]], at: datetime
    ) -> ThreadView | None:
        return await self.store.thread_by_receipt(readings, at)

    @override
    async def thread(self, citizen: Address, tip: TipId, at: datetime) -> ThreadView | None:
        return await self.store.thread(citizen, tip, at)

    @override
    async def lines(self, citizen: Address, after: int) -> tuple[ChatLine, ...]:
        return await self.store.lines(citizen, after)

    @override
    async def may_see(self, citizen: Address, media: str) -> bool:
        return await self.store.may_see(citizen, media)


@dataclass(frozen=True, slots=True)
class CountedRequests:
    """By the route's template: a path itself may hold an invite or a code."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._count(scope, message["status"])
            await send(message)

        await self.app(scope, receive, counted)

    def _count(self, scope: Scope, status: int) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in METHODS else "other"
        self.metrics.requests.labels(method, route, str(status)).inc()
