"""Recognises who asks for a lesson, or answers its question, among what people type."""

import re
from dataclasses import dataclass

from communes.spelling import fold

_LONGEST = 80
_ID = r"(?:ld|hd|pl|nh)[ -]?\d{1,3}"
_BEFORE = (
    r"(?:(?:cho|gui|xin|em|toi|tui|chau|bac|minh|ban|oi|ad|muon|can|hay|xem|doc|nghe|lai"
    r"|send|show|me|read|please|a|the) )*"
)
_OF = r"(?:bai|lessons?)(?: (?:hoc|viet|canh bao))?"
_ANSWER = re.compile(rf"(?:tra loi )?({_ID})[ :.,]+(?:cau |dap an )?([abc123])[. ]*")
_BY_ID = re.compile(rf"(?:/bai |{_BEFORE}(?:{_OF} )?(?:so )?)({_ID})[.? ]*")
_BY_NUMBER = re.compile(rf"(?:/bai |{_BEFORE}{_OF} (?:so |number )?)(\d{{1,3}})[.? ]*")
_NEWEST = re.compile(
    rf"/baimoi|/bai moi|{_BEFORE}{_OF} moi(?: nhat)?[.? ]*"
    rf"|co {_OF} (?:nao )?moi (?:khong|chua)[.? ]*"
    rf"|{_BEFORE}(?:new|newest|latest) lessons?[.? ]*"
)
_EVERY = re.compile(
    rf"/bai|/lessons?|(?:xem |doc )?(?:cac|danh sach|nhung) {_OF}[.? ]*|(?:xem|doc) {_OF}[.? ]*"
    r"|lessons"
)
_ABOUT = re.compile(rf"(?:/bai (?:ve )?|/lessons? |{_BEFORE}{_OF} (?:noi )?(?:ve|about|on) )(\S.*)")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: one of these is told, or nothing but the list."""

    lesson: str = ""
    number: int = 0  # of whichever series has it
    newest: bool = False
    about: str = ""  # folded
    answer: int = 0  # to the question of `lesson`, from 1


def recognise(text: str) -> Request | None:
    """The request the whole text is, if it is one."""
    if len(text) > _LONGEST:
        return None
    words = " ".join(fold(text).split())
    if found := _ANSWER.fullmatch(words):
        return Request(lesson_id(found[1]), answer="abc123".index(found[2]) % 3 + 1)
    if found := _BY_ID.fullmatch(words):
        return Request(lesson_id(found[1]))
    if found := _BY_NUMBER.fullmatch(words):
        return Request(number=int(found[1]))
    return _at_large(words)


def _at_large(words: str) -> Request | None:
    if _NEWEST.fullmatch(words):
        return Request(newest=True)
    if _EVERY.fullmatch(words):
        return Request()
    found = _ABOUT.fullmatch(words)
    return Request(about=found[1].strip(' .,?!"“”')) if found else None


def lesson_id(written: str) -> str:
    """As the library writes it: "ld 7" is "ld-07"."""
    return f"{written[:2]}-{int(written[2:].strip(' -')):02}"
