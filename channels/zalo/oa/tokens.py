"""The account's access token, renewed by whichever process holds the lease, stored before use."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from channels.zalo.http import NoAnswer, NotSent
from channels.zalo.oa.oauth import OAuth, TokenRefused
from desks.ports import Clock
from messages.channel import TryLater
from messages.tokens import Kept, TokenStore

RENEWED_AFTER = timedelta(hours=20)  # of 25
LEASE = timedelta(seconds=60)  # longer than any call: of one token there are never two renewals
LOOK = 0.05  # seconds between two looks at what another process is doing
PATIENCE = 30.0
NOT_CONNECTED_PAUSE = 300.0

log = logging.getLogger(__name__)


class NotConnected(TryLater):
    """No administrator has signed in, or their consent has ended: an operator's task."""

    def __init__(self) -> None:
        super().__init__(NOT_CONNECTED_PAUSE, whole_channel=True)


@dataclass(eq=False)
class Tokens:
    name: str
    store: TokenStore
    oauth: OAuth
    clock: Clock

    async def current(self) -> Kept:
        """Renewed in good time. NotConnected or TryLater."""
        kept = await self._kept()
        now = self.clock.now()
        if now < kept.renewed_at + RENEWED_AFTER and now < kept.pair.ends_at:
            return kept
        try:
            return await self.renewed(kept)
        except TryLater:
            if now < kept.pair.ends_at:
                return kept  # it still serves
            raise

    async def renewed(self, old: Kept) -> Kept:
        """Another pair than `old`, whoever renews it. NotConnected or TryLater."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    kept = await self._kept()
                    if kept.version != old.version:
                        return kept
                    if await self._lease(kept):
                        return await self._renew(kept)
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise TryLater(1.0) from None

    async def _lease(self, kept: Kept) -> bool:
        now = self.clock.now()
        return await self.store.lease(self.name, kept.version, now, now + LEASE)

    async def _renew(self, old: Kept) -> Kept:
        now = self.clock.now()
        try:
            pair = await self.oauth.refresh(old.pair.refresh, now)
        except TokenRefused as refused:
            log.error("zalo has to be connected again", extra={"code": refused.code})  # noqa: TRY400
            raise NotConnected from None
        except NotSent:
            await self.store.release(self.name, old.version)
            raise TryLater(1.0) from None
        except NoAnswer:  # it may be spent: the lease runs out before anybody tries it again
            raise TryLater(LEASE.total_seconds()) from None
        if not await self.store.keep(self.name, old.version, pair, now):
            return await self._kept()  # an administrator connected it anew meanwhile
        return Kept(pair, old.version + 1, now)

    async def _kept(self) -> Kept:
        kept = await self.store.find(self.name)
        if kept is None:
            raise NotConnected
        return kept
