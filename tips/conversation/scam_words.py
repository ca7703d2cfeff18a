"""Words the answer to "is this a scam?": what was seen, the trick, what to do; never "safe"."""

from tips.conversation.draft import Draft, amend
from tips.conversation.speech import LONGEST_MESSAGE, Reply
from tips.conversation.turn import Say
from tips.scams import Answer, Reason, Verdict
from wording.catalogue import text
from wording.clean import cut

_LONGEST_SEEN = 60  # letters of a link that are shown


def answer_to(language: str, verdict: Verdict, lesson: str, *, is_paid: bool) -> str:
    """One message, however much was seen: the lesson gives way first."""
    parts = [
        text("scams.paid", language) if is_paid else "",
        text(f"scams.{verdict.answer}", language),
        _reasons(language, verdict),
        text("scams.how_to_check", language) if verdict.answer is Answer.UNSURE else "",
        text("scams.trick", language, lesson=lesson) if lesson else "",
        text("scams.report", language),
    ]
    told = "\n\n".join(part for part in parts if part)
    if len(told) > LONGEST_MESSAGE and lesson:
        return answer_to(language, verdict, "", is_paid=is_paid)
    return told


def _reasons(language: str, verdict: Verdict) -> str:
    if verdict.answer is Answer.NOTHING_SEEN:
        return ""
    seen = dict.fromkeys(_sentence(language, reason) for reason in verdict.reasons)
    if not seen and verdict.answer is Answer.VERY_LIKE:
        seen = {text("scams.reason_manner", language): None}
    if not seen:
        return ""
    return "\n".join([text("scams.seen", language), *(f"• {one}" for one in seen)])


def _sentence(language: str, reason: Reason) -> str:
    shown = _unlinked(cut(reason.seen, _LONGEST_SEEN))
    return text(f"scams.reason_{reason.sign}", language, seen=shown, meant=reason.meant)


def _unlinked(host: str) -> str:
    """Nobody may press it by mistake: "vidu[.]top"."""
    return host.replace(".", "[.]") if any(letter.isalpha() for letter in host) else host


def ask_for_message(draft: Draft) -> Reply:
    asked = Say(text("scams.send_it", draft.language))
    return Reply(amend(draft, checks=True), (asked,), ask=False)
