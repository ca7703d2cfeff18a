"""The whole tip on one page, before it is sent."""

from collections.abc import Iterator

from messages.message import Media, MediaKind
from tips.conversation.draft import Draft, Stage
from tips.conversation.speech import button, line
from tips.conversation.steps.place_questions import place_shown
from tips.conversation.turn import Context, Say
from tips.reading.kinds import ONGOING, kind_label, kind_named
from tips.tip import PlaceTold
from wording.clean import cut

LONGEST_STORY_SHOWN = 700
LONGEST_SHOWN = 150
_PRESSED = {
    "Có": "button_yes",
    "Không": "button_no",
    "không rõ": "unknown",
    ONGOING: "happening",
    "nhiều lần": "often",
}


def ask_review(draft: Draft, context: Context) -> Say:
    buttons = (
        button(draft, "send", "send"),
        button(draft, "edit", "edit"),
        button(draft, "cancel", "cancel"),
    )
    return Say(line(draft, "review", lines="\n".join(_lines(draft, context))), buttons)


def _lines(draft: Draft, context: Context) -> Iterator[str]:
    place = place_shown(draft, draft.place or PlaceTold(), context.places.directory)
    yield line(draft, "review_kind", value=kind_label(draft.kind or "", draft.language))
    yield line(draft, "review_place", value=cut(place, 2 * LONGEST_SHOWN))
    yield line(
        draft, "review_when", value=cut(_show_answer(draft, draft.when or ""), LONGEST_SHOWN)
    )
    yield line(draft, "review_story", value=shown_story(draft))
    kind = kind_named(draft.kind)
    for asked in kind.details() if kind else ():
        if asked.id in draft.answers:
            answer = cut(_show_answer(draft, draft.answers[asked.id]), LONGEST_SHOWN)
            question = asked.text(draft.language)
            yield line(draft, "review_answer", question=question, value=answer)
    if draft.media:
        yield line(draft, "review_media", value=files(draft, draft.media))


def is_complete(draft: Draft) -> bool:
    return bool(
        kind_named(draft.kind)
        and draft.story
        and draft.place is not None
        and draft.when is not None
    )


def shown_answer(draft: Draft, context: Context, told: str) -> str:
    """What is noted for this step. `told`: for the kind's own question."""
    match draft.stage:
        case Stage.KIND:
            return kind_label(draft.kind, draft.language) if draft.kind else ""
        case Stage.PLACE if draft.place is not None:
            shown = place_shown(draft, draft.place, context.places.directory)
            return cut(shown, 2 * LONGEST_SHOWN)
        case Stage.WHEN:
            return cut(_show_answer(draft, draft.when or ""), LONGEST_SHOWN)
        case Stage.DETAIL:
            return cut(_show_answer(draft, told), LONGEST_SHOWN)
    return ""


def _show_answer(draft: Draft, answer: str) -> str:
    """Pressed answers are kept in Vietnamese, for the officer; shown in the citizen's language."""
    key = _PRESSED.get(answer)
    return line(draft, key) if key else answer


def shown_story(draft: Draft) -> str:
    if len(draft.story) <= LONGEST_STORY_SHOWN:
        return draft.story
    return line(draft, "review_cut", value=draft.story[:LONGEST_STORY_SHOWN].rstrip())


def files(draft: Draft, media: tuple[Media, ...]) -> str:
    """Such as "2 ảnh, 1 tin thoại"."""
    named = {
        MediaKind.PHOTO: "photos",
        MediaKind.VOICE: "voices",
        MediaKind.VIDEO: "videos",
        MediaKind.PAPER: "papers",
    }
    counts = {key: sum(m.kind is kind for m in media) for kind, key in named.items()}
    return ", ".join(line(draft, key, count=count) for key, count in counts.items() if count)
