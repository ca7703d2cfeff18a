"""What a refusal of the Official Account means for a message and for all that come after it."""

from collections.abc import Iterator
from contextlib import contextmanager

from channels.zalo.http import NoAnswer, NotSent
from channels.zalo.oa.calls import OaRefused
from messages.channel import Refused, TryLater, Unreachable

OPERATORS_TASK = 600.0  # seconds until it is worth another try
# Not a follower, no word in seven days, the window is over, they muted or banned us.
NOBODY = (-213, -227, -230, -232, -244)
NEVER_TAKEN = (-201, -210, -233, -240, -248)
SWITCHED_OFF = (-204, -205, -209, -212, -219, -221, -223, -224, -235, -242, -320, -321)
QUOTA = (-211, -218)
TOKEN_ENDED = (-216, -220)
AT_NIGHT = -234
RATE = -32


@contextmanager
def in_our_words() -> Iterator[None]:
    try:
        yield
    except OaRefused as refused:
        raise meaning(refused.code) from None
    except NotSent:
        raise TryLater(0) from None
    except NoAnswer:  # it may have arrived: a question heard twice is better than one never heard
        raise TryLater(0) from None


def meaning(code: int) -> Exception:
    if code in NOBODY:
        return Unreachable(f"zalo_{code}")
    if code in NEVER_TAKEN:
        return Refused(f"zalo_{code}")
    pauses = {RATE: 60.0, AT_NIGHT: 3600.0} | dict.fromkeys(SWITCHED_OFF, OPERATORS_TASK)
    pauses |= dict.fromkeys(QUOTA, OPERATORS_TASK) | dict.fromkeys(TOKEN_ENDED, 30.0)
    return TryLater(pauses.get(code, 0.0), whole_channel=code in pauses)
