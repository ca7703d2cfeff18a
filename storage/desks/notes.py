"""What is written down of a seat: who came in, and how."""

from desks.desk import Officer, OfficerId
from storage.audit import chain as audit
from storage.database.dialects import one_at_a_time
from storage.writing import Writing


async def note(
    writing: Writing, officer: Officer, action: str, by: OfficerId | None = None
) -> None:
    """`by`: who did it, if not the officer themselves."""
    await one_at_a_time(writing.connection, officer.id)
    fact = f"{officer.desk} {officer.role}"
    await audit.add(writing, audit.Entry(officer.id, action, fact, by or officer.id))
