"""Reads one received message: its words as they are meant, its links, numbers and habits."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from communes.spelling import fold
from tips.scams.disguise import unmask
from tips.scams.links import Link, Whose, close_up, links_in
from tips.scams.lists import NOTHING_ADDED, Lists
from tips.scams.numbers import Kind, Number, numbers_in

LONGEST = 3_000  # letters of one message that are looked at
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z]\w{3,31}\b")
ILL_LINKS = frozenset(
    {Whose.LOOK_ALIKE, Whose.LISTED, Whose.BARE_ADDRESS, Whose.CODED, Whose.ODD_ENDING}
)
_BLANKS = re.compile(r"\s+")
# "Ngân hàng không bao giờ yêu cầu cung cấp OTP": what is warned of is not asked for.
_WARNED_OF = re.compile(
    r"\b(?:khong|ko|k|hong|dung|chua|tuyet doi|canh giac|canh bao|tranh|never|not|dont|do not)\b"
    r"(?: \S+){0,7}$"
)
_WARNS = re.compile(
    r"\b(?:canh giac|canh bao|khuyen cao|de phong|phong tranh|lua dao|gia mao|gia danh|mao danh"
    r"|ke gian|ke xau|thu doan|dau hieu|doi tuong|trinh bao|bao (?:ngay )?(?:cho )?cong an|to giac"
    r"|bo luat|luat \w+ \d{4}|nan nhan|bi lua|bay|bi hai|phap luat|tuyen truyen)\b"
    r"|\b(?:khong|tuyet doi khong|dung|khong duoc)(?: \S+){0,3} (?:cung cap|tiet lo|chia se|bam"
    r"|truy cap|click|chuyen tien|cai|nhap|gui|lam theo)\b"
    r"|\b(?:never|do not|don't) (?:share|give|click|send)\b"
)
_GIVES_CODE = re.compile(
    r"\b(?:otp|ma (?:xac (?:thuc|nhan|minh)|dang nhap|kich hoat|bao mat)|code|mat khau|password)\b"
    r"[^.]{0,50}?(?:\bla\b|\bis\b|:) ?\S*\d|\b\d{4,8} (?:la|is) (?:ma|your)\b"
)
_WORDS_BACK = 60  # letters before a habit in which a "không" takes it back


@dataclass(frozen=True, slots=True)
class Received:
    folded: str  # small letters without marks; links are "zlink" or "zsite", numbers "zphone"
    links: tuple[Link, ...]
    numbers: tuple[Number, ...]
    habits: tuple[str, ...]  # tables of habits.toml, in their order there
    is_disguised: bool
    warns: bool  # it tells people not to do something
    gives_code: bool  # a code or password of their own, as apps send it


def receive(text: str, lists: Lists = NOTHING_ADDED) -> Received:
    text = close_up(unicodedata.normalize("NFKC", text[:LONGEST]))
    links = tuple(links_in(text, lists))
    bare = _without(text, [(one.place, f" {_host_word(one)} ") for one in links])
    numbers = tuple(numbers_in(bare, lists))
    bare = _without(bare, [(one.place, f" {_stand_in(one)} ") for one in numbers])
    meant, is_disguised = unmask(_HANDLE.sub(" ztele ", bare))
    folded = _BLANKS.sub(" ", fold(meant))
    return Received(
        folded=folded,
        links=links,
        numbers=numbers,
        habits=tuple(_habits(folded)),
        is_disguised=is_disguised,
        warns=bool(_WARNS.search(folded)),
        gives_code=bool(_GIVES_CODE.search(folded)),
    )


@dataclass(frozen=True, slots=True)
class Sign:
    """A table of habits.toml or tricks.toml."""

    patterns: tuple[re.Pattern[str], ...]
    grave: bool = False
    never: bool = False
    lesson: str = ""


def habit_named(name: str) -> Sign:
    return _signs("habits")[name]


def trick_of(folded: str) -> tuple[str, str]:
    """What it is about and the lesson for it; ("", "") where nothing is named twice."""
    best, most = ("", ""), 1
    for name, trick in _signs("tricks").items():
        said = sum(bool(pattern.search(folded)) for pattern in trick.patterns)
        if said > most:
            best, most = (name, trick.lesson), said
    return best


def _habits(folded: str) -> Iterator[str]:
    for name, habit in _signs("habits").items():
        if any(_is_asked(folded, pattern) for pattern in habit.patterns):
            yield name


def _is_asked(folded: str, pattern: re.Pattern[str]) -> bool:
    return any(
        not _WARNED_OF.search(folded[max(found.start() - _WORDS_BACK, 0) : found.start()].rstrip())
        for found in pattern.finditer(folded)
    )


def _host_word(link: Link) -> str:
    return "zsite" if link.whose is Whose.OFFICIAL else "zlink"


def _stand_in(number: Number) -> str:
    return "zacc" if number.kind in {Kind.ACCOUNT, Kind.LISTED} else "zphone"


def _without(text: str, places: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), word in sorted(places, reverse=True):
        text = text[:start] + word + text[end:]
    return text


@cache
def _signs(name: str) -> Mapping[str, Sign]:
    file = resources.files("tips.scams") / f"{name}.toml"
    return {
        key: Sign(**{**row, "patterns": tuple(map(re.compile, row["patterns"]))})
        for key, row in tomllib.loads(file.read_text("utf-8")).items()
    }
