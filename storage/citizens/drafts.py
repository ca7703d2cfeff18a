"""Draft rows: what the conversation remembers of one chat between two messages."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.prepared import Prepared
from storage.names.citizens import Names
from storage.sealing.vault import Vault
from storage.tables.citizens import drafts
from tips.conversation.draft import Draft, loads
from tips.errors import TipMoved
from tips.tip import TipId

VERSIONS = 2**30
_FIND = Prepared(select(drafts).where(drafts.c.citizen_key.in_(bindparam("names", expanding=True))))
_BEGIN = Prepared(insert(drafts))
_GO_ON = Prepared(
    update(drafts)
    .where(drafts.c.citizen_key == bindparam("key"), drafts.c.version == bindparam("before"))
    .values(
        {
            name: bindparam(name)
            for name in ("version", "draft_mark", "first_line", "heard_at", "name", "sealed")
        }
    )
    .returning(drafts.c.version)
)
_END = Prepared(
    delete(drafts)
    .where(drafts.c.citizen_key == bindparam("key"), drafts.c.version == bindparam("before"))
    .returning(drafts.c.version)
)


@dataclass(frozen=True, slots=True)
class Remembered:
    told: str = ""  # the draft, as `dumps` wrote it
    version: int = 0
    draft_mark: str = ""
    first_line: int = 0  # the chat line before the draft began
    opened: TipId | None = None  # a tip whose receipt was shown in this chat

    @property
    def draft(self) -> Draft | None:
        return loads(self.told) if self.told else None


@dataclass(frozen=True, slots=True)
class Seen:
    """What `keep` need not look for again: the draft's version tells whether it still holds."""

    names: Names
    before: Remembered
    mark: str  # of the event: to make it takes as long as a small statement


class DraftRows:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def find(self, connection: AsyncConnection, names: Names) -> Remembered:
        row = await _FIND.first(connection, {"names": names.keys})
        return Remembered() if row is None else self.read(row)

    def read(self, row: Any) -> Remembered:
        """`row` has all columns of `drafts`."""
        sealed = self._vault.open("drafts", row.name, row.sealed)
        return Remembered(
            told=sealed["draft"],
            version=row.version,
            draft_mark=row.draft_mark,
            first_line=row.first_line,
            opened=sealed["opened"],
        )

    async def begin(
        self, connection: AsyncConnection, citizen_key: str, new: Remembered, at: datetime
    ) -> None:
        """A version begins anywhere, so that one remembered from an erased draft never fits."""
        row = self._row(new, at) | {"version": secrets.randbelow(VERSIONS) + 1}
        await _BEGIN.rows(connection, {"citizen_key": citizen_key, **row})

    async def go_on(
        self, connection: AsyncConnection, citizen_key: str, new: Remembered, at: datetime
    ) -> None:
        """TipMoved if another message changed it meanwhile."""
        row = self._row(new, at) | {"version": new.version + 1}
        which = {"key": citizen_key, "before": new.version}
        if not await _GO_ON.rows(connection, which | row):
            raise TipMoved

    async def end(self, connection: AsyncConnection, citizen_key: str, version: int) -> None:
        which = {"key": citizen_key, "before": version}
        if version and not await _END.rows(connection, which):
            raise TipMoved

    def mark(self, draft: Draft) -> str:
        return self._vault.mark("draft", draft.draft_id)

    def _row(self, new: Remembered, at: datetime) -> dict[str, object]:
        name = secrets.token_hex(16)
        sealed = {"draft": new.told, "opened": new.opened}
        return {
            "draft_mark": new.draft_mark,
            "first_line": new.first_line,
            "heard_at": at,
            "name": name,
            "sealed": self._vault.seal("drafts", name, sealed),
        }
