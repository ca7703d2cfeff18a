"""An alert or a correction in a desk's own words: short, plain, nothing that smells of a scam."""

import re
import unicodedata

from broadcasts.campaign_errors import AlertTooLong, AlertUnsafe, NothingToSend
from broadcasts.content import Telling
from broadcasts.scam_signs import SHORT_LINK, asks_for_money, asks_for_secret

TITLE_CHARS, BODY_CHARS = 100, 900
PLACEHOLDERS = frozenset({"{don_vi}", "{truc_ban}", "{tru_so}"})
BRACES = re.compile(r"\{[^}\n]*\}?|\}")


def own_words(title: str, body: str) -> Telling:
    """Raises NothingToSend, AlertTooLong, AlertUnsafe."""
    telling = Telling(" ".join(_readable(title).split()), _readable(body))
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


def _readable(words: str) -> str:
    visible = "".join(c for c in words if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", visible).strip()
