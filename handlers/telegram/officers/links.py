"""Commands of the officers: link an account or a group, find help."""

from aiogram.filters import CommandObject, Filter
from aiogram.types import Message
from typing_extensions import override

from desks.errors import InviteExpired
from handlers.telegram.officers.desk import Desk, place_of
from wording.catalogue import text


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
