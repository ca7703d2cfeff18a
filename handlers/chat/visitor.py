"""Who is chatting, as far as we want to know: the holder of a random cookie, at a fair pace."""

from dataclasses import dataclass

from fastapi import Request, Response

from desks.ports import Chance, Clock
from handlers.chat.cookie import ChatCookie
from handlers.chat.proof import HEADER, Proofs
from handlers.web.networks import Networks
from handlers.web.problems import Problem
from handlers.web.throttle import Pace


@dataclass(frozen=True, slots=True)
class Pacing:
    """`(at once, then per second)`. Mobile networks put thousands behind one address."""

    messages: tuple[float, float] = (30, 1)
    readings: tuple[float, float] = (60, 5)
    pieces: tuple[float, float] = (60, 5)
    new_chats: tuple[float, float] = (200, 5)  # of one network without a proof of work


class Visitors:
    def __init__(
        self, clock: Clock, chance: Chance, pacing: Pacing, cookie: ChatCookie, proofs: Proofs
    ) -> None:
        self.cookie = cookie
        self.networks = Networks(chance)
        self.proofs = proofs
        self._messages = Pace(clock, *pacing.messages)
        self._readings = Pace(clock, *pacing.readings)
        self._pieces = Pace(clock, *pacing.pieces)
        self._new_chats = Pace(clock, *pacing.new_chats)

    def welcome(self, request: Request, response: Response) -> str:
        """A new chat, a new cookie. Who comes back with theirs pays nothing here."""
        network = self.networks.mark_of(request)
        proof = request.headers.get(HEADER, "")
        # A proof that was asked for is taken first: the allowance is for those who follow.
        is_proven = bool(proof) and self.proofs.accepts(network, proof)
        if not is_proven and self._new_chats.wait(network):
            raise Problem(428, "proof_needed")
        recipient = self.cookie.give_new(response)
        self._messages.wait(recipient)  # its greeting
        return recipient

    def returning(self, request: Request) -> str | None:
        return None if self.cookie.recipient(request) is None else self.reader(request)

    def writer(self, request: Request) -> str:
        return self._paced(request, self._messages)

    def reader(self, request: Request) -> str:
        return self._paced(request, self._readings)

    def piecemeal(self, request: Request) -> str:
        return self._paced(request, self._pieces)

    def _paced(self, request: Request, pace: Pace) -> str:
        recipient = self.cookie.recipient(request)
        if recipient is None:
            raise Problem(401, "no_chat")
        if seconds := pace.wait(recipient):
            raise Problem(429, "too_many", headers={"Retry-After": str(seconds)})
        return recipient
