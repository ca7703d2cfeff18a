"""Answers who asks for a lesson: tells it, asks its question, explains the answer. What was read or
answered is never kept with anybody: each button, each typed "ld-14 B" says all it needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from broadcasts.asking.finding import about_topic, numbered, search, topic_of
from broadcasts.asking.ports import LessonShelf, SentLessons
from broadcasts.asking.quiz import CHOICES, answered_with, asked_for, quizzes
from broadcasts.asking.requests import Request, recognise
from broadcasts.audience.topics import TOPICS
from broadcasts.lessons.lesson import Lesson, in_season
from broadcasts.lessons.vocabulary import label_of
from broadcasts.subscribing.speech import EnrolmentContext, EnrolmentTurn, Say, labelled, line
from broadcasts.subscribing.subscription import Subscription
from desks.ports import Clock
from messages.message import Button, Incoming
from wording.moments import VIETNAM

READ, ABOUT, QUIZ, NEWEST, EVERY = "dk:read", "dk:about", "dk:quiz", "dk:newest", "dk:lessons"
LATELY = timedelta(days=60)
MOST_ROWS = 8
MOST_OTHERS = 2
LETTERS = "ABC"


@dataclass(frozen=True, slots=True)
class _Asked:
    """By whom, and when: their commune's unit speaks, in their language."""

    world: EnrolmentContext
    at: datetime
    place: str

    def say(self, key: str, /, *buttons: Button, **values: object) -> Say:
        return Say(line(self.world, f"asking_{key}", **values), buttons)

    def button(self, lesson: Lesson) -> Button:
        return labelled(f"{lesson.id} · {lesson.title}", f"{READ}:{lesson.id}")


class LessonRequests:
    def __init__(self, shelf: LessonShelf, sent: SentLessons, clock: Clock) -> None:
        self._shelf = shelf
        self._sent = sent
        self._clock = clock

    async def hear(
        self, known: Subscription | None, incoming: Incoming, world: EnrolmentContext
    ) -> EnrolmentTurn | None:
        """None: nobody asks for a lesson."""
        asked = _requested(incoming)
        if asked is None:
            return None
        language = known.wishes.language if known else world.language
        place = known.wishes.commune if known else ""
        by = _Asked(replace(world, language=language), self._clock.now(), place)
        says, counted = await self._answer(asked, by)
        return EnrolmentTurn(known and replace(known, awaiting=""), tuple(says), counted)

    async def _answer(self, asked: Request | str, by: _Asked) -> tuple[list[Say], str]:
        if isinstance(asked, str):
            return self._topic(asked, by), ""
        if asked.answer:
            return self._explain(asked, by)
        if asked.newest:
            return self._tell(await self._newest(by), by)
        if asked.lesson:
            return self._tell([one for one in self._every(by) if one.id == asked.lesson], by)
        return self._find(asked, by)

    def _find(self, asked: Request, by: _Asked) -> tuple[list[Say], str]:
        if asked.number:
            return self._one_of(numbered(self._every(by), asked.number), by)
        if not asked.about:
            return [_topics(by)], ""
        if topic := topic_of(asked.about):
            return self._topic(f"{topic}:0", by), ""
        return self._tell(search(self._every(by), asked.about), by)

    def _every(self, by: _Asked) -> list[Lesson]:
        """That may go out by themselves today."""
        return [one for one in self._shelf.library().lessons if not one.held_on(_day(by.at))]

    async def _newest(self, by: _Asked) -> Sequence[Lesson]:
        """What went out last; before anything has, what this time of the year is for."""
        sent = await self._sent.sent_between(by.at - LATELY, by.at)
        order = [one.lesson for one in sorted(sent, key=lambda one: one.approved_at, reverse=True)]
        every = {lesson.id: lesson for lesson in self._every(by)}
        found = [every[one] for one in dict.fromkeys(order) if one in every]
        timely = [one for one in every.values() if one.season_days and in_season(one, _day(by.at))]
        return found or timely or list(every.values())

    # --- what is said ------------------------------------------------------------------------

    def _tell(self, found: Sequence[Lesson], by: _Asked) -> tuple[list[Say], str]:
        if not found:
            return [_with_topics(by.say("none"), by)], ""
        lesson, *others = found
        told = self._shelf.tell(lesson.id, by.world.language, by.at, by.place)
        says = [Say(told), *_quiz(lesson, by)]
        rest = others[:MOST_OTHERS]
        if rest:
            says.append(_listed(by.say("others"), rest, by))
        return says, asked_for(lesson.id)

    def _one_of(self, found: Sequence[Lesson], by: _Asked) -> tuple[list[Say], str]:
        """More than one has the number: which is meant is asked."""
        if len(found) < 2:
            return self._tell(found, by)
        return [_listed(by.say("which"), found, by)], ""

    def _topic(self, asked: str, by: _Asked) -> list[Say]:
        topic, _, start = asked.partition(":")
        found = about_topic(self._every(by), topic)
        begin = int(start) if start.isdecimal() and int(start) < len(found) else 0
        shown = found[begin : begin + MOST_ROWS]
        if not shown:
            return [_with_topics(by.say("none"), by)]
        said = _listed(by.say("of_topic", topic=label_of("topics", topic)), shown, by)
        if len(found) <= MOST_ROWS or not by.world.has_buttons:
            return [said]
        after = begin + MOST_ROWS if begin + MOST_ROWS < len(found) else 0
        more = labelled(line(by.world, "asking_more"), f"{ABOUT}:{topic}:{after}")
        return [replace(said, buttons=(*said.buttons, more))]

    def _explain(self, asked: Request, by: _Asked) -> tuple[list[Say], str]:
        quiz = quizzes().get(asked.lesson)
        if quiz is None or asked.answer > len(quiz.choices):
            return [_with_topics(by.say("none"), by)], ""
        key = "right" if asked.answer == quiz.right else "wrong"
        said = by.say(key, right=quiz.choices[quiz.right - 1], because=quiz.because)
        return [said], answered_with(asked.lesson, asked.answer)


def _requested(incoming: Incoming) -> Request | str | None:
    if incoming.choice is None:
        is_bare = bool(incoming.text) and not (incoming.media or incoming.refusal)
        return recognise(incoming.text) if is_bare else None
    head, _, rest = incoming.choice.removeprefix("dk:").partition(":")
    pressed = _PRESSED.get(f"dk:{head}")
    return pressed(rest) if pressed else None


def _quiz_pressed(rest: str) -> Request:
    lesson, _, choice = rest.partition(":")
    return Request(lesson, answer=int(choice) if choice in {"1", "2", "3"} else CHOICES + 1)


_PRESSED: Mapping[str, Callable[[str], Request | str]] = {
    READ: lambda rest: Request(rest or "-"),
    ABOUT: lambda rest: rest,
    QUIZ: _quiz_pressed,
    NEWEST: lambda _: Request(newest=True),
    EVERY: lambda _: Request(),
}


def _quiz(lesson: Lesson, by: _Asked) -> list[Say]:
    quiz = quizzes().get(lesson.id)
    if quiz is None:
        return []
    rows = zip(LETTERS, quiz.choices, strict=True)
    if not by.world.has_buttons:
        listed = "\n".join(f"{letter}. {choice}" for letter, choice in rows)
        return [by.say("quiz_words", ask=quiz.ask, choices=listed, lesson=lesson.id)]
    choices = enumerate(quiz.choices, start=1)
    buttons = (labelled(choice, f"{QUIZ}:{lesson.id}:{at}") for at, choice in choices)
    return [by.say("quiz", *buttons, ask=quiz.ask)]


def _listed(said: Say, lessons: Sequence[Lesson], by: _Asked) -> Say:
    if by.world.has_buttons:
        return replace(said, buttons=tuple(by.button(one) for one in lessons))
    rows = "\n".join(f"• {one.id} · {one.title}" for one in lessons)
    hint = line(by.world, "asking_type_one", lesson=lessons[0].id)
    return Say(f"{said.text}\n{rows}\n{hint}")


def _topics(by: _Asked) -> Say:
    return _with_topics(by.say("topics"), by)


def _with_topics(said: Say, by: _Asked) -> Say:
    labels = [(topic, label_of("topics", topic)) for topic in TOPICS]
    if by.world.has_buttons:
        newest = labelled(line(by.world, "asking_newest"), NEWEST)
        buttons = (labelled(label, f"{ABOUT}:{topic}:0") for topic, label in labels)
        return replace(said, buttons=(newest, *buttons))
    rows = "\n".join(f"• {label}" for _, label in labels)
    hint = line(by.world, "asking_type_topic", topic=labels[0][1].upper())
    return Say(f"{said.text}\n{rows}\n{hint}")


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
