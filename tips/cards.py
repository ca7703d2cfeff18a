"""What a desk group reads: cards, posts and the letters a citizen gets. Pure."""

from datetime import datetime

from channels.message import Outgoing
from communes.directory import Directory
from tips.ports import WaitingLetter

# Choices on cards, each followed by ":" and the code: "claim:K7Q-204", "urgency:K7Q-204:cao",
# "status:K7Q-204:xac_minh", "closing:K7Q-204:khong_co_co_so".
CLAIM, RELEASE, ASK, NOTE, DETAIL = "claim", "release", "ask", "note", "detail"
URGENCY, STATUS, CLOSE, CLOSING = "urgency", "status", "close", "closing"


def compose(letter: WaitingLetter, directory: Directory, now: datetime) -> Outgoing:
    """The message for a letter: a CARD rendered from the tip, a POST, or words to a citizen."""
    raise NotImplementedError
