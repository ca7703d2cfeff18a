"""Who sits there, and how things are shown to them."""

from collections.abc import Iterable

from fastapi import Request

from broadcasts.campaigns.campaign import Campaign
from broadcasts.errors import LacksRight
from desks.permissions import Author, author_of
from handlers.lessons.parts import WebLessons
from handlers.lessons.views import Showing
from handlers.signin.gate import Gate


async def reader(gate: Gate, request: Request) -> Author:
    """Whoever works on lessons in any way; others have no business here."""
    return _with_rights(author_of(await gate.officer(request)))


async def mover(gate: Gate, request: Request) -> Author:
    """One who changes something: never on behalf of another site's page."""
    return _with_rights(author_of(await gate.mover(request)))


async def showing(parts: WebLessons, author: Author, campaigns: Iterable[Campaign]) -> Showing:
    people = {person for one in campaigns for person in (one.drafted_by, one.approved_by) if person}
    labels = await parts.officers.labels(sorted(people)) if people else {}
    return Showing(parts, author, parts.clock.now(), labels)


def _with_rights(author: Author) -> Author:
    if not author.rights:
        raise LacksRight
    return author
