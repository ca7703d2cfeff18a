"""What can be asked for at any step: start, cancel, back, help, one's tips, another language."""

from collections.abc import Callable, Mapping

from messages.message import Choice
from tips.conversation import retracting, rewarding
from tips.conversation.draft import PLACE_STAGES, Draft, Stage, amend
from tips.conversation.scam_words import ask_for_message
from tips.conversation.speech import Reply, answer_line, button, line, say
from tips.conversation.steps.place_questions import lacks_only_commune
from tips.conversation.steps.questions import MOST_MEDIA, details_of
from tips.conversation.steps.summary import is_complete
from tips.conversation.threads import list_tips, move, show
from tips.conversation.turn import Context, EraseMe, OpenThread, ReopenTip, Say
from tips.tip import TipId
from wording.catalogue import LANGUAGES

TELLING = {
    Stage.KIND, Stage.CONFIRM_KIND, Stage.STORY, *PLACE_STAGES, Stage.WHEN, Stage.DETAIL,
    Stage.MEDIA, Stage.REVIEW, Stage.EDIT,
}  # fmt: skip
_ASIDE = {Stage.THREAD, Stage.RECEIPT, Stage.ERASE}  # steps that only interrupt a telling
_ID_LETTERS = set("0123456789abcdef")

_BEFORE = {
    Stage.CONFIRM_KIND: Stage.STORY,
    Stage.STORY: Stage.KIND,
    Stage.PLACE: Stage.STORY,
    Stage.PLACE_PICK: Stage.PLACE,
    Stage.PROVINCE: Stage.PLACE,
    Stage.COMMUNE: Stage.PROVINCE,
    Stage.WHEN: Stage.PLACE,
    Stage.DETAIL: Stage.WHEN,
    Stage.MEDIA: Stage.WHEN,
    Stage.EDIT: Stage.REVIEW,
}

Obeyed = Callable[[Draft], Reply | None]


def fresh(draft: Draft, stage: Stage) -> Draft:
    """Nothing of the tip being told is left, only the language and the unused draft id."""
    return Draft(draft.draft_id, draft.language, stage, language_chosen=draft.language_chosen)


def takes_file(draft: Draft) -> bool:
    """Not where a yes or no is awaited, and not beyond what one tip holds."""
    if draft.stage is Stage.ERASE:
        return False
    held = draft.media if draft.stage in TELLING else draft.pending_media
    return len(held) < MOST_MEDIA


def has_begun(draft: Draft) -> bool:
    return bool(draft.kind or draft.story or draft.media or draft.place or draft.when)


def is_busy(draft: Draft) -> bool:
    """Whether the next words answer a question about a tip."""
    if draft.stage is Stage.KIND:  # asked of everybody who opens a chat
        return has_begun(draft)
    return draft.stage not in {Stage.NEW, Stage.IDLE, Stage.SAVED}


def back_to_telling(draft: Draft) -> Draft:
    """After an interruption: the step that was left, else nothing in particular."""
    stage = draft.resume or Stage.IDLE
    return amend(draft, stage=stage, resume=None, thread=None, pending_text="", pending_media=())


def aside(draft: Draft, stage: Stage) -> Draft:
    """Interrupt what is being told, remembering the step."""
    left = draft.stage if draft.stage in TELLING and has_begun(draft) else draft.resume
    return amend(draft, stage=stage, resume=left)


# --- orders --------------------------------------------------------------------------------------


def start(draft: Draft) -> Reply:
    if draft.stage in TELLING and has_begun(draft):
        return Reply(draft, (notice(draft), say(draft, "resumed")))
    return Reply(fresh(draft, Stage.KIND), (notice(draft),))


def notice(draft: Draft) -> Say:
    """What must be read before anything is told; the rest is one press away."""
    return Say(line(draft, "notice"), (button(draft, "about", "help"),))


def begin(draft: Draft) -> Reply:
    dropped = draft.stage in TELLING and has_begun(draft)
    says = (say(draft, "restarted"),) if dropped else ()
    return Reply(fresh(draft, Stage.KIND), says)


def cancel(draft: Draft) -> Reply:
    if draft.stage in _ASIDE or draft.resume:
        return Reply(back_to_telling(draft), (say(draft, "left"),))
    if draft.stage in TELLING or draft.stage is Stage.OFFER:
        return Reply(fresh(draft, Stage.IDLE), (say(draft, "cancelled"),))
    return Reply(draft, (say(draft, "nothing_to_cancel"),))


def halt(draft: Draft) -> Reply:
    """DỪNG stands under every lesson: whoever tells a tip meanwhile must not lose it."""
    if draft.stage in TELLING and has_begun(draft):
        return Reply(draft, (say(draft, "halt_kept"),))
    return cancel(draft)


def edit(draft: Draft) -> Reply | None:
    """Which answer is to be changed, at any step; nothing told yet: nothing to change."""
    if draft.stage in TELLING and has_begun(draft):
        return Reply(amend(draft, stage=Stage.EDIT, editing=""))
    return None


def thank(draft: Draft) -> Reply | None:
    if draft.stage is Stage.THREAD:
        return None  # said to an officer
    said = Say(answer_line(draft, "thanks"))
    return Reply(draft, (said,), ask=draft.stage in TELLING or draft.stage in _ASIDE)


def back(draft: Draft) -> Reply:
    if draft.stage in _ASIDE or draft.stage is Stage.OFFER:
        return cancel(draft)
    if draft.stage not in TELLING:
        return Reply(draft)
    return _back_in_telling(draft)


def _back_in_telling(draft: Draft) -> Reply:
    if draft.editing:
        return Reply(amend(draft, stage=Stage.EDIT, editing=""))
    if draft.stage is Stage.DETAIL and draft.detail > 0:
        return Reply(amend(draft, detail=draft.detail - 1, details_done=False))
    return _one_step_back(draft)


def _one_step_back(draft: Draft) -> Reply:
    last = len(details_of(draft)) - 1
    if draft.stage is Stage.MEDIA and last >= 0:
        return Reply(amend(draft, stage=Stage.DETAIL, detail=last, details_done=False))
    stage = _before(draft)
    if stage is None:
        return Reply(draft, (say(draft, "first_question"),))
    return Reply(amend(draft, stage=stage, offered={}, page=0, detail=0))


def _before(draft: Draft) -> Stage | None:
    if draft.stage is Stage.REVIEW:  # who is in danger was asked for no pictures
        return Stage.MEDIA if draft.media_done else Stage.WHEN
    if draft.stage is Stage.EDIT and not is_complete(draft):
        return Stage.STORY if draft.story else Stage.KIND
    if lacks_only_commune(draft) and draft.stage in {Stage.PLACE, Stage.WHEN}:
        return Stage.WHEN if draft.stage is Stage.PLACE else Stage.STORY
    return _BEFORE.get(draft.stage)


def help_(draft: Draft) -> Reply:
    return Reply(draft, (say(draft, "help"),))


def list_(draft: Draft, context: Context) -> Reply:
    asked_next = (draft.stage in TELLING and has_begun(draft)) or not context.own_tips
    return Reply(draft, list_tips(draft, context), ask=asked_next)


def ask_receipt(draft: Draft) -> Reply:
    return Reply(aside(draft, Stage.RECEIPT))


def ask_erase(draft: Draft) -> Reply:
    return Reply(aside(draft, Stage.ERASE))


def change_language(draft: Draft) -> Reply:
    return speak(draft, LANGUAGES[(LANGUAGES.index(draft.language) + 1) % len(LANGUAGES)])


def speak(draft: Draft, language: str) -> Reply:
    changed = amend(draft, language=language, language_chosen=True)
    return Reply(changed, (say(changed, "language_changed"),))


def in_vietnamese(draft: Draft) -> Reply:
    return speak(draft, "vi")


def in_english(draft: Draft) -> Reply:
    return speak(draft, "en")


def confirm_saved(draft: Draft) -> Reply:
    stage = Stage.IDLE if draft.stage is Stage.SAVED else draft.stage
    return Reply(amend(draft, stage=stage), (say(draft, "saved"),), ask=stage in TELLING)


ORDERS: Mapping[str, Obeyed] = {
    "start": start,
    "new": begin,
    "check": ask_for_message,
    "receipt": ask_receipt,
    "erase": ask_erase,
    "cancel": cancel,
    "halt": halt,
    "edit": edit,
    "thanks": thank,
    "back": back,
    "help": help_,
    "language": change_language,
    "vietnamese": in_vietnamese,
    "english": in_english,
    "saved": confirm_saved,
}
_PRESSED: Mapping[str, Obeyed] = {
    **{name: ORDERS[name] for name in ("start", "receipt", "erase", "cancel", "back", "help")},
    "lang": change_language,
    "saved": confirm_saved,
}


def pressed(draft: Draft, choice: Choice, context: Context) -> Reply | None:
    """Buttons that are good at any step, because letters and old messages carry them."""
    if choice == "list":
        return list_(draft, context)
    if choice in _PRESSED:
        return _PRESSED[choice](draft)
    head, _, rest = choice.partition(":")
    if head == "lang" and rest in LANGUAGES:
        return speak(draft, rest)
    if head in _OF_THREADS and is_tip(rest):
        # Whether this chat may see the tip is for the store to say: a stranger learns nothing.
        return _OF_THREADS[head](draft, TipId(rest))
    return retracting.pressed(draft, head, rest)


def _enter(draft: Draft, tip: TipId) -> Reply:
    return Reply(amend(aside(draft, Stage.THREAD), thread=tip))


def unsolved(draft: Draft, tip: TipId) -> Reply:
    """A closed tip that is not solved: whether it may be reopened is for the use case to say."""
    words = ReopenTip(tip, draft.pending_text, draft.pending_media)
    return Reply(draft, effect=words, ask=False)


_OF_THREADS: Mapping[str, Callable[[Draft, TipId], Reply | None]] = {
    "thread": _enter,
    "news": show,
    "unsolved": unsolved,
    "move": move,
    "reward": lambda draft, tip: rewarding.offer(draft, (tip,)),
    "reward_take": rewarding.take,
}


def is_tip(text: str) -> bool:
    return len(text) == 32 and set(text) <= _ID_LETTERS


def open_by_receipt(draft: Draft, effect: OpenThread) -> Reply:
    return Reply(aside(draft, Stage.RECEIPT), effect=effect, ask=False)


def choose_erase(draft: Draft, choice: str) -> Reply | None:
    if choice == "erase:yes":
        return Reply(draft, effect=EraseMe(), ask=False)
    if choice == "erase:no":
        return cancel(draft)
    return None
