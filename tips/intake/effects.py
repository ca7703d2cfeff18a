"""Carries out what a turn of the conversation asks for, up to the point of saving it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from communes.places import Places
from desks.desk import DeskCode
from desks.hierarchy import province_of
from desks.ports import Chance, DeskBook
from messages.message import Address, Media, MediaId
from tips.clock.deadlines import acknowledge_minutes
from tips.conversation.draft import Draft
from tips.conversation.retracting import file_named, files_of, has_asked
from tips.conversation.turn import (
    Added,
    AddToThread,
    AskRemoval,
    ChangeVoices,
    Checked,
    CountCheck,
    Counted,
    CountOutOfScope,
    Effect,
    Erased,
    EraseMe,
    Filed,
    FileTip,
    MoveWords,
    NoReceipt,
    NotReopened,
    OfferRetraction,
    OfferReward,
    Opened,
    OpenThread,
    Outcome,
    OwnTip,
    RemovalAsked,
    Reopened,
    ReopenTip,
    Retract,
    Retracted,
    RetractionOffered,
    RewardOffered,
    RewardTaken,
    ShowThread,
    TakeReward,
    ThreadView,
    TipClosedOrGone,
    TooFewWords,
    VoicesChanged,
    WrongReceipt,
)
from tips.intake.ports import (
    GUESSES_COUNT_FOR,
    CitizenStore,
    Filing,
    Retraction,
    TakenReward,
    VoiceChanger,
    Withdrawal,
)
from tips.intake.routing import desks_asked, route
from tips.reading.kinds import urgency_of
from tips.statuses import is_over
from tips.terms import Terms
from tips.tip import Report, TipId
from tips.understanding import understand
from wording.catalogue import text

# Of 80 bits nobody guesses a part in ten tries; whoever only mistypes must not wait for long.
GUESSES_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Hearing:
    """The message being answered, as far as effects need it."""

    citizen: Address
    draft: Draft
    at: datetime
    own_tips: Sequence[OwnTip]
    wrong_receipts: int


@dataclass(frozen=True, slots=True)
class Done:
    """What an effect leads to, and what is to be saved with the answer."""

    outcome: Outcome
    filing: Filing | None = None
    addition: tuple[TipId, str, tuple[Media, ...]] | None = None
    reopening: tuple[TipId, str] | None = None
    withdrawal: Withdrawal | None = None
    retraction: Retraction | None = None
    reward: TakenReward | None = None
    alarm: tuple[TipId, str] | None = None
    erase: bool = False
    out_of_scope: str = ""
    checked: str = ""
    wrong_receipt: bool = False
    opened: TipId | None = None
    made: tuple[Media, ...] = ()  # files of theirs that came not with this message
    desk: DeskCode | None = None  # whose queue changes
    hides_words: bool = False  # what was typed must not stay in the chat


class Effects:
    def __init__(
        self,
        store: CitizenStore,
        desks: DeskBook,
        places: Places,
        chance: Chance,
        terms: Terms,
        voices: VoiceChanger,
    ) -> None:
        self._store = store
        self._desks = desks
        self._places = places
        self._chance = chance
        self._terms = terms
        self._voices = voices

    async def carry_out(self, effect: Effect, hearing: Hearing) -> Done:
        match effect:
            case FileTip(report):
                done = await self._file(report, hearing)
            case OpenThread():
                done = await self._open(effect, hearing)
            case ShowThread() | AddToThread():
                done = await self._follow(effect, hearing)
            case MoveWords():
                done = await self._move(effect, hearing)
            case OfferReward() | TakeReward():
                done = await self._reward(effect, hearing)
            case ReopenTip() | OfferRetraction() | Retract() | AskRemoval():
                done = await self._change_standing(effect, hearing)
            case ChangeVoices(voices):
                done = await self._change(voices, hearing)
            case _:
                done = _without_looking(effect, hearing)
        return done

    async def _file(self, report: Report, hearing: Hearing) -> Done:
        directory = self._places.directory
        desks = await self._desks.desks(desks_asked(report.place, directory))
        chosen = route(report.place, directory, desks)
        urgency = urgency_of(report)
        filing = Filing(
            tip_id=TipId(self._chance.hex(128)),
            code=self._chance.code(),
            draft_id=hearing.draft.draft_id,
            receipt=self._store.receipt_for(hearing.draft.draft_id),
            report=report,
            language=hearing.draft.language,
            route=chosen,
            urgency=urgency,
        )
        name = desks[chosen.desk].name if chosen.desk in desks else ""
        minutes = acknowledge_minutes(urgency, self._terms)
        filed = Filed(filing.receipt, name, minutes, filing.tip_id)
        return Done(filed, filing=filing, desk=chosen.desk)

    async def _open(self, effect: OpenThread, hearing: Hearing) -> Done:
        if not effect.readings:
            return Done(TooFewWords(), hides_words=True)
        # Of this chat alone: 80 bits need no brake that others' guesses could pull.
        if effect.sure and hearing.wrong_receipts >= GUESSES_AT_ONCE:
            wait = int(GUESSES_COUNT_FOR.total_seconds())
            return Done(WrongReceipt(wait), hides_words=True)
        thread = await self._store.thread_by_receipt(effect.readings, hearing.at)
        if thread is not None:
            return _opened(thread, effect)
        if not effect.sure:
            return Done(NoReceipt())
        return Done(WrongReceipt(), wrong_receipt=True, hides_words=True)

    async def _add(self, effect: AddToThread, hearing: Hearing) -> Done:
        thread = await self._store.thread(hearing.citizen, effect.tip, hearing.at)
        if thread is None or is_over(thread.status):
            return Done(TipClosedOrGone())
        addition = (effect.tip, effect.text, effect.media)
        is_urgent = bool(understand(effect.text).numbers)
        alarm = _alarm(thread) if is_urgent else None
        return Done(Added(effect.tip), addition=addition, alarm=alarm, desk=thread.desk)

    async def _move(self, effect: MoveWords, hearing: Hearing) -> Done:
        said = effect.said
        added = await self._add(AddToThread(effect.to, said.text, said.media), hearing)
        if added.addition is None:
            return added
        words = text("desk.line_moved_away", hearing.draft.language)
        taken = Withdrawal(said.tip, words, said.media, said.was_asked)
        return replace(added, withdrawal=taken)

    async def _change(self, voices: Sequence[Media], hearing: Hearing) -> Done:
        instead: dict[MediaId, Media] = {}
        for voice in voices:
            other = await self._voices.change(voice, hearing.citizen, hearing.at)
            if other is not None:
                instead[voice.id] = other
        return Done(VoicesChanged(instead), made=tuple(instead.values()))

    async def _follow(self, effect: ShowThread | AddToThread, hearing: Hearing) -> Done:
        if isinstance(effect, AddToThread):
            return await self._add(effect, hearing)
        return _shown(await self._store.thread(hearing.citizen, effect.tip, hearing.at))

    async def _reward(self, effect: OfferReward | TakeReward, hearing: Hearing) -> Done:
        if isinstance(effect, TakeReward):
            return await self._take_reward(effect.tip, hearing)
        return await self._offer_reward(effect.tips, hearing)

    async def _offer_reward(self, tips: Sequence[TipId], hearing: Hearing) -> Done:
        """Of the first of these tips for which one waits."""
        for tip in tips:
            thread = await self._store.thread(hearing.citizen, tip, hearing.at)
            if thread and thread.reward:
                return Done(RewardOffered(thread))
        return Done(RewardOffered(None))

    async def _take_reward(self, tip: TipId, hearing: Hearing) -> Done:
        thread = await self._store.thread(hearing.citizen, tip, hearing.at)
        if thread is None or thread.reward is None:
            return Done(RewardOffered(None))
        seed = self._chance.hex(128)
        token = self._store.receipt_for(seed)
        province = province_of(thread.desk, self._places.directory)
        taken = TakenReward(tip, province, seed, token)
        return Done(RewardTaken(thread.reward, token), reward=taken)

    async def _change_standing(
        self, effect: ReopenTip | OfferRetraction | Retract | AskRemoval, hearing: Hearing
    ) -> Done:
        if isinstance(effect, ReopenTip):
            return await self._reopen(effect, hearing)
        if isinstance(effect, Retract):
            return await self._retract(effect, hearing)
        if isinstance(effect, AskRemoval):
            return await self._ask_removal(effect, hearing)
        return _offered(await self._store.thread(hearing.citizen, effect.tip, hearing.at))

    async def _reopen(self, effect: ReopenTip, hearing: Hearing) -> Done:
        tip = effect.tip
        thread = await self._store.thread(hearing.citizen, tip, hearing.at)
        if thread is None:
            return Done(TipClosedOrGone())
        if not thread.may_reopen:
            return Done(NotReopened())
        words = text("desk.line_reopened", hearing.draft.language)
        said = (tip, effect.text, effect.media) if effect.text or effect.media else None
        reopened = Reopened(tip, said=said is not None)
        return Done(reopened, reopening=(tip, words), addition=said, desk=thread.desk)

    async def _retract(self, effect: Retract, hearing: Hearing) -> Done:
        """Only from the chat that told it: who merely holds the receipt takes nothing away."""
        thread = await self._store.thread(hearing.citizen, effect.tip, hearing.at)
        if thread is None or effect.tip not in {own.tip for own in hearing.own_tips}:
            return Done(TipClosedOrGone())
        file = file_named(thread, effect.file) if effect.file else None
        if not thread.untaken or (effect.file and file is None):
            return _offered(thread)
        ids = tuple(one.id for one in files_of(thread))
        wanted = Retraction(effect.tip, ids, file.id if file else None)
        return Done(Retracted(whole=file is None), retraction=wanted, desk=thread.desk)

    async def _ask_removal(self, effect: AskRemoval, hearing: Hearing) -> Done:
        """Once: the tip stays closed, and its desk reads the wish before the words can go."""
        thread = await self._store.thread(hearing.citizen, effect.tip, hearing.at)
        if thread is None or effect.tip not in {own.tip for own in hearing.own_tips}:
            return Done(TipClosedOrGone())
        if not is_over(thread.status):
            return _offered(thread)
        if has_asked(thread, effect.wish):
            return Done(RemovalAsked())
        return Done(RemovalAsked(), addition=(effect.tip, effect.wish, ()), desk=thread.desk)


def _opened(thread: ThreadView, effect: OpenThread) -> Done:
    """What was said beside the receipt is not sent on, but that there is danger is."""
    opened = Opened(thread, left_out=effect.says_more)
    shown = Done(opened, opened=thread.tip, hides_words=True)
    if not effect.is_urgent or is_over(thread.status):
        return shown
    return replace(shown, alarm=_alarm(thread), desk=thread.desk)


def _alarm(thread: ThreadView) -> tuple[TipId, str]:
    return thread.tip, text("desk.line_danger", "vi")


def _offered(thread: ThreadView | None) -> Done:
    return Done(RetractionOffered(thread) if thread else TipClosedOrGone())


def _shown(thread: ThreadView | None) -> Done:
    return Done(Opened(thread) if thread else TipClosedOrGone())


def _without_looking(effect: EraseMe | CountOutOfScope | CountCheck, hearing: Hearing) -> Done:
    if isinstance(effect, EraseMe):
        return Done(Erased(len(hearing.own_tips)), erase=True, hides_words=True)
    if isinstance(effect, CountCheck):
        return Done(Checked(effect.answer), checked=effect.answer, hides_words=True)
    return Done(Counted(effect.reason), out_of_scope=effect.reason, hides_words=True)
