"""For whoever watches the process: is it alive, and may people be sent to it."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from desks.ports import Space
from storage.health import Health
from storage.migrations import head_revision


class Condition(BaseModel):
    status: Literal["ok", "database_unreachable", "database_outdated", "disk_full"]


def router(health: Health, space: Space) -> APIRouter:
    watch = _Watch(health, space, head_revision())
    door = APIRouter(tags=["health"])
    door.add_api_route("/healthz", _alive)
    door.add_api_route("/readyz", watch.ready, responses={503: {"model": Condition}})
    return door


async def _alive() -> Condition:
    return Condition(status="ok")


class _Watch:
    def __init__(self, health: Health, space: Space, head: str) -> None:
        self._health = health
        self._space = space
        self._head = head

    async def ready(self, response: Response) -> Condition:
        try:
            at = await self._health.revision()
        except Exception:  # noqa: BLE001 -- whatever the driver says: nobody can be served now
            response.status_code = 503
            return Condition(status="database_unreachable")
        if at != self._head:
            response.status_code = 503
            return Condition(status="database_outdated")
        if self._health.is_full or not self._space.takes_words():
            response.status_code = 503
            return Condition(status="disk_full")
        return Condition(status="ok")
