"""Answers what is no tip: somebody in despair, a question, a greeting, what this line cannot take.

Nothing of it is stored or seen by an officer; some of it is counted.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

from communes.spelling import fold
from messages.message import CALL, Button
from tips.conversation import orders, scam_check, threads
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.police_office import describe_office
from tips.conversation.speech import Reply, answer_line, button, labelled, line
from tips.conversation.turn import Context, CountOutOfScope, Say
from tips.understanding import Understanding, understand

COUNTED_AS = {"paperwork": "petition"}
_PAPERWORK = {
    "identity_card", "vneid", "residence", "vehicle", "licence", "passport", "civil_status",
    "record", "lost_found", "fines",
}  # fmt: skip
_ABOUT_THE_LINE = {
    "anonymous", "real", "reads", "cost", "reward", "next", "how", "where", "number", "lessons",
    "mistaken", "witness", "person", "undo", "addiction",
}  # fmt: skip
_CRISIS_CALLS = ("115", "113")
# What ends so is a question, with or without its mark; "không" alone is an answer.
_ASKS = re.compile(
    r"\b(?:duoc|co|phai|chua)(?: \S+){0,6} (?:khong|ko|k|hong|hok)(?: (?:a|vay|ad|nhi|chi|anh))?$"
)

Answer = Callable[[Draft, Understanding, Context], Reply]


def reply_to(draft: Draft, meant: Understanding, context: Context) -> Reply | None:
    """None for what is told; the conversation goes on with it."""
    if meant.is_crisis:
        return care(draft, meant.text, context)
    if draft.insists or meant.numbers:
        return None
    if meant.intent in _ANGRY and meant.called_in_vain:
        return _say("called_in_vain", draft, meant, context)
    for_others = _if_for_others(draft, meant, context)
    if for_others or meant.is_told:
        return for_others
    return _ANSWERS[meant.intent](draft, meant, context)


def is_question(meant: Understanding) -> bool:
    """Clearly no answer to what was asked, though it came where one was due."""
    asks = "?" in meant.text or _ASKS.search(fold(meant.text))
    return bool(asks) and not meant.is_told and meant.intent in _ASKING


# --- despair -------------------------------------------------------------------------------------


def care(draft: Draft, text: str, context: Context) -> Reply:
    """No form and no kinds. The words are kept only so that help can be asked for by one press."""
    calls = tuple(
        labelled(answer_line(draft, "button_call", number=number), f"{CALL}{number}")
        for number in _CRISIS_CALLS
    )
    helped = labelled(answer_line(draft, "button_officer_help"), "crisis:help")
    kept = amend(draft, unsaid=text)
    said = Say(_words_of_care(draft, understand(text), context), (*calls, helped))
    return Reply(kept, (said,), ask=False)


def _words_of_care(draft: Draft, meant: Understanding, context: Context) -> str:
    number = context.contacts.crisis_line
    called = answer_line(draft, "crisis_line", number=number) if number else ""
    return answer_line(draft, "crisis_other" if meant.is_for_another else "crisis", line=called)


# --- not for this line ---------------------------------------------------------------------------


def _if_for_others(draft: Draft, meant: Understanding, context: Context) -> Reply | None:
    if meant.asks_for_the_office:
        return _about_the_line(draft, meant, context)
    if meant.is_outside:
        return decline(draft, meant)
    return _ask_scope(draft, meant) if meant.may_be_outside else None


def decline(draft: Draft, meant: Understanding) -> Reply:
    """Kindly, with where to go instead, and one press to say that it is a crime after all."""
    said = Say(_declining(draft, meant), (_is_crime(draft),))
    effect = CountOutOfScope(COUNTED_AS.get(meant.scope, meant.scope))
    return Reply(amend(draft, unsaid=meant.text), (said,), effect, ask=False)


def _declining(draft: Draft, meant: Understanding) -> str:
    if meant.scope != "paperwork":
        return line(draft, f"scope_{meant.scope}")
    return answer_line(draft, "paperwork", where=_where_of_paperwork(draft, meant))


def _where_of_paperwork(draft: Draft, meant: Understanding) -> str:
    topics = meant.topics_among(_PAPERWORK)[:1] or ("paperwork_other",)
    return answer_line(draft, topics[0])


def _ask_scope(draft: Draft, meant: Understanding) -> Reply:
    """Where it is not sure: nothing is refused, and one press takes it."""
    no_crime = labelled(answer_line(draft, "button_no_crime"), "scope:no")
    asked = Say(_asking_scope(draft, meant), (_is_crime(draft), no_crime))
    return Reply(amend(draft, unsaid=meant.text), (asked,), ask=False)


def _asking_scope(draft: Draft, meant: Understanding) -> str:
    if meant.is_likely_outside and meant.scope == "paperwork":
        return answer_line(draft, "scope_ask_paperwork", where=_where_of_paperwork(draft, meant))
    topic = answer_line(draft, f"topic_{meant.scope}")
    where = answer_line(draft, f"where_{meant.scope}")
    key = "scope_ask_likely" if meant.is_likely_outside else "scope_ask"
    return answer_line(draft, key, topic=topic, where=where)


def _is_crime(draft: Draft) -> Button:
    return labelled(answer_line(draft, "button_is_crime"), "scope:crime")


# --- questions, greetings and the rest -----------------------------------------------------------


def _say(key: str, draft: Draft, meant: Understanding, context: Context) -> Reply:
    del meant, context
    return Reply(draft, (Say(answer_line(draft, key)),))


def _about_the_line(draft: Draft, meant: Understanding, context: Context) -> Reply:
    topics = meant.topics_among(_ABOUT_THE_LINE) or ("how",)
    answers = [
        describe_office(draft, meant.text, context)
        if topic == "where"
        else answer_line(draft, topic)
        for topic in topics
    ]
    return Reply(draft, (Say("\n".join(answers)),))


def _about_scope(draft: Draft, meant: Understanding, context: Context) -> Reply:
    del context
    return _ask_scope(draft, meant)


def _enter_receipt(draft: Draft, meant: Understanding, context: Context) -> Reply:
    del meant, context
    return orders.ask_receipt(draft)


def _tell_news(draft: Draft, meant: Understanding, context: Context) -> Reply:
    del meant
    if context.own_tips:
        return Reply(draft, threads.list_tips(draft, context), ask=False)
    receipt = button(draft, "receipt", "receipt")
    return Reply(draft, (Say(answer_line(draft, "news"), (receipt,)),), ask=False)


def _check_scam(draft: Draft, meant: Understanding, context: Context) -> Reply:
    return scam_check.answer_question(draft, meant.text, context)


def _help(draft: Draft, meant: Understanding, context: Context) -> Reply:
    del meant, context
    return orders.help_(draft)


def _stop(draft: Draft, meant: Understanding, context: Context) -> Reply:
    del meant, context
    said = Say(answer_line(draft, "stop"))
    return Reply(amend(draft, stage=Stage.IDLE) if draft.stage is Stage.KIND else draft, (said,))


_ANSWERS: Mapping[str, Answer] = {
    "out_of_scope": _about_scope,
    "question_about_channel": _about_the_line,
    "paperwork": _about_scope,
    "opener": partial(_say, "opener"),
    "receipt": _enter_receipt,
    "news": _tell_news,
    "scam_check": _check_scam,
    "thanks": partial(_say, "thanks"),
    "stop": _stop,
    "help": _help,
    "noise": partial(_say, "noise"),
}
_ANGRY = {"noise", "out_of_scope", "help"}  # where nothing else is told
_ASKING = {"question_about_channel", "paperwork", "help", "news"}
