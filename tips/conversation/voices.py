"""A resident's own voice is offered another one before anybody hears it."""

from dataclasses import replace

from messages.message import Button, Media, MediaKind
from tips.conversation.draft import Draft, amend
from tips.conversation.speech import Reply, button, line, say
from tips.conversation.turn import ChangeVoices, Context, Say, VoicesChanged

CHANGE = "voice:change"
MOST_CHANGES = 5  # of a tip: each is work, and a file until the sweep


def offer(draft: Draft, context: Context) -> tuple[Button, ...]:
    """Only where it can be listened to, and answered by a press."""
    can_hear = context.has_media and context.has_buttons
    return (button(draft, "change_voice", CHANGE),) if can_hear and _left(draft) else ()


def offer_beside(
    says: tuple[Say, ...], came: tuple[Media, ...], draft: Draft, context: Context
) -> tuple[Say, ...]:
    """Where what came is said to be kept; not if the same message cancelled everything."""
    ids = {one.id for one in came}
    if not says or not any(one.id in ids for one in _left(draft)):
        return says
    return (replace(says[0], buttons=offer(draft, context)), *says[1:])


def _left(draft: Draft) -> tuple[Media, ...]:
    """What may still be changed."""
    if draft.voice_changes >= MOST_CHANGES:
        return ()
    return tuple(one for one in draft.media if one.kind is MediaKind.VOICE)


def change(draft: Draft, _world: Context) -> Reply | None:
    found = _left(draft)
    return Reply(draft, effect=ChangeVoices(found), ask=False) if found else None


def changed(draft: Draft, outcome: VoicesChanged) -> Reply:
    """To be listened to first: what is heard now is what an officer will hear."""
    if not outcome.instead:
        return Reply(draft, (say(draft, "voice_not_changed"),))
    media = tuple(outcome.instead.get(one.id, one) for one in draft.media)
    kept = amend(draft, media=media, voice_changes=draft.voice_changes + 1)
    again = (button(kept, "change_voice_again", CHANGE),) if _left(kept) else ()
    heard = Say(line(kept, "voice_changed"), again, media=tuple(outcome.instead.values()))
    return Reply(kept, (heard,))
