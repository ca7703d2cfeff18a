"""Hears "is this a scam?" and answers in one message. Nothing of it is kept unless it is filed."""

import re
from dataclasses import replace

from communes.remembering import remembered
from communes.spelling import fold
from messages.message import Button, Incoming
from tips.conversation.commands import recognise
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.orders import TELLING, has_begun
from tips.conversation.scam_words import answer_to, ask_for_message
from tips.conversation.speech import Reply, labelled
from tips.conversation.steps.next_step import proceed
from tips.conversation.turn import Context, CountCheck, Say
from tips.scams import Answer, Verdict, judge
from tips.scams.codes import payee_of, words_in
from tips.scams.links import Whose, links_in
from tips.scams.numbers import bare_number
from tips.tip import KindId
from tips.understanding import understand
from wording.catalogue import text

FRAUD = KindId("lua_dao")
_FEWEST_WORDS = 4  # beside a question: fewer are no message to look at
_REMEMBERED = 2  # messages: one is asked about twice in its turn
_LONGEST_ORDER = 40  # letters of what is said around "kiểm tra"
_CHECK = re.compile(
    r"^(?:(?:nho|cho|xin|lam on|oi|em|anh|chi|ad|cac|bac|chau|toi|minh|hay|vui long|giup) )*"
    r"/?(?:kiem ?tra|ktra|check|soi|xem)"
    r"(?: (?:giup|ho|gium|dum|cho|em|toi|tui|minh|voi|lai|thu|coi|xem|co phai|lua dao|khong|nhe"
    r"|nha|a|please|this|is|scam)\b"
    r"|,? (?:cai )?(?:tin nhan|tin|so dien thoai|so tai khoan|sdt|stk|so|tai khoan|link|duong dan"
    r"|trang|web|message|number)(?: nay\b|(?=[\s:“\"]*[:“\"\d+]|\s+\S+\.\S|$)))*"
    r"(?=[\s:,.\-“\"?]|$)[\s:,.\-“\"?]*"
)
_ASKS = re.compile(
    r"\b(?:lua(?: dao| gat)?|scam|gia mao|gia danh|tin gia|tin duoc|dang tin|uy tin|that hay gia"
    r"|that hay lua|fraud)\b[^.\n]{0,25}?"
    r"(?:\b(?:khong|ko|hong|hok|hem|kg|k|ha|a|vay|nhi|chua|z)\b\W*$|\?)"
    r"|\b(?:co phai|phai chang|lieu|is this|is it)\b[^.\n]{0,40}\b(?:lua|scam|gia mao|fraud)\b"
)
# Told of somebody, it is no message that came to them.
_TELLS = re.compile(
    r"\b(?:toi|tui|em|minh|chau|vo|chong|nha toi|co nguoi|ai do|bon no|bon|ho|no|chung|ke gian"
    r"|hang xom|nguoi ta|thang|i|my|they|someone)\b(?: \S+){0,4} "
    r"(?:bi|goi|nhan duoc|keu|xung|du|dua|moi|lua|gia danh|chiem doat|mat|got|called|asked|told)\b"
)
_MOVED = re.compile(
    r"\b(?:da|lo|vua|moi|tro|trot|roi)(?: \S+){0,3} (?:chuyen|nop|nap|gui|ck|dong|mat)"
    r"(?: \S+){0,4} (?:tien|khoan|coc|\d+ ?(?:k|tr|trieu|cu|d|dong|nghin|ngan|ty|vnd)?)\b"
    r"|\b(?:chuyen|nop|nap|gui|ck|mat)(?: \S+){0,4} (?:tien|khoan|trieu|tr) (?:roi|mat roi|r)\b"
    r"|\b(?:sent|paid|transferred|lost)\b(?: \S+){0,4} (?:money|vnd|dong|million)\b"
)
_FREE = {Stage.NEW, Stage.KIND, Stage.IDLE, Stage.SAVED}


def heard(draft: Draft, incoming: Incoming, context: Context) -> Reply | None:
    """The answer, if this asks for a check or is what one was asked for."""
    if draft.stage is Stage.THREAD or _waits(context):
        return None
    hear = _heard_picture if incoming.media else _heard_words
    return hear(draft, incoming, context)


def _heard_words(draft: Draft, incoming: Incoming, context: Context) -> Reply | None:
    words = incoming.text
    received = asked_about(words)
    if not words or _is_for_others(draft, words, received):
        return None
    if draft.checks and recognise(words) is None:  # an order goes before
        return check(draft, words, context)
    if received is not None:
        return check(draft, words, context, received) if received else ask_for_message(draft)
    return check(draft, words, context) if _is_received(draft, incoming, context) else None


def _heard_picture(draft: Draft, incoming: Incoming, context: Context) -> Reply | None:
    """Sent to be looked at: the QR code in it is; the words in it cannot be read here."""
    asked = asked_about(incoming.text) is not None or bool(_ASKS.search(fold(incoming.text)))
    if not (draft.checks or asked) or understand(incoming.text).is_crisis:
        return None
    codes = [code for one in incoming.media for code in one.codes.splitlines()]
    if not codes:
        told = Say(text("scams.no_code", draft.language))
        return Reply(amend(draft, checks=True), (told,), CountCheck("picture"), ask=False)
    paid = next((payee for code in codes if (payee := payee_of(code))), None)
    received = "\n".join(map(words_in, codes))
    reply = check(draft, received, context, least=Answer.UNSURE)
    if paid is None:
        return reply
    first = Say(text("scams.code_pays", draft.language, account=paid.account))
    return replace(reply, says=(first, *reply.says))


def _is_for_others(draft: Draft, words: str, received: str | None) -> bool:
    """A cry for help; and "xem lại tin", a button's words while a tip is told."""
    is_bare = received == "" and not draft.checks
    of_the_line = is_bare and bool(recognise(words) or draft.stage not in _FREE)
    return of_the_line or understand(words).is_crisis


def is_asked(draft: Draft, words: str) -> bool:
    """What is written in it happened to nobody here: no number is shown for it."""
    return draft.checks or bool(asked_about(words))


@remembered(_REMEMBERED)
def asked_about(words: str) -> str | None:
    """The message that a check is asked of; "" where it is still to come; None: nobody asks."""
    folded = fold(words)
    order = _CHECK.match(folded)
    if order and order.end() <= _LONGEST_ORDER:
        rest = words[order.end() :] if len(folded) == len(words) else folded[order.end() :]
        asked = words.startswith("/") or bool(_ASKS.search(folded))
        return _worth_a_look(rest, asked=asked)
    if not _ASKS.search(folded) or not _stands_apart(words):
        return None
    return words


def _worth_a_look(rest: str, *, asked: bool) -> str | None:
    """Not "kiểm tra giúp quán này mở quá giờ", which asks the police to."""
    if not rest.strip():
        return ""
    shows = bool(links_in(rest)) or bare_number(rest) is not None or "\n" in rest
    return rest if shows or asked or judge(rest).answer is not Answer.NOTHING_SEEN else None


def _stands_apart(words: str) -> bool:
    """A question with what it is about: quoted, on lines of its own, or a link or number."""
    quoted = any(mark in words for mark in '\n“":')
    return quoted or bool(links_in(words)) or bare_number(words) is not None


def _is_received(draft: Draft, incoming: Incoming, context: Context) -> bool:
    """Nobody asked anything, but it was written by somebody else."""
    if draft.stage not in _FREE or draft.story or draft.kind:
        return False
    words = incoming.text
    if incoming.forwarded:
        return True
    alone = not any(letter.isalpha() for letter in words) and bare_number(words) is not None
    links = links_in(words)
    if alone or (links and len(words.split()) == 1):
        return len(words) > 7
    strange = any(link.whose is not Whose.OFFICIAL for link in links)
    very_like = strange and judge(words, context.scam_lists).answer is Answer.VERY_LIKE
    return very_like and not _TELLS.search(fold(words))


def check(
    draft: Draft, words: str, context: Context, received: str = "", *, least: Answer | None = None
) -> Reply:
    """`received` is the message itself, where words of their own stand around it."""
    verdict = judge(received or words, context.scam_lists)
    if least and verdict.answer is Answer.NOTHING_SEEN:
        verdict = replace(verdict, answer=least)
    lesson = _lesson(draft, verdict, context)
    said = answer_to(draft.language, verdict, lesson, is_paid=bool(_MOVED.search(fold(words))))
    kept = amend(draft, unsaid=received or words, checks=False)
    return Reply(kept, (Say(said, _buttons(kept)),), CountCheck(verdict.answer), ask=False)


def _lesson(draft: Draft, verdict: Verdict, context: Context) -> str:
    if not verdict.lesson:
        return ""
    return context.lessons.tell(verdict.lesson, draft.language, context.now)


def answer_question(draft: Draft, words: str, context: Context) -> Reply:
    """Understood as a question about a scam: what was told of it is looked at, else asked for."""
    if len(words.split()) > _FEWEST_WORDS * 3:
        return check(draft, words, context, least=Answer.UNSURE)
    return ask_for_message(draft)


def _buttons(draft: Draft) -> tuple[Button, ...]:
    """A tip that is half told must not be lost to a press."""
    if draft.stage in TELLING and has_begun(draft):
        return ()
    return (labelled(text("scams.button_file", draft.language), "scam:file"),)


def _waits(context: Context) -> bool:
    """An officer has asked: what is said now may be the answer."""
    return any(tip.asked and not tip.closed for tip in context.own_tips)


def file_message(draft: Draft, context: Context) -> Reply:
    """One press: what was received is the story of a tip about a fraud."""
    if not draft.unsaid:
        return Reply(draft, (Say(text("scams.nothing_to_file", draft.language)),))
    story = text("scams.story", draft.language, message=draft.unsaid)
    begun = Draft(draft.draft_id, draft.language, Stage.STORY, kind=FRAUD, story=story)
    return proceed(begun, context, Say(text("scams.filing", draft.language)))
