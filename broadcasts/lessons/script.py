"""A lesson as a sheet for the loudspeaker: what to read, where to breathe, how long it takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from broadcasts.lessons.lesson import VIETNAMESE, Lesson
from broadcasts.lessons.numerals import cardinal
from broadcasts.lessons.speech import phrases, spoken
from broadcasts.lessons.unit import PHONE, Unit, filled

SHORT_PAUSE, LONG_PAUSE = "/", "//"
# A calm voice over a horn: some 3.4 syllables a second, and every Vietnamese word part is one.
SYLLABLES_A_SECOND = 3.4
SHORT_SECONDS, LONG_SECONDS = 0.4, 0.9
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»)]?\s+")
_COUNTED = re.compile(r"([0-9]{1,2})[.)]\s+")
_DOT = re.compile(r"[-*•]\s+")


@dataclass(frozen=True, slots=True)
class Script:
    lines: tuple[str, ...]  # a sentence each, with the pause after it; "" between paragraphs
    seconds: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def script(lesson: Lesson, unit: Unit) -> Script:
    paragraphs = [[_speak(one) for one in paragraph] for paragraph in _paragraphs(lesson, unit)]
    lines: list[str] = []
    for sentences in paragraphs:
        lines += [f"{sentence} {SHORT_PAUSE}" for sentence in sentences[:-1]]
        lines += [f"{sentences[-1]} {LONG_PAUSE}", ""]
    return Script(tuple(lines[:-1]), _seconds(lines))


def _paragraphs(lesson: Lesson, unit: Unit) -> Iterator[list[str]]:
    """The last tells whom to call, unless the lesson did."""
    yield [phrases()["opening"].format(don_vi=unit.name, title=_ended(lesson.title))]
    for paragraph in re.split(r"\n\s*\n", filled(lesson.body, unit, VIETNAMESE)):
        yield [one for line in paragraph.splitlines() for one in _sentences(line.strip())]
    if PHONE not in lesson.body:
        yield [filled(phrases()["closing"], unit, VIETNAMESE)]


def _ended(title: str) -> str:
    return title if title[-1:] in ".!?…" else f"{title}."


def _sentences(line: str) -> list[str]:
    counted = _COUNTED.match(line)
    if counted:
        rest = line[counted.end() :]
        line = f"{cardinal(int(counted.group(1)))} là, {rest[:1].lower()}{rest[1:]}"
    return [one for one in _SENTENCE_END.split(_DOT.sub("", line, count=1)) if one]


def _speak(sentence: str) -> str:
    said = spoken(sentence)
    return said[:1].upper() + said[1:]


def _seconds(lines: list[str]) -> int:
    syllables = sum(len(re.findall(r"\w+", line)) for line in lines)
    long = sum(line.endswith(LONG_PAUSE) for line in lines)
    short = sum(line.endswith(SHORT_PAUSE) for line in lines) - long
    return round(syllables / SYLLABLES_A_SECOND + short * SHORT_SECONDS + long * LONG_SECONDS)
