"""How the tests of telling a tip begin."""

from tests.tips.chatting import Citizen
from tips.conversation.draft import Stage

STORY = "Có hai người lạ bẻ khóa xe trước cổng trường"


def told(citizen: Citizen | None = None) -> Citizen:
    """A citizen whose tip lies ready at the review."""
    citizen = citizen or Citizen()
    citizen.press("start", "kind:trom_cap")
    citizen.say(STORY, "gần chợ Bến Thành", "tối qua")
    citizen.press("skip_all", "media:done")
    assert citizen.stage() is Stage.REVIEW
    return citizen
