"""One message of a citizen, saved whole or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.errors import UnknownTip
from messages.message import ChatLine
from storage.chat import lines as chatlines
from storage.chat.lines import ChatLines, NewChatLine, shapes_of
from storage.citizens.drafts import DraftRows, Remembered, Seen
from storage.citizens.erasing import cut_link, erase_citizen, pass_on_arrivals
from storage.database.dialects import insert_or_add
from storage.database.prepared import Prepared
from storage.letters import wake_parked
from storage.names.citizens import Names, called, forget_names, take_turn
from storage.sealing.receipts import Receipts
from storage.sealing.shapes import Json, line_in
from storage.sealing.vault import Vault
from storage.subscribers.store import erase_subscriber
from storage.tables.citizens import counters, events, media, wrong_receipts
from storage.tables.tips import identity_links
from storage.tips.alarming import alarm
from storage.tips.filing import Files
from storage.tips.reopening import reopen
from storage.tips.retracting import retract
from storage.tips.rewarding import take_reward
from storage.writing import Writing
from tips.conversation.draft import dumps
from tips.errors import AlreadyDone, TipMoved
from tips.intake.ports import IntakeChange

_HEARD = Prepared(
    select(events.c.event_mark).where(events.c.event_mark.in_(bindparam("marks", expanding=True)))
)
_ANSWER = Prepared(insert(events))


class Hearing:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._receipts = Receipts(vault)
        self._drafts = DraftRows(vault)
        self._lines = ChatLines(vault, self._receipts)
        self._files = Files(vault, self._receipts)

    async def keep(self, connection: AsyncConnection, heard: IntakeChange) -> tuple[ChatLine, ...]:
        seen = await self._seen(connection, heard)
        names, before, key = seen.names, seen.before, seen.names.key
        linked = await self._linked(connection, heard, names)
        if heard.touched() - linked - {before.opened, heard.opened}:
            raise UnknownTip  # only the chat a tip came from, or one that showed its receipt
        await self._retract(connection, heard, names, linked)
        draft = await self._as_it_begins(connection, heard, key, before)
        stays = bool(heard.filing or (linked and not (heard.retraction or heard.reward)))
        answer = await self._answer(connection, heard, seen, stays=stays)
        if heard.filing:
            await self._lines.keep_with_tip(connection, key, before.first_line)
        if heard.filing and answer:
            # The next draft begins below what was said for this one.
            draft = replace(draft, first_line=answer[-1].id)
        await self._keep_draft(connection, heard, key, draft)
        await self._carry_out(connection, heard, key)
        await self._count(connection, heard, key)
        await wake_parked(connection, names.links, heard.at)
        return answer

    async def _seen(self, connection: AsyncConnection, heard: IntakeChange) -> Seen:
        """What was recalled holds as long as the draft stands: who erases or sweeps ends it, and
        then it is not gone on with.
        """
        known = heard.seen
        if isinstance(known, Seen) and known.before.version == heard.draft_version:
            await take_turn(connection, self._vault, heard.incoming.sender)
            return known
        names = await called(connection, self._vault, heard.incoming.sender)
        before = await self._drafts.find(connection, names)
        if before.version != heard.draft_version:
            await self._refuse_stale(connection, heard, names)
        return Seen(names, before, names.event_mark(heard.incoming.event_id))

    async def _retract(
        self, connection: AsyncConnection, heard: IntakeChange, names: Names, linked: set[str]
    ) -> None:
        """Before the answer is written: what the chat tells of the tip goes with its link."""
        wanted = heard.retraction
        if wanted is None:
            return
        if wanted.tip not in linked:
            raise UnknownTip  # a receipt alone takes nothing away
        await retract(Writing(connection, self._vault, heard.at), wanted)
        if wanted.file is None:
            found = select(identity_links).where(identity_links.c.tip == wanted.tip)
            await cut_link(connection, self._vault, (await connection.execute(found)).one())
            await self._empty_answers(connection, names)

    async def _empty_answers(self, connection: AsyncConnection, names: Names) -> None:
        """They repeat what was told. That an event was heard stays known."""
        mine = events.c.citizen_key.in_(names.keys)
        for mark in (await connection.scalars(select(events.c.event_mark).where(mine))).all():
            blank = update(events).where(events.c.event_mark == mark)
            await connection.execute(blank.values(sealed=self._vault.seal("events", mark, [])))

    async def erase(self, connection: AsyncConnection, heard: IntakeChange) -> Sequence[str]:
        """Everything that names the citizen, their name too. The media that no tip holds."""
        citizen = heard.incoming.sender
        names = await called(connection, self._vault, citizen)
        await self._refuse_stale(connection, heard, names)
        lost = await erase_citizen(connection, names)
        await erase_subscriber(connection, self._vault, citizen)
        await forget_names(connection, names.all)
        await pass_on_arrivals(connection, self._vault, names.key, citizen)
        return lost

    def answer_unkept(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
        """For a chat that keeps its own history: nothing of ours remembers that it was here."""
        shapes = shapes_of(heard.replies, self._receipts, ())
        return tuple(
            line_in(number, one, heard.incoming.sender, self._receipts)
            for number, one in enumerate(shapes, start=1)
        )

    async def _refuse_stale(
        self, connection: AsyncConnection, heard: IntakeChange, names: Names
    ) -> None:
        incoming = heard.incoming
        marks = names.event_marks(self._vault, incoming.sender, incoming.event_id)
        if await _HEARD.rows(connection, {"marks": marks}):
            raise AlreadyDone
        before = await self._drafts.find(connection, names)
        if before.version != heard.draft_version:
            raise TipMoved

    async def _as_it_begins(
        self, connection: AsyncConnection, heard: IntakeChange, key: str, before: Remembered
    ) -> Remembered:
        """A new draft knows below which line it begins; nobody asks it of one that goes on."""
        mark = self._drafts.mark(heard.draft) if heard.draft else before.draft_mark
        if mark == before.draft_mark:
            return before
        has_lines = heard.incoming.sender.channel == chatlines.CHANNEL
        newest = await self._lines.newest(connection, key) if has_lines else 0
        return replace(before, draft_mark=mark, first_line=newest)

    async def _linked(
        self, connection: AsyncConnection, heard: IntakeChange, names: Names
    ) -> set[str]:
        """Which of the tips this changes the chat itself told."""
        if not (touched := heard.touched()):
            return set()
        linked = select(identity_links.c.tip).where(
            identity_links.c.tip.in_(touched), identity_links.c.citizen_key.in_(names.links)
        )
        return set(await connection.scalars(linked))

    async def _keep_draft(
        self, connection: AsyncConnection, heard: IntakeChange, key: str, draft: Remembered
    ) -> None:
        if heard.draft is None:
            return await self._drafts.end(connection, key, draft.version)
        new = replace(draft, told=dumps(heard.draft), opened=heard.opened or draft.opened)
        keep = self._drafts.go_on if draft.version else self._drafts.begin
        return await keep(connection, key, new, heard.at)

    async def _carry_out(self, connection: AsyncConnection, heard: IntakeChange, key: str) -> None:
        writing = Writing(connection, self._vault, heard.at)
        if (theirs := (*heard.incoming.media, *heard.made)) and not heard.out_of_scope:
            mine = [one.id for one in theirs]
            await connection.execute(
                update(media).where(media.c.id.in_(mine)).values(citizen_key=key)
            )
        if heard.filing is not None:
            await self._files.file(writing, heard.filing, heard.incoming.sender)
        if heard.withdrawal is not None:
            await self._files.withdraw(writing, heard.withdrawal)
        if heard.reopening is not None:
            await reopen(writing, *heard.reopening)
        if heard.addition is not None:
            await self._files.add(writing, heard.addition)
        if heard.alarm is not None:
            await alarm(writing, *heard.alarm)
        if heard.reward is not None:
            await take_reward(writing, heard.reward)

    async def _count(self, connection: AsyncConnection, heard: IntakeChange, key: str) -> None:
        if heard.wrong_receipt:
            await connection.execute(insert(wrong_receipts).values(citizen_key=key, at=heard.at))
        names = {"out_of_scope": heard.out_of_scope, "scam_check": heard.checked}
        for name, what in names.items():
            if what:
                day = {"name": f"{name}.{what}", "day": f"{heard.at:%Y-%m-%d}"}
                await insert_or_add(connection, counters, day, "count")

    async def _answer(
        self,
        connection: AsyncConnection,
        heard: IntakeChange,
        seen: Seen,
        *,
        stays: bool,
    ) -> tuple[ChatLine, ...]:
        """Chat lines for a channel without a history; for every channel the answer, to give it
        again when the event comes again.
        """
        citizen, names = heard.incoming.sender, seen.names
        shapes, on_page = self._shapes(heard, seen.before)
        if citizen.channel == chatlines.CHANNEL:
            numbers = await self._write_lines(connection, heard, names.key, on_page, stays=stays)
        else:
            numbers = list(range(1, len(shapes) + 1))
        numbered: list[tuple[int, Json]] = list(zip(numbers, shapes, strict=True))
        sealed = self._vault.seal("events", seen.mark, numbered)
        row = {"event_mark": seen.mark, "citizen_key": names.key, "at": heard.at, "sealed": sealed}
        try:
            await _ANSWER.rows(connection, row)
        except IntegrityError:  # it was heard while this was decided
            raise AlreadyDone from None
        return tuple(line_in(number, one, citizen, self._receipts) for number, one in numbered)

    def _shapes(self, heard: IntakeChange, before: Remembered) -> tuple[list[Json], list[Json]]:
        """Of the answer, and as the chat keeps it: a token is told once, and stands on no page."""
        shows_receipt = any(reply.receipt for reply in heard.replies)
        draft_ids = _draft_ids(heard, before) if shows_receipt else []
        on_page = shapes_of(heard.replies, self._receipts, draft_ids)
        if heard.reward is None:
            return on_page, on_page
        told = shapes_of(heard.replies, self._receipts, [*draft_ids, heard.reward.seed])
        return told, on_page

    async def _write_lines(
        self,
        connection: AsyncConnection,
        heard: IntakeChange,
        key: str,
        shapes: Sequence[Json],
        *,
        stays: bool,
    ) -> list[int]:
        """`stays`: with a tip of this chat. What is told by a receipt goes with the silence."""
        words = await self._lines.citizens_words(connection, key, heard.incoming)
        said = [words] if words else []
        new = [NewChatLine(shape, stays) for shape in (*said, *shapes)]
        return (await self._lines.add_all(connection, key, heard.at, new))[len(said) :]


def _draft_ids(heard: IntakeChange, before: Remembered) -> list[str]:
    """Drafts whose receipt this answer may show."""
    ids = [heard.filing.draft_id] if heard.filing else []
    return ids + [draft.draft_id for draft in (heard.draft, before.draft) if draft]
