"""Commands of the officers: link an account or a group, look at the queue, find help."""

from aiogram.filters import CommandObject, Filter
from aiogram.types import Message
from typing_extensions import override

from channels.message import Address, Button, Choice, Outgoing
from handlers.telegram_desk import CHANNEL, Desk, Unwelcome, place_of, sentence
from tips.cards import DETAIL
from tips.catalogue import text
from tips.errors import InviteExpired
from tips.kinds import kind_label
from tips.statuses import SHAPES, is_over
from tips.tip import TipSummary

ROWS = 12  # the rest is on the desk's page


class Migrated(Filter):
    """The group became a supergroup and has a new id."""

    @override
    async def __call__(self, message: Message) -> bool:
        return message.migrate_to_chat_id is not None


async def link_account(message: Message, command: CommandObject, desk: Desk) -> None:
    account = str(message.chat.id)  # a private chat has its person's id
    try:
        officer = await desk.access.link_account(command.args or "", account)
    except InviteExpired:
        await desk.tell(account, text("telegram.link_refused"))
        return
    await desk.tell(account, text("telegram.account_linked", "vi", label=officer.label))


async def link_group(message: Message, command: CommandObject, desk: Desk) -> None:
    group = str(message.chat.id)
    try:
        linked = await desk.access.link_group(command.args or "", group)
    except InviteExpired:
        await desk.tell(place_of(message), text("telegram.link_refused"))
        return
    await desk.tell(place_of(message), text("telegram.group_linked", "vi", desk=linked.name))


async def follow_group(message: Message, desk: Desk) -> None:
    linked = await desk.access.desk_by_group(str(message.chat.id))
    if linked is not None:
        code = await desk.access.group_code(linked.code)
        await desk.access.link_group(code, str(message.migrate_to_chat_id))


async def help_officers(message: Message, desk: Desk) -> None:
    if await desk.access.desk_by_group(str(message.chat.id)) is None:
        await desk.tell(place_of(message), text("telegram.group_not_linked"))
        return
    await desk.tell(place_of(message), text("telegram.desk_help"))


async def show_queue(message: Message, desk: Desk) -> None:
    try:
        officer = await desk.officer(message.from_user, message.chat)
    except Unwelcome as problem:
        await desk.tell(place_of(message), sentence(problem))
        return
    waiting = [row for row in await desk.triage.queue(officer) if not is_over(row.status)]
    if not waiting:
        await desk.tell(place_of(message), text("telegram.queue_empty"))
        return
    answer = Outgoing(
        Address(CHANNEL, place_of(message)),
        _queue_text(waiting),
        tuple(Button(row.code, Choice(f"{DETAIL}:{row.code}")) for row in waiting[:ROWS]),
    )
    await desk.postman.speak([answer])


def _queue_text(waiting: list[TipSummary]) -> str:
    lines = [text("telegram.queue_head", "vi", n=len(waiting))]
    lines += [_row(row) for row in waiting[:ROWS]]
    if len(waiting) > ROWS:
        lines.append(text("telegram.queue_more", "vi", n=len(waiting) - ROWS))
    return "\n".join(lines)


def _row(row: TipSummary) -> str:
    return text(
        "telegram.queue_row",
        "vi",
        shape=SHAPES[row.urgency],
        code=row.code,
        kind=kind_label(row.kind),
        place=row.place[:60] or text("telegram.queue_no_place"),
        holder=row.officer_label or text("desk.card_free"),
    )
