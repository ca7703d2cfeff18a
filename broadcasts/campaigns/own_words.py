"""An alert or a correction in a desk's own words: short, plain, nothing that smells of a scam."""

import re

from broadcasts.errors import AlertTooLong, AlertUnsafe, NothingToSend
from broadcasts.lessons.content import Content, Telling
from broadcasts.lessons.scam_signs import SHORT_LINK, asks_for_money, asks_for_secret, phone_numbers
from broadcasts.lessons.vocabulary import shipped
from wording.clean import visible

TITLE_CHARS, BODY_CHARS = 100, 900
PLACEHOLDERS = frozenset({"{don_vi}", "{truc_ban}", "{tru_so}"})
LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}/\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|xyz|top|shop|online|site|club|me|io|app|cc|co"
    r"|link|store|vip|win|live|pro|asia|biz|ru|cn|tk|ly|gl|page|dev)\b",
    re.IGNORECASE,
)
BRACES = re.compile(r"\{[^}\n]*\}?|\}")


def own_words(title: str, body: str) -> Telling:
    """Raises NothingToSend, AlertTooLong, AlertUnsafe."""
    telling = Telling(" ".join(visible(title).split()), visible(body))
    if not telling.body or not telling.title:
        raise NothingToSend
    for told, limit in ((telling.title, TITLE_CHARS), (telling.body, BODY_CHARS)):
        if len(told) > limit:
            raise AlertTooLong(limit)
    words = f"{telling.title}\n{telling.body}"
    if SHORT_LINK.search(words):
        raise AlertUnsafe("short_link")
    if asks_for_secret(words):
        raise AlertUnsafe("asks_secret")
    if asks_for_money(words):
        raise AlertUnsafe("asks_money")
    if set(BRACES.findall(words)) - PLACEHOLDERS:
        raise AlertUnsafe("placeholder")
    return telling


def leads_to(content: Content | None) -> tuple[str, ...]:
    """Numbers and links that residents would call or open, beyond the emergency numbers: a mistyped
    one leads them to a stranger, so whoever approves is shown each.
    """
    told = content.telling("vi") if content else Telling("", "")
    lines = [told.title, *told.body.split("\n")]
    known = shipped().numbers
    found = [one for line in lines for one in (*phone_numbers(line, known), *LINK.findall(line))]
    return tuple(dict.fromkeys(one.rstrip(".,;:!?)”") for one in found))
