"""A hamlet's group that hears lessons: an officer has it do so, for the place of their desk."""

from dataclasses import replace

from broadcasts.subscribing.ports import Enrolled, SubscriberStore, SubscriptionMoved
from broadcasts.subscribing.subscription import Subscription, begin, in_commune, in_province
from communes.directory import CommuneCode, Directory, ProvinceCode
from desks.ports import Clock
from messages.message import Address, Incoming

TRIES = 5


class HamletGroups:
    """`channel`: whose lessons go to such groups."""

    def __init__(
        self, store: SubscriberStore, directory: Directory, clock: Clock, channel: str
    ) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._channel = channel

    async def begin(self, group: str, desk: str, event_id: str) -> None:
        """Every topic, as anybody gets who asks for lessons; begun anew it follows the new desk."""
        now, incoming = self._clock.now(), Incoming(Address(self._channel, group), event_id)
        for _ in range(TRIES):
            known = (await self._store.recall(incoming, now)).subscription
            try:
                await self._store.keep(Enrolled(incoming, now, known, self._of(desk), ()))
            except SubscriptionMoved:
                continue
            return
        raise SubscriptionMoved

    async def end(self, group: str, desk: str, event_id: str) -> None:  # noqa: ARG002
        await self._store.end(Address(self._channel, group))

    def _of(self, desk: str) -> Subscription:
        """A department's groups hear what its province does, the ministry's what everybody does."""
        whole = begin("vi")
        commune = self._directory.communes.get(CommuneCode(desk))
        if commune is not None:
            return replace(whole, wishes=in_commune(whole.wishes, commune))
        province = self._directory.provinces.get(ProvinceCode(desk.partition("-")[0]))
        return replace(whole, wishes=in_province(whole.wishes, province)) if province else whole
