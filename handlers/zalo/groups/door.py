"""The groups of an Official Account: officers act by quoting a card; a hamlet's hears lessons.

Whatever else is said in a group stays there: the account answers only who quotes it, names a tip
or gives an order.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from desks.desk import Code, Desk, Officer
from desks.errors import InviteExpired, NotPermitted, TipProblem, UnknownTip
from handlers.words.refusals import key_of, tip_sentence
from handlers.zalo.groups.desk import GroupDesk, Unwelcome, account_of
from handlers.zalo.groups.lists import list_late, list_mine, list_queue
from handlers.zalo.groups.moving import Typed, carry_out, event_of
from handlers.zalo.groups.reply import begins_with_number, read_reply
from messages.arrival import Arrival
from tips.cards.cards import left_detail
from tips.cards.typed import DETAIL, number_of
from tips.errors import NotClaimed, WordsHeld, WordsRefused
from tips.triage.transfer_ports import Trace
from wording.catalogue import text

_ORDER = re.compile(r"(?:@\S.{0,60}?\s)?/([a-z]+)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
LINK = "lienket"


@dataclass(frozen=True, slots=True)
class Said:
    group: str
    account: str
    event_id: str
    words: str
    quoted: str


@dataclass(frozen=True, slots=True)
class GroupDoor:
    desk: GroupDesk

    async def hear(self, arrival: Arrival) -> None:
        """The effect is committed when this returns; the same arrival again has no second one."""
        body = arrival.body
        said = Said(
            arrival.sender.recipient,
            body["account"],
            event_of(arrival.event_id),
            body.get("text", ""),
            body.get("quoted", ""),
        )
        try:
            told = await self._answer(said)
        except Unwelcome as problem:
            told = [text(problem.key)]
        await self.desk.tell(said.group, told)

    async def link_account(self, words: str, person: str) -> str | None:
        """What an officer writes to the account alone; None: it is a resident's word."""
        order = _ORDER.fullmatch(words.strip())
        if order is None or order[1].lower() != LINK:
            return None
        try:
            officer = await self.desk.access.link_account(order[2], account_of(person))
        except InviteExpired:
            return text("zalo_groups.link_refused")
        return text("zalo_groups.account_linked", "vi", label=officer.label)

    async def _answer(self, said: Said) -> Sequence[str]:
        order = _ORDER.fullmatch(said.words.strip())
        linked = await self.desk.access.desk_by_group(said.group)
        if linked is not None and linked.trouble is not None:
            await self.desk.access.group_back(said.group)  # it speaks, so it hears
        if order and order[1].lower() == LINK:
            return [await self._link_group(said.group, order[2])]
        if linked is None:
            return await self._at_hamlet(said, order[1].lower() if order else "")
        if order:
            return await self._ordered(said, linked, order[1].lower(), order[2])
        return await self._replied(said, linked)

    async def _link_group(self, group: str, code: str) -> str:
        try:
            linked = await self.desk.access.link_group(code, group)
        except InviteExpired:
            return text("zalo_groups.link_refused")
        return text("zalo_groups.group_linked", "vi", desk=linked.name)

    async def _at_hamlet(self, said: Said, order: str) -> Sequence[str]:
        """A group of no desk: an officer may have it hear lessons, and end that."""
        if order not in HAMLET_ORDERS:
            return [text("zalo_groups.not_linked")] if order in ORDERS else []
        officer = await self.desk.officer(said.account)
        hamlets = self.desk.hamlets
        begins = HAMLET_ORDERS[order]
        await (hamlets.begin if begins else hamlets.end)(said.group, officer.desk, said.event_id)
        key = "lessons_begin" if begins else "lessons_end"
        return [text(f"zalo_groups.{key}")]

    async def _ordered(self, said: Said, linked: Desk, order: str, rest: str) -> Sequence[str]:
        if order in HAMLET_ORDERS:
            return [text("zalo_groups.of_a_desk")]
        if order == LOOK and rest.strip():
            return await self._replied(replace(said, words=f"{rest} {number_of(DETAIL)}"), linked)
        if order not in ORDERS:
            return [text("zalo_groups.help")]
        officer = await self.desk.officer_at(linked, said.account)
        return [await ORDERS[order](self.desk, officer)]

    async def _replied(self, said: Said, linked: Desk) -> Sequence[str]:
        reply = read_reply(said.words)
        code = reply.code or await self._code_quoted(said)
        if not code:
            lost = said.quoted and begins_with_number(reply.words)
            return [text("zalo_groups.which_tip")] if lost else []
        officer = await self.desk.officer_at(linked, said.account)
        return await self._about(said, officer, Code(code), reply.words)

    async def _code_quoted(self, said: Said) -> str:
        if not said.quoted:
            return ""
        by_card = await self.desk.access.code_by_topic(f"{said.group}/#{said.quoted}")
        return by_card or self.desk.quoted.code_of(said.quoted)

    async def _about(self, said: Said, officer: Officer, code: Code, words: str) -> Sequence[str]:
        try:
            seen = await self.desk.moves.seen(officer, code)
            if isinstance(seen, Trace):
                await self.desk.audit.looked(officer, code)
                return left_detail(seen, self.desk.directory)
            return await carry_out(Typed(self.desk, officer, seen, said.event_id, words))
        except TipProblem as problem:
            if isinstance(problem, (UnknownTip, NotPermitted)):
                await self.desk.audit.refused(officer, f"{key_of(problem)} {code[:60]}")
            return [_refusal(problem, code)]


def _refusal(problem: TipProblem, code: Code) -> str:
    if isinstance(problem, NotClaimed):
        return text("zalo_groups.not_claimed", "vi", code=code)
    if isinstance(problem, WordsHeld) and not isinstance(problem, WordsRefused):
        return text("zalo_groups.words_held", "vi", found=problem.found)
    return tip_sentence(problem)


LOOK = "xem"
ORDERS: Mapping[str, Callable[[GroupDesk, Officer], Awaitable[str]]] = {
    "hangdoi": list_queue,
    "tre": list_late,
    "cuatoi": list_mine,
}
HAMLET_ORDERS = {"nhanbai": True, "thoibai": False}
