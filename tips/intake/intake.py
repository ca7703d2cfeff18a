"""Hears a citizen: loads what was said, asks the rules, saves once, hands back the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from typing_extensions import override

from communes.places import Places
from communes.remembering import forget_words
from desks.ports import Bell, Chance, Clock, DeskBook
from messages.message import Address, ChatLine, Incoming, Media, Outgoing
from tips.conversation import advance, after
from tips.conversation.contacts import NOT_TOLD, Contacts
from tips.conversation.draft import Draft, amend
from tips.conversation.orders import takes_file
from tips.conversation.turn import NO_LESSONS, Context, Lessons, NoReceipt, Say, Turn
from tips.errors import AlreadyDone, TipMoved
from tips.intake.declined import Declined
from tips.intake.effects import Done, Effects, Hearing
from tips.intake.look import Look
from tips.intake.ports import CitizenStore, IntakeChange, Reading, Recalled, VoiceChanger
from tips.scams import NOTHING_ADDED, Lists
from tips.terms import STANDARD, Terms

TRIES = 5
DRAFT_BITS = 128


class AtOnce(Reading):
    @override
    async def read(self, incoming: Incoming, advance: Callable[[], Turn]) -> Turn:
        return advance()


AT_ONCE = AtOnce()


class NoOtherVoice(VoiceChanger):
    @override
    async def change(self, voice: Media, by: Address, at: datetime) -> Media | None:
        return None


NO_OTHER_VOICE = NoOtherVoice()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the intake asks of the context, beside what is kept."""

    places: Places
    clock: Clock
    chance: Chance
    bell: Bell
    contacts: Contacts = NOT_TOLD
    reading: Reading = AT_ONCE
    lessons: Lessons = NO_LESSONS
    scam_lists: Lists = NOTHING_ADDED
    voices: VoiceChanger = NO_OTHER_VOICE


class Intake:
    def __init__(
        self,
        store: CitizenStore,
        desks: DeskBook,
        surroundings: Surroundings,
        terms: Terms = STANDARD,
    ) -> None:
        """`terms`: the times that residents are told."""
        places, chance = surroundings.places, surroundings.chance
        self._store = store
        self._places = places
        self._clock = surroundings.clock
        self._chance = chance
        self._bell = surroundings.bell
        self._around = surroundings
        self._declined = Declined()
        self._reading = surroundings.reading
        self._effects = Effects(store, desks, places, chance, terms, surroundings.voices)

    def look(self, incoming: Incoming) -> Look:
        """At what is kept of them, for whoever must know before this is heard."""
        return Look(self._store, incoming, self._clock.now())

    async def hear(
        self,
        incoming: Incoming,
        look: Look | None = None,
        *,
        has_buttons: bool = True,
        has_media: bool = True,
    ) -> tuple[ChatLine, ...]:
        """Answer one message. Committed when this returns; the same event again, same answer."""
        look = look or self.look(incoming)
        for _ in range(TRIES):
            context = self._world(has_buttons=has_buttons, has_media=has_media)
            try:
                return await self._attempt(incoming, await look.recalled(), context)
            except (TipMoved, AlreadyDone):
                look = self.look(incoming)  # another message came first, or this very one
        raise TipMoved

    def _world(self, *, has_buttons: bool, has_media: bool) -> Context:
        around = self._around
        return Context(
            self._places,
            self._clock.now(),
            has_buttons,
            has_media,
            contacts=around.contacts,
            lessons=around.lessons,
            scam_lists=around.scam_lists,
        )

    async def lines(self, citizen: Address, after: int = 0) -> tuple[ChatLine, ...]:
        """The chat so far, for channels that keep one (web)."""
        return await self._store.lines(citizen, after)

    async def takes_file(self, citizen: Address) -> bool:
        """Whether a file sent now would become part of something."""
        draft = (await self._store.recall(_nothing_from(citizen), self._clock.now())).draft
        return draft is None or takes_file(draft)

    async def may_see(self, citizen: Address, media: str) -> bool:
        return await self._store.may_see(citizen, media)

    async def _attempt(
        self, incoming: Incoming, recalled: Recalled, context: Context
    ) -> tuple[ChatLine, ...]:
        if recalled.answer is not None:
            return recalled.answer
        draft = self._with_declined(recalled.draft, context.now)
        known = replace(context, own_tips=recalled.own_tips)
        turn = await self._reading.read(incoming, partial(advance, draft, incoming, known))
        if turn.effect is None:
            heard = _sum_up(incoming, context.now, recalled, turn)
            return await self._store.keep(heard)
        hearing = _hearing(incoming, turn.draft or draft, known, recalled)
        done = await self._effects.carry_out(turn.effect, hearing)
        if isinstance(done.outcome, NoReceipt):
            return await self._attempt(incoming, recalled, replace(context, looked_up=True))
        heard = self._whole(_sum_up(incoming, context.now, recalled, turn), done, hearing, known)
        lines = await self._store.keep(heard)
        if done.hides_words or done.retraction:
            forget_words()
        self._ring(done)
        return lines

    def _with_declined(self, known: Draft | None, now: datetime) -> Draft:
        draft = known or Draft(self._chance.hex(DRAFT_BITS))
        words = self._declined.recall(draft.draft_id, now)
        return amend(draft, unsaid=words) if words else draft

    def _whole(
        self, heard: IntakeChange, done: Done, hearing: Hearing, context: Context
    ) -> IntakeChange:
        """The answer before the effect, the effect, and the answer after it: saved as one."""
        seen = replace(context, own_tips=()) if done.erase else context
        rest = after(hearing.draft, done.outcome, seen)
        return replace(
            heard,
            incoming=_without_words(heard.incoming) if done.hides_words else heard.incoming,
            draft=self._next_draft(rest.draft, done, context.now),
            replies=heard.replies + _addressed(rest.replies, hearing.citizen),
            filing=done.filing,
            addition=done.addition,
            reopening=done.reopening,
            withdrawal=done.withdrawal,
            retraction=done.retraction,
            reward=done.reward,
            alarm=done.alarm,
            erase=done.erase,
            out_of_scope=done.out_of_scope,
            checked=done.checked,
            wrong_receipt=done.wrong_receipt,
            opened=done.opened,
            made=done.made,
        )

    def _next_draft(self, draft: Draft | None, done: Done, now: datetime) -> Draft | None:
        if done.erase or draft is None:
            return None
        if done.out_of_scope or done.checked:
            self._declined.remember(draft.draft_id, draft.unsaid, now)
            return amend(draft, unsaid="")
        # One draft id is one tip: whatever is told next is another.
        filed = done.filing is not None
        return amend(draft, draft_id=self._chance.hex(DRAFT_BITS)) if filed else draft

    def _ring(self, done: Done) -> None:
        if done.desk is not None:
            self._bell.ring(f"desk:{done.desk}")
            self._bell.ring("letters")


def _nothing_from(citizen: Address) -> Incoming:
    return Incoming(citizen, "look")


def _hearing(incoming: Incoming, draft: Draft, context: Context, recalled: Recalled) -> Hearing:
    return Hearing(incoming.sender, draft, context.now, recalled.own_tips, recalled.wrong_receipts)


def _sum_up(incoming: Incoming, at: datetime, recalled: Recalled, turn: Turn) -> IntakeChange:
    return IntakeChange(
        incoming=incoming,
        at=at,
        draft=turn.draft,
        draft_version=recalled.version,
        replies=_addressed(turn.replies, incoming.sender),
        seen=recalled.seen,
    )


def _addressed(replies: Sequence[Say], citizen: Address) -> tuple[Outgoing, ...]:
    return tuple(
        Outgoing(
            to=citizen,
            text=say.text,
            buttons=say.buttons,
            media=say.media,
            receipt=say.receipt,
            step=say.step,
            sender=say.sender,
        )
        for say in replies
    )


def _without_words(incoming: Incoming) -> Incoming:
    """A receipt, or what is out of scope: answered, but not kept in the chat."""
    return replace(incoming, text="", choice=None, media=(), position=None)
