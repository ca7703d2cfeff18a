"""Takes the words and files out of a tip. Its code, kind, desk and times stay for the figures."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, delete, select, update

from communes.directory import CommuneCode
from storage.audit import chain as audit
from storage.letters import rearm_cards
from storage.sealing.shapes import report_in
from storage.tables.citizens import media
from storage.tables.letters import letters
from storage.tables.moves import traces
from storage.tables.tips import tasks, tip_lines, tips
from storage.tip_keys.files import give_files
from storage.tip_keys.rows import OWN_KEY, open_report
from storage.tips.rows import seal_tip
from storage.writing import Writing
from tips.letters import LetterKind
from tips.tip import KindId, PlaceTold, Report

NOTHING: Mapping[str, Any] = MappingProxyType({})


async def erase_words(
    writing: Writing, tip: Row[Any], words: str, action: str, more: Mapping[str, Any] = NOTHING
) -> Sequence[str]:
    """The caller holds the tip's row. `words` stand in place of the story; `action` goes into the
    log; `more`: further columns of the row. Returns the files that nothing shows any more, to be
    unlinked.
    """
    connection = writing.connection
    lost = await _lose_files(writing, tip)
    own = await writing.renew_key(tip.id)  # first: what stays behind of the rest says nothing
    for told in (tip_lines, traces, tasks):
        await connection.execute(delete(told).where(told.c.tip == tip.id))
    of_tip = letters.c.tip == tip.id
    await connection.execute(delete(letters).where(of_tip, letters.c.kind != LetterKind.CARD))
    blank = Report(
        KindId(tip.kind),
        words,
        PlaceTold(commune=CommuneCode(tip.commune) if tip.commune else None, province=tip.province),
        "",
    )
    gone: dict[str, Any] = {"unread": False, "asked": False, "spam_by": None, "reward": None}
    gone |= {"removal_by": None, "removal_at": None}
    gone |= {"erased_at": writing.at, "announced_at": None, **more}
    sealed = seal_tip(writing.vault, tip.id, blank, "", own)
    bare = update(tips).where(tips.c.id == tip.id)
    await connection.execute(bare.values(sealed=sealed, version=tip.version + 1, **gone))
    await audit.add(writing, audit.Entry(tip.id, action, tip.kind))
    # A card that a group still shows loses its words there, too; no new one is sent.
    if await connection.scalar(select(letters.c.id).where(of_tip).limit(1)):
        await rearm_cards(writing, tip.id)
    return lost


async def _lose_files(writing: Writing, tip: Row[Any]) -> Sequence[str]:
    """What a tip made of one of its lines still shows goes over to that tip."""
    connection = writing.connection
    root = tip.carved_from or tip.id
    family = (tips.c.id == root) | (tips.c.carved_from == root)
    others = select(tips, OWN_KEY).where(family, tips.c.id != tip.id, tips.c.erased_at.is_(None))
    for row in list(await connection.execute(others)):
        shown = report_in(open_report(writing.vault, row)["report"]).media
        theirs = media.c.id.in_([one.id for one in shown]) & (media.c.tip == tip.id)
        await give_files(connection, writing.vault, theirs, row.id)
    gone = delete(media).where(media.c.tip == tip.id).returning(media.c.id)
    return (await connection.scalars(gone)).all()
