"""The conversation as pure functions. Owned by the rules; no messenger, no database, no loop."""

from channels.message import Incoming
from tips.draft import Draft
from tips.turn import Outcome, Turn, World


def advance(draft: Draft, incoming: Incoming, world: World) -> Turn:
    """Hear one message. With an effect, `replies` come before it (an emergency line, say) and
    `after` gives the rest once it is carried out.
    """
    raise NotImplementedError


def after(draft: Draft, outcome: Outcome, world: World) -> Turn:
    """What to say once an effect has happened. Never has an effect itself."""
    raise NotImplementedError
