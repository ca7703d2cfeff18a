"""The desk's side, in memory."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desks.desk import Code, DeskCode, OfficerId
from tests.fakes.memory import Memory
from tips.clock.deadlines import running
from tips.errors import AlreadyDone, TipMoved
from tips.letters import LetterKind
from tips.moves.base import classified_at, held_since
from tips.moves.change import Change
from tips.reading.where import where_to_go
from tips.tip import Lane, Status, Tip, TipSummary, Urgency
from tips.triage.lanes import NOBODY, Reader, Waiting, lane_of
from tips.triage.search import Bounds, Facts, Said, Sifted
from tips.triage.transfer_ports import Trace

_ORDER = list(Urgency)


class MemoryTipStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.reads: Counter[str] = Counter()  # of words: what a vault would have to unseal

    async def queue(
        self,
        desk: DeskCode,
        status: Status | None,
        after: str,
        limit: int,
        reader: Reader = NOBODY,
    ) -> tuple[TipSummary, ...]:
        self.reads["queue"] += 1
        here = self._queued(desk, reader)
        rows = [_summary(tip, reader) for tip in here if status in (None, tip.status)]
        cursors = [row.cursor for row in rows]
        start = cursors.index(after) + 1 if after in cursors else 0
        return tuple(rows[start : start + limit])

    async def versions(self, desk: DeskCode, limit: int) -> Mapping[Code, int]:
        return {tip.code: tip.version for tip in self._queued(desk)[:limit]}

    async def waiting(self, desk: DeskCode, reader: Reader) -> Waiting:
        here = self._queued(desk, reader)
        lanes = Counter(_lane(tip, reader) for tip in here)
        pressing = [tip.code for tip in here if tip.is_emergency]
        late = [clock for tip in here if (clock := running(tip)) and clock.at < reader.at]
        first = pressing[0] if pressing else None
        return Waiting(lanes[Lane.FREE], len(pressing), lanes[Lane.MINE], len(late), first)

    async def tip(self, code: Code, desk: DeskCode) -> Tip | None:
        self.reads["tip"] += 1
        for tip in self._memory.tips.values():
            if tip.code == code and tip.route.desk == desk:
                return tip
        return None

    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        if change.event_id in self._memory.done:
            raise AlreadyDone
        if self._memory.tips[tip.id].version != tip.version:
            raise TipMoved
        self._memory.done.add(change.event_id)
        self._memory.audit.append((tip.code, change.action))
        if change.route is not None:
            self._memory.leave_group(tip, change.farewell, at)
        if change.route is not None and change.route.desk != tip.route.desk:
            desk = self._memory.desks[change.route.desk]
            trace = Trace(tip, at, desk.code, desk.name, change.reason)
            self._memory.traces.append((tip.route.desk, trace))
        saved = self._memory.bump(self._changed(tip, change, at), at)
        self._write_letters(tip, change, at)
        return saved

    async def mark_read(self, tip: Tip, holder: OfficerId) -> None:
        now = self._memory.tips[tip.id]
        if (now.version, now.officer) == (tip.version, holder):
            self._memory.tips[tip.id] = replace(now, unread=False)

    async def was_done(self, event_id: str) -> bool:
        return event_id in self._memory.done

    async def holds_media(self, code: Code, desk: DeskCode, media: str) -> bool:
        tip = await self.tip(code, desk)
        if tip is None:
            return False
        held = [*tip.report.media, *(item for line in tip.lines for item in line.media)]
        return any(item.id == media for item in held)

    def _queued(self, desk: DeskCode, reader: Reader = NOBODY) -> list[Tip]:
        here = [
            one for one in self._memory.tips.values() if one.route.desk == desk and not one.lead
        ]
        return sorted(here, key=lambda tip: (_lane(tip, reader), *_place(tip)))

    def _changed(self, tip: Tip, change: Change, at: datetime) -> Tip:
        officers = self._memory.officers
        label = officers[change.holder].label if change.holder in officers else ""
        if change.holder == tip.officer:
            label = tip.officer_label
        reopened = tip.closed_at is not None and change.closed_at is None
        return replace(
            tip,
            officer=change.holder,
            officer_label=label or str(change.holder or ""),
            status=change.status,
            urgency=change.urgency,
            acknowledged_at=change.acknowledged_at,
            closed_at=change.closed_at,
            closing_reason=change.closing_reason,
            lines=self._memory.add_lines(tip, change.lines, at),
            unread=tip.unread and not change.answers_citizen,
            report=change.report or tip.report,
            route=change.route or tip.route,
            since=at if reopened else change.since or tip.since,
            extensions=tip.extensions if change.extensions is None else change.extensions,
            muted=tip.muted if change.muted is None else change.muted,
            legal_hold=_held_by_law(tip, change, at),
            reward=change.reward or tip.reward,
            mediation=change.mediation or tip.mediation,
            removal=None if reopened else change.removal or tip.removal,
            spam_by=change.spam_by,
            held_since=held_since(tip, change, at),
            classified_at=classified_at(tip, change, at),
        )

    def _write_letters(self, tip: Tip, change: Change, at: datetime) -> None:
        if change.asks:
            self._memory.asked.add(tip.id)
        for number, text in enumerate(change.to_citizen, start=1):
            asks = change.asks and number == len(change.to_citizen)
            self._memory.write(LetterKind.CITIZEN, tip, at, text=text, asks=asks)


def _held_by_law(tip: Tip, change: Change, at: datetime) -> datetime | None:
    if change.legal_hold is None:
        return tip.legal_hold
    return (tip.legal_hold or at) if change.legal_hold else None


def _lane(tip: Tip, reader: Reader) -> Lane:
    clock = running(tip)
    return lane_of(tip, clock.at if clock else None, reader)


def _place(tip: Tip) -> tuple[int, float, str]:
    """Urgent before calm, oldest first; of closed ones the newest first."""
    if tip.closed_at is not None:
        return 0, -tip.closed_at.timestamp(), tip.code
    return _ORDER.index(tip.urgency), tip.filed_at.timestamp(), tip.code


def _summary(tip: Tip, reader: Reader) -> TipSummary:
    return TipSummary(
        code=tip.code,
        kind=tip.report.kind,
        status=tip.status,
        urgency=tip.urgency,
        place=where_to_go(tip.report.place, "", tip.route.desk),
        gist=tip.report.story[:80],
        filed_at=tip.filed_at,
        acknowledged_at=tip.acknowledged_at,
        classified_at=tip.classified_at,
        closed_at=tip.closed_at,
        officer=tip.officer,
        officer_label=tip.officer_label,
        unread=tip.unread,
        version=tip.version,
        cursor=tip.code,
        lane=_lane(tip, reader),
        extensions=tip.extensions,
        terms=tip.terms,
        since=tip.since,
    )


@dataclass(eq=False)
class MemorySearchStore:
    tips: MemoryTipStore

    async def sift(
        self, desk: DeskCode, facts: Facts, after: str, fits: Callable[[Said], bool], bounds: Bounds
    ) -> Sifted:
        """Knows nothing of what it unsealed before."""
        rows = await self.tips.queue(desk, None, after, 10_000)
        read = [(row, await self.tips.tip(row.code, desk)) for row in rows]
        looked = [(row, tip) for row, tip in read if tip and _fits(tip, facts)]
        more, codes = len(looked) > (most := min(bounds.looked, bounds.unsealed)), list[Code]()
        for number, (row, tip) in enumerate(looked[:most], 1):
            if fits(Said.of(row.code, _texts(tip))):
                codes.append(row.code)
            if len(codes) == bounds.found or (more and number == most):
                return Sifted(codes, number, number, row.cursor)
        return Sifted(codes, len(looked), len(looked), "")

    async def summaries(self, desk: DeskCode, codes: Sequence[Code]) -> tuple[TipSummary, ...]:
        known = {row.code: row for row in await self.tips.queue(desk, None, "", 10_000)}
        return tuple(known[code] for code in codes)


def _fits(tip: Tip, facts: Facts) -> bool:
    return (
        facts.kind in (None, tip.report.kind)
        and facts.outcome in (None, tip.closing_reason)
        and (facts.since is None or tip.filed_at >= facts.since)
        and (facts.until is None or tip.filed_at < facts.until)
    )


def _texts(tip: Tip) -> tuple[str, ...]:
    report = tip.report
    answers = tuple(answer for _, answer in report.answers)
    said = tuple(line.text for line in tip.lines)
    return (report.story, report.when, report.place.words, *answers, *said)
