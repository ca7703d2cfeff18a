"""The house stays one that somebody new finds their way in."""

import re
from collections import Counter

from tests.architecture.committed import HOUSE, committed, text_of

FLOORS = (
    "bot|broadcasts|channels|communes|desks|handlers|messages|outreach|storage|tips|web|wording"
)
MOST = 22  # aim for 15
# One reading in many small steps; and a history, in which nobody looks for a place.
FREE = ("communes", "storage/migrations/versions")
# `tips/intake/intake.py`, `storage/tables/`: in backticks, as documents write them.
NAMED = re.compile(rf"`((?:{FLOORS}|tests|bench|training|docs)/[\w./-]*)`")
PATTERNS = re.compile(r"[*{}…]")


def test_no_room_is_a_corridor() -> None:
    rooms = Counter(
        str(file.parent.relative_to(HOUSE))
        for file in committed()
        if file.suffix == ".py" and re.match(FLOORS, str(file.relative_to(HOUSE)))
    )

    assert not {room: n for room, n in rooms.items() if n > MOST and room not in FREE}


def test_what_documents_point_at_is_there() -> None:
    documents = [
        file for file in committed() if file.suffix == ".md" and "library" not in file.parts
    ]
    named = {
        (str(document.relative_to(HOUSE)), path)
        for document in documents
        for path in NAMED.findall(text_of(document) or "")
        if not PATTERNS.search(path)
    }

    assert len(named) > 30
    assert not {(document, path) for document, path in named if not (HOUSE / path).exists()}
