"""Refuses a change that another site asked a browser to make (CSRF), beside SameSite cookies."""

from urllib.parse import urlsplit

from fastapi import Request

from handlers.web.problems import Problem

_OURS = {"same-origin", "none"}  # "none": typed or opened by the person


def refuse_other_sites(request: Request) -> None:
    """For routes that change something. Programs send neither header: let through."""
    if request.method not in {"GET", "HEAD"} and not _is_ours(request):
        raise Problem(403, "cross_site")


async def only_our_pages(request: Request) -> None:
    """The same as a dependency: were it no coroutine, it would go through a thread each time."""
    refuse_other_sites(request)


def _is_ours(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in _OURS
    origin = request.headers.get("origin")
    return origin is None or _host_of(origin) in _own_hosts(request)


def _own_hosts(request: Request) -> set[str]:
    public = urlsplit(getattr(request.app.state, "public_url", "")).netloc
    return {public, request.headers.get("host", "")} - {""}


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
