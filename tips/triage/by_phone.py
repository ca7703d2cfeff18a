"""Tips told by phone or at the counter, typed by an officer. No link leads to whoever told them."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from communes.directory import CommuneCode
from communes.places import Places
from communes.resolution import Found, Hint
from desks.desk import Officer
from desks.permissions import Action
from desks.ports import Bell, Chance, Clock
from tips.errors import TipMoved, UnknownKind, UnknownPlace
from tips.intake.ports import CitizenStore, Filing
from tips.moves.base import spoken
from tips.reading.kinds import kind_named, urgency_of
from tips.tip import KindId, PlaceTold, Report, Route, Tip, TipId, Urgency
from tips.triage.transfer_ports import MoveStore
from tips.triage.triage import TRIES, Triage
from tips.understanding import understand
from wording.catalogue import text

STORY_LIMIT = 6000
ANSWER_LOST = timedelta(minutes=10)  # so long the same form sent again shows the receipt again


@dataclass(frozen=True, slots=True)
class SpokenTip:
    kind: KindId
    story: str
    place: str
    when: str
    channel: str = "phone"  # or another that no message reaches
    commune: CommuneCode | None = None
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """Who sends it to their own desk, what was told, and why it lies there."""

    officer: Officer
    told: SpokenTip
    reason: str
    is_logged: bool = True  # the log names who sent it


@dataclass(frozen=True, slots=True)
class TakenDown:
    tip: Tip
    receipt: tuple[str, ...]  # to be read to the caller; empty when it was told long ago


@dataclass(frozen=True, slots=True)
class Counter:
    triage: Triage
    store: MoveStore
    citizens: CitizenStore
    places: Places
    clock: Clock
    chance: Chance
    bell: Bell

    async def take_down(self, officer: Officer, told: SpokenTip, event_id: str) -> TakenDown:
        """It lies with the desk that heard it, which hands it over if another should have it."""
        self.triage.require(officer, Action.TAKE_DOWN)
        how = {"officer": officer.label, "channel": text(f"desk.taken_{told.channel}")}
        reason = text("desk.route_taken_down", "vi", **how)
        return await self.file(Taking(officer, told, reason), event_id)

    async def file(self, taking: Taking, event_id: str) -> TakenDown:
        """The caller knows that they may."""
        officer, logged = taking.officer, taking.officer if taking.is_logged else None
        # Secret from others although it follows from the event: the receipt hangs on a key.
        draft = hashlib.sha256(f"{officer.id}/counter/{event_id}".encode()).hexdigest()[:32]
        now = self.clock.now()
        for _ in range(TRIES):
            filing = self._filing(taking, draft)
            try:
                tip = await self.store.take_down(filing, taking.told.channel, logged, now)
            except TipMoved:
                continue  # the code is taken: draw another
            self.bell.ring(f"desk:{officer.desk}")
            self.bell.ring("letters")
            shown = now - tip.filed_at <= ANSWER_LOST
            return TakenDown(tip, filing.receipt if shown else ())
        raise TipMoved

    def _filing(self, taking: Taking, draft: str) -> Filing:
        report = self._report(taking.officer, taking.told)
        return Filing(
            tip_id=TipId(self.chance.hex(128)),
            code=self.chance.code(),
            draft_id=draft,
            receipt=self.citizens.receipt_for(draft),
            report=report,
            language="vi",
            route=Route(taking.officer.desk, taking.reason),
            urgency=taking.told.urgency or urgency_of(report),
        )

    def _report(self, officer: Officer, told: SpokenTip) -> Report:
        if kind_named(told.kind) is None:
            raise UnknownKind
        story = spoken(told.story, STORY_LIMIT)
        when = spoken(told.when) if told.when.strip() else ""
        place = self._place(officer, told)
        return Report(told.kind, story, place, when, urgent_words=bool(understand(story).numbers))

    def _place(self, officer: Officer, told: SpokenTip) -> PlaceTold:
        words = spoken(told.place) if told.place.strip() else ""
        if told.commune is not None:
            commune = self.places.directory.communes.get(told.commune)
            if commune is None:
                raise UnknownPlace
            return PlaceTold(words, commune.code, commune.province.code)
        return self._looked_for(officer, words) if words else PlaceTold()

    def _looked_for(self, officer: Officer, words: str) -> PlaceTold:
        """At the officer's own commune first: who calls a desk rarely names where it is."""
        own = self.places.directory.communes.get(CommuneCode(officer.desk))
        hint = Hint(own.province.code) if own else None
        found = self.places.resolve(words, hint)
        if found.found and not found.ask:
            return _known(words, found.found[0])
        told_elsewhere = own and found.province not in (None, own.province.code)
        named = [one.commune for one in found.found]
        if own is None or told_elsewhere or (named and own not in named):
            return PlaceTold(words, province=found.province)
        return PlaceTold(words, own.code, own.province.code, evidence=text("desk.at_own_commune"))


def _known(words: str, best: Found) -> PlaceTold:
    known = PlaceTold(words, best.commune.code, best.commune.province.code)
    return replace(known, evidence=best.evidence)
