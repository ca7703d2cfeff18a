"""The desks' groups of an Official Account: what their officers' door works with."""

from bot.wiring.application import Application, finding_of, moves_of, reaching_of
from broadcasts.subscribing.hamlets import HamletGroups
from channels.post.postman import Postman
from handlers.zalo.groups.desk import GroupDesk, Quoted
from handlers.zalo.groups.door import GroupDoor
from messages.channels import ZALO_OA


def group_door(application: Application, post: Postman, quoted: Quoted) -> GroupDoor:
    stores, directory, clock = application.stores, application.directory, application.clock
    desk = GroupDesk(
        access=application.access,
        triage=application.triage,
        moves=moves_of(application),
        finding=finding_of(application),
        postman=post,
        directory=directory,
        clock=clock,
        audit=application.audit,
        quoted=quoted,
        hamlets=HamletGroups(stores.subscribers, directory, clock, ZALO_OA.name),
        reaching=reaching_of(application),
    )
    return GroupDoor(desk)
