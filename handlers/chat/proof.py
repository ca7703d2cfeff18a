"""What a newcomer does where one address brings many: some seconds of computing (ALTCHA), instead
of being refused for neighbours they do not know.
"""

import base64
import binascii
import re
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Literal

from altcha.v1 import ChallengeOptions, Payload, create_challenge, verify_solution
from pydantic import BaseModel, ConfigDict, ValidationError

from desks.ports import Clock
from handlers.chat.cookie import Signer
from handlers.web.throttle import REMEMBERED, Pace

HEADER = "Tinbao-Proof"
PURPOSE = "proof of work"
LASTS = timedelta(minutes=5)
EASIEST = 100_000  # hashes at most: a second on a cheap phone
HARDER = 4  # times twice as hard, while proofs go on coming
AT_ONCE, A_SECOND = 100, 0.5  # proofs of one network until the next is harder
_EXPIRES = re.compile(r"[0-9a-f]+\?expires=(\d{1,12})&")  # the whole salt, as it was made


class Challenge(BaseModel):
    """`number` (0 … `maxnumber`) is to be found: SHA-256 of `salt` and it is `challenge`."""

    algorithm: Literal["SHA-256"] = "SHA-256"
    challenge: str
    maxnumber: int
    salt: str
    signature: str


class _Proof(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    algorithm: Literal["SHA-256"]
    challenge: str
    number: int
    salt: str
    signature: str


class Proofs:
    def __init__(self, clock: Clock, signer: Signer) -> None:
        self._clock = clock
        # The same in every copy: the answer may come to another than gave the challenge.
        self._key = signer.mark(PURPOSE)
        self._proven = Pace(clock, AT_ONCE, A_SECOND)
        self._used: OrderedDict[str, datetime] = OrderedDict()

    def challenge(self, network: str) -> Challenge:
        harder = round(HARDER * (1 - self._proven.fullness(network)))
        wanted = ChallengeOptions(
            max_number=EASIEST << harder, hmac_key=self._key, expires=self._clock.now() + LASTS
        )
        made = create_challenge(wanted)
        return Challenge(
            challenge=made.challenge,
            maxnumber=made.max_number,
            salt=made.salt,
            signature=made.signature,
        )

    def accepts(self, network: str, told: str) -> bool:
        """Each proof once in each copy, so that it is not shown for a thousand chats."""
        proof = _read(told)
        if proof is None or not self._is_right(proof) or proof.challenge in self._used:
            return False
        self._used[proof.challenge] = self._clock.now()
        if len(self._used) > REMEMBERED:
            self._used.popitem(last=False)
        self._proven.wait(network)
        return True

    def _is_right(self, proof: _Proof) -> bool:
        expires = _EXPIRES.fullmatch(proof.salt)
        if expires is None or int(expires[1]) < self._clock.now().timestamp():
            return False
        told = Payload(**proof.model_dump())
        return verify_solution(told, self._key, check_expires=False)[0]


def _read(told: str) -> _Proof | None:
    try:
        return _Proof.model_validate_json(base64.b64decode(told, validate=True))
    except (binascii.Error, ValidationError, ValueError):
        return None
