"""What every answer tells the browser it may not do."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "geolocation=(self), microphone=(self), camera=(self), " + ", ".join(
    f"{name}=()" for name in ("payment", "usb", "serial", "browsing-topics")
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    # Never told to others; with "no-referrer" a form of our own says "Origin: null", which cannot
    # be told from another site where a browser sends no Sec-Fetch-Site (plain http, in-app ones).
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


# Scripts, styles and drawings of our own do nothing by themselves. A page has a dozen of them, and
# on a slow network a kilobyte of heads on each would cost two seconds.
_OF_PARTS = ("Cross-Origin-Resource-Policy", "X-Content-Type-Options")
PARTS_AT = "/static/"


class SecurityHeaders:
    """An answer that says something of its own about one of these keeps it."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        secure = {"Strict-Transport-Security": "max-age=31536000"} if https else {}
        self._told = _raw(_ALWAYS | secure)
        self._told_of_parts = _raw({name: _ALWAYS[name] for name in _OF_PARTS})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_part = scope.get("path", "").startswith(PARTS_AT)
        told = self._told_of_parts if is_part else self._told

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in told if h[0] not in own)]
            await send(message)

        await self.app(scope, receive, tell)


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """As the server sends them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
