"""Commands of the officers: link an account or a group, find help."""

from aiogram.enums import ChatMemberStatus
from aiogram.filters import CommandObject, Filter
from aiogram.types import ChatMemberUpdated, Message
from typing_extensions import override

from desks.errors import InviteExpired
from handlers.telegram.officers.desk import Desk, place_of
from wording.catalogue import text

SPEAKING = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.CREATOR)


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


async def hear_of_bot(event: ChatMemberUpdated, desk: Desk) -> None:
    """We were removed, muted, or let in again: nobody should find out by a missed tip."""
    group, member = str(event.chat.id), event.new_chat_member
    may_write = member.status in SPEAKING or getattr(member, "can_send_messages", False)
    if await desk.access.desk_by_group(group) is None:
        return
    if may_write:
        await desk.access.group_back(group)
    else:
        await desk.access.group_lost(group)


async def hear_of_leaving(message: Message, desk: Desk) -> None:
    """An officer left the group: the colleagues are told what they can still read."""
    linked = await desk.access.desk_by_group(str(message.chat.id))
    gone = message.left_chat_member
    officer = await desk.access.officer_by_account(str(gone.id)) if gone else None
    if linked is None or officer is None or officer.desk != linked.code:
        return
    devices = len(await desk.access.sessions.devices(officer))
    told = text("telegram.officer_left", "vi", label=officer.label, devices=devices)
    await desk.tell(place_of(message), told)


async def help_officers(message: Message, desk: Desk) -> None:
    if await desk.access.desk_by_group(str(message.chat.id)) is None:
        await desk.tell(place_of(message), text("telegram.group_not_linked"))
        return
    await desk.tell(place_of(message), text("telegram.desk_help"))
