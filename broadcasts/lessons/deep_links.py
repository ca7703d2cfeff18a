"""Links that subscribe with the place and audience already chosen: what QR posters carry.

Anybody can print such a link, so it only proposes: the resident still says yes.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from broadcasts.lessons.vocabulary import shipped

_PLACE = re.compile(r"[0-9]{5}|[0-9]{2}")
_START = re.compile(r"dk_([0-9]{5}|[0-9]{2})(?:_([a-z]{2,3}))?")


class UnknownPreset(ValueError):
    """No place code, or an audience that words.yaml gives no short code."""


@dataclass(frozen=True, slots=True)
class Preset:
    place: str  # a commune's five digits or a province's two
    audience: str = ""  # a word of words.yaml, "hoc_sinh"; empty: the resident chooses


def encode(preset: Preset) -> str:
    """The start parameter, such as "dk_26740_hs": Telegram takes 64 of A-Z a-z 0-9 _ and -."""
    codes = shipped().audience_codes
    if not _PLACE.fullmatch(preset.place):
        raise UnknownPreset
    if not preset.audience:
        return f"dk_{preset.place}"
    if preset.audience not in codes:
        raise UnknownPreset
    return f"dk_{preset.place}_{codes[preset.audience]}"


def decode(start: str) -> Preset | None:
    """None for anything else. An audience that is no more leaves the place: posters hang long."""
    found = _START.fullmatch(start.strip())
    if found is None:
        return None
    audiences = {code: word for word, code in shipped().audience_codes.items()}
    return Preset(found.group(1), audiences.get(found.group(2) or "", ""))


def telegram_link(bot: str, preset: Preset) -> str:
    return f"https://t.me/{quote(bot.removeprefix('@'), safe='')}?start={encode(preset)}"


def web_link(page: str, preset: Preset) -> str:
    """`page`: the address of the web chat, "https://tinbao.example.vn/"."""
    return f"{page.rstrip('/')}/?dk={encode(preset).removeprefix('dk_')}"


def decode_web(value: str) -> Preset | None:
    """What stands after "?dk=" in a web link."""
    return decode(f"dk_{value.strip()}")
