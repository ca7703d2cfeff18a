"""For whoever watches the process: is it alive, and may people be sent to it."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from bot.groundwork import revision
from storage.migrations import head_revision
from storage.work import Database


class Health(BaseModel):
    status: Literal["ok", "database_unreachable", "database_outdated"]


def router(database: Database) -> APIRouter:
    watch = _Watch(database, head_revision())
    door = APIRouter(tags=["health"])
    door.add_api_route("/healthz", _alive)
    door.add_api_route("/readyz", watch.ready, responses={503: {"model": Health}})
    return door


async def _alive() -> Health:
    return Health(status="ok")


class _Watch:
    def __init__(self, database: Database, head: str) -> None:
        self._database = database
        self._head = head

    async def ready(self, response: Response) -> Health:
        try:
            at = await revision(self._database)
        except Exception:  # noqa: BLE001 -- whatever the driver says: nobody can be served now
            response.status_code = 503
            return Health(status="database_unreachable")
        if at != self._head:
            response.status_code = 503
            return Health(status="database_outdated")
        return Health(status="ok")
