"""The citizen's side, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from desks.errors import UnknownTip
from messages.message import Address, ChatLine, Incoming, Media, MediaId, Outgoing
from tests.fakes.memory import NO_LINK, DraftRow, Memory
from tips.clock.deadlines import deadline_of
from tips.conversation.turn import OwnTip, ThreadView
from tips.errors import AlreadyDone, TipMoved
from tips.intake.ports import (
    GUESSES_COUNT_FOR,
    Filing,
    IntakeChange,
    Recalled,
    Retraction,
    Withdrawal,
)
from tips.letters import LetterKind
from tips.reading.receipt import words_of
from tips.statuses import RETRACTED
from tips.tip import Author, Line, Status, Tip, TipId, Urgency
from tips.triage.reopening import is_untaken, may_reopen
from wording.catalogue import text


class MemoryCitizenStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def receipt_for(self, draft_id: str) -> tuple[str, ...]:
        return words_of(sha256(draft_id.encode()).digest()[:10])

    async def recall(self, incoming: Incoming, at: datetime) -> Recalled:
        citizen = incoming.sender
        row = self._memory.drafts.get(citizen)
        answer = self._memory.answers.get((citizen, incoming.event_id))
        since = at - GUESSES_COUNT_FOR
        wrong = [
            who for who, when in self._memory.wrong_receipts if who == citizen and when > since
        ]
        return Recalled(
            row.draft if row else None,
            row.version if row else 0,
            answer[0] if answer else None,
            self._own_tips(citizen),
            len(wrong),
        )

    async def keep(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
        citizen = heard.incoming.sender
        self._refuse_stale(heard)
        self._refuse_strangers(heard)
        if heard.withdrawal is not None:
            self._withdraw(heard.withdrawal, heard.at)
        self._carry_out_changes(heard)
        if heard.filing is not None:
            self._file(heard.filing, citizen, heard.at)
        if heard.addition is not None:
            self._add(*heard.addition, heard.at)
        if heard.alarm is not None:
            self._alarm(*heard.alarm, heard.at)
        if heard.erase:
            self._erase(citizen)
        self._keep_draft(heard)
        self._count(heard)
        self._wake_parked(citizen, heard.at)
        answer = self._answer(heard)
        if heard.erase and citizen.channel != "web":
            return answer  # nothing remembers that they were here
        self._memory.answers[citizen, heard.incoming.event_id] = (answer, heard.at)
        return answer

    async def thread_by_receipt(
        self, readings: Sequence[tuple[str, ...]], at: datetime
    ) -> ThreadView | None:
        for reading in readings:
            if reading in self._memory.receipts:
                return self._view(self._memory.receipts[reading], at)
        return None

    async def thread(self, citizen: Address, tip: TipId, at: datetime) -> ThreadView | None:
        row = self._memory.drafts.get(citizen)
        seen = self._memory.links.get(tip) == citizen or (row is not None and row.opened == tip)
        return self._view(tip, at) if seen else None

    async def lines(self, citizen: Address, after: int) -> tuple[ChatLine, ...]:
        return tuple(line for line in self._memory.lines.get(citizen, ()) if line.id > after)

    async def may_see(self, citizen: Address, media: str) -> bool:
        row = self._memory.drafts.get(citizen)
        readable = {tip for tip, who in self._memory.links.items() if who == citizen}
        readable |= {row.opened} if row and row.opened else set()
        return self._memory.senders.get(MediaId(media)) == citizen or any(
            item.id == media for tip in readable for item in self._memory.tips[tip].media()
        )

    def _refuse_stale(self, heard: IntakeChange) -> None:
        citizen = heard.incoming.sender
        if (citizen, heard.incoming.event_id) in self._memory.answers:
            raise AlreadyDone
        row = self._memory.drafts.get(citizen)
        if (row.version if row else 0) != heard.draft_version:
            raise TipMoved
        if heard.filing:
            self._memory.refuse_taken(heard.filing)

    def _refuse_strangers(self, heard: IntakeChange) -> None:
        """Only the chat a tip came from, or one that showed its receipt, adds to it."""
        citizen = heard.incoming.sender
        row = self._memory.drafts.get(citizen)
        shown = {heard.opened, row.opened if row else None}
        if any(self._memory.links.get(tip) != citizen for tip in heard.touched() - shown):
            raise UnknownTip

    def _file(self, filing: Filing, citizen: Address, at: datetime) -> None:
        if filing.draft_id in self._memory.filed_drafts:
            return
        tip = self._memory.file(filing, citizen.channel, at)
        self._memory.links[tip.id] = citizen
        self._memory.receipts[filing.receipt] = tip.id
        self._memory.arm_card(tip, at)

    def _add(self, tip_id: TipId, text: str, media: tuple[Media, ...], at: datetime) -> None:
        tip = self._memory.tips[tip_id]
        line = Line(len(tip.lines) + 1, at, Author.CITIZEN, text, media=media)
        said = replace(tip, lines=(*tip.lines, line), unread=True, spam_by=None)
        self._memory.bump(said, at)
        self._memory.asked.discard(tip_id)
        self._memory.post_words(tip, at, text, media)

    def _alarm(self, tip_id: TipId, words: str, at: datetime) -> None:
        tip = self._memory.tips[tip_id]
        if tip.urgency is Urgency.CRITICAL or tip.closed_at is not None:
            return
        line = Line(len(tip.lines) + 1, at, Author.NOTE, words)
        lines = (*tip.lines, line)
        raised = replace(tip, urgency=Urgency.CRITICAL, lines=lines, unread=True, muted=False)
        self._memory.bump(raised, at)

    def _withdraw(self, taken: Withdrawal, at: datetime) -> None:
        tip = self._memory.tips[taken.tip]
        left = [
            replace(line, media=tuple(one for one in line.media if one not in taken.media))
            for line in tip.lines
        ]
        self._memory.tips[tip.id] = replace(tip, lines=tuple(left))
        self._add(taken.tip, taken.words, (), at)
        if taken.asks_again:
            self._memory.asked.add(taken.tip)

    def _carry_out_changes(self, heard: IntakeChange) -> None:
        if heard.retraction is not None:
            self._retract(heard.retraction, heard.incoming.sender, heard.at)
        if heard.reward is not None:
            self._take_reward(heard.reward.tip, heard.at)
        if heard.reopening is not None:
            self._reopen(*heard.reopening, heard.at)

    def _take_reward(self, tip_id: TipId, at: datetime) -> None:
        tip = self._memory.tips[tip_id]
        if tip.reward is None or not tip.reward.waits(at):
            raise TipMoved
        self._memory.tips[tip_id] = replace(tip, reward=replace(tip.reward, taken=True))

    def _retract(self, wanted: Retraction, citizen: Address, at: datetime) -> None:
        tip = self._memory.tips[wanted.tip]
        if self._memory.links.get(tip.id) != citizen:
            raise UnknownTip
        if not is_untaken(tip):
            raise TipMoved
        if wanted.file is not None:
            left = tuple(one for one in tip.report.media if one.id != wanted.file)
            fewer = replace(tip, report=replace(tip.report, media=left))
            self._memory.bump(fewer, at)
            return
        words = text("desk.retracted", tip.language)
        blank = replace(tip.report, story=words, media=(), when="", answers=())
        gone = replace(tip, report=blank, lines=(), unread=False, erased_at=at)
        over = replace(gone, status=Status.CLOSED, closed_at=at, closing_reason=RETRACTED)
        self._memory.bump(over, at)
        del self._memory.links[tip.id]
        self._memory.lines.pop(citizen, None)

    def _reopen(self, tip_id: TipId, text: str, at: datetime) -> None:
        tip = self._memory.tips[tip_id]
        if not may_reopen(tip, at):
            raise TipMoved
        line = Line(len(tip.lines) + 1, at, Author.CITIZEN, text)
        again = replace(
            tip,
            status=Status.CLASSIFYING,
            closed_at=None,
            closing_reason=None,
            officer=None,
            officer_label="",
            held_since=None,
            since=at,
            classified_at=None,
            extensions=0,
            reopened=tip.reopened + 1,
            unread=True,
            muted=False,
            lines=(*tip.lines, line),
        )
        self._memory.bump(again, at)
        self._memory.post_words(again, at, text)

    def _erase(self, citizen: Address) -> None:
        memory = self._memory
        memory.links = {tip: who for tip, who in memory.links.items() if who != citizen}
        memory.lines.pop(citizen, None)
        memory.subscriptions.pop(citizen, None)
        memory.senders = {one: who for one, who in memory.senders.items() if who != citizen}
        memory.answers = {key: a for key, a in memory.answers.items() if key[0] != citizen}

    def _keep_draft(self, heard: IntakeChange) -> None:
        citizen = heard.incoming.sender
        before = self._memory.drafts.pop(citizen, None)
        if heard.draft is None:
            return
        opened = heard.opened or (before.opened if before else None)
        row = DraftRow(heard.draft, heard.draft_version + 1, heard.at, opened)
        self._memory.drafts[citizen] = row

    def _count(self, heard: IntakeChange) -> None:
        if not heard.out_of_scope:
            theirs = (*heard.incoming.media, *heard.made)
            said = {one.id: heard.incoming.sender for one in theirs}
            self._memory.senders |= said
        else:
            self._memory.out_of_scope[heard.out_of_scope] += 1
        if heard.wrong_receipt:
            self._memory.wrong_receipts.append((heard.incoming.sender, heard.at))

    def _wake_parked(self, citizen: Address, at: datetime) -> None:
        for row in self._memory.letters:
            is_theirs = row.kind == LetterKind.CITIZEN and row.reason != NO_LINK
            if is_theirs and row.state == "parked" and self._memory.links.get(row.tip) == citizen:
                row.state, row.due, row.attempt, row.reason = "waiting", at, 0, ""

    def _answer(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
        incoming = heard.incoming
        chat = self._memory.lines.setdefault(incoming.sender, [])
        keeps_lines = incoming.sender.channel == "web"
        if keeps_lines and (incoming.text or incoming.media or incoming.choice):
            own = Outgoing(incoming.sender, incoming.text, media=incoming.media, sender="citizen")
            chat.append(ChatLine(self._memory.next_number(), "citizen", own))
        answer = tuple(
            ChatLine(self._memory.next_number(), reply.sender, reply) for reply in heard.replies
        )
        if keeps_lines:
            chat.extend(answer)
        return answer

    def _own_tips(self, citizen: Address) -> tuple[OwnTip, ...]:
        own = [self._memory.tips[tip] for tip, who in self._memory.links.items() if who == citizen]
        own.sort(key=lambda tip: tip.id)
        own.sort(key=lambda tip: tip.filed_at, reverse=True)
        return tuple(
            OwnTip(
                tip.id,
                tip.report.kind,
                tip.filed_at,
                tip.closed_at is not None,
                tip.id in self._memory.asked,
                self._asked_at(tip),
                self._memory.desks[tip.route.desk].name,
            )
            for tip in own
        )

    def _asked_at(self, tip: Tip) -> datetime | None:
        asked = tip.id in self._memory.asked
        said = [line.at for line in tip.lines if asked and line.author is Author.DESK]
        return max(said, default=None)

    def _view(self, tip_id: TipId, at: datetime) -> ThreadView:
        tip = self._memory.tips[tip_id]
        deadline = deadline_of(tip, at)
        desk = self._memory.desks.get(tip.route.desk)
        return ThreadView(
            tip=tip.id,
            status=tip.status,
            kind=tip.report.kind,
            desk_name=desk.name if desk else "",
            filed_at=tip.filed_at,
            answer_by=deadline.at if deadline else None,
            lines=tuple(
                replace(line, officer="") for line in tip.lines if line.author != Author.NOTE
            ),
            closing_reason=tip.closing_reason,
            desk=tip.route.desk,
            story=tip.report.story,
            media=tip.report.media,
            untaken=is_untaken(tip),
            may_reopen=may_reopen(tip, at),
            reward=tip.reward if tip.reward and tip.reward.waits(at) else None,
        )
