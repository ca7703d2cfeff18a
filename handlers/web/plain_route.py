"""A route whose endpoint takes the request and makes the answer itself.

FastAPI's own way, through parameters, dependencies and models to the answer, was a quarter of what
one step of the chat costs. It is documented as all routes are, by what its row says.
"""

from typing import Any

from fastapi import params
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import request_response


class PlainRoute(APIRoute):
    """Its dependencies take the request and refuse; those of security are only documented."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        own = (one for one in self.dependencies if not isinstance(one, params.Security))
        self._refusing = [one.dependency for one in own if one.dependency is not None]
        self.app = request_response(self._answer)

    async def _answer(self, request: Request) -> Response:
        for refuse in self._refusing:
            await refuse(request)
        answer: Response = await self.endpoint(request)
        return answer
