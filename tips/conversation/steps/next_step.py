"""Which step of telling a tip comes next."""

from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.speech import Reply
from tips.conversation.steps.place_questions import lacks_only_commune
from tips.conversation.steps.questions import current_detail
from tips.conversation.turn import Context, Say
from tips.reading.kinds import kind_named


def proceed(draft: Draft, context: Context, *says: Say) -> Reply:
    """On to the first question that has no answer yet."""
    return Reply(amend(draft, stage=_next_stage(draft, context), page=0, editing=""), says)


def _next_stage(draft: Draft, context: Context) -> Stage:
    questions = (
        (kind_named(draft.kind) is None, _kind_stage(draft)),
        (not draft.story, Stage.STORY),
        (draft.place is None and not lacks_only_commune(draft), _place_stage(draft)),
        (draft.when is None, Stage.WHEN),
        (draft.place is None, _place_stage(draft)),  # a street is told: its commune can wait
        (draft.express, Stage.REVIEW),  # details can follow once somebody is on the way
        (not draft.details_done and current_detail(draft) is not None, Stage.DETAIL),
        (not draft.media_done and context.has_media, Stage.MEDIA),
    )
    return next((stage for is_open, stage in questions if is_open), Stage.REVIEW)


def _place_stage(draft: Draft) -> Stage:
    return Stage.PLACE_PICK if draft.offered else Stage.PLACE


def _kind_stage(draft: Draft) -> Stage:
    return Stage.CONFIRM_KIND if draft.story else Stage.KIND
