"""Judges one received message: what was learned, and what no list or office leaves in doubt."""

from collections.abc import Iterator

from tips.scams.features import features_of
from tips.scams.links import Whose
from tips.scams.lists import NOTHING_ADDED, Lists
from tips.scams.numbers import Kind, bare_number
from tips.scams.reading import ILL_LINKS, Received, habit_named, receive, trick_of
from tips.scams.verdict import Answer, Reason, Verdict
from tips.scams.weights import learned

# Chosen on the project's own kept-out fifth.
VERY_LIKE = 0.6
PERHAPS = 0.34
SURELY = 0.85  # without a link, a number or a habit to point at
HARDLY = 0.33  # with a grave habit beside it
_FEWEST_WORDS = 3  # fewer are a link or a number, and say nothing themselves
_OF_LINKS = {
    Whose.LISTED: "listed",
    Whose.LOOK_ALIKE: "look_alike",
    Whose.NAMED: "named_host",
    Whose.BARE_ADDRESS: "bare_address",
    Whose.CODED: "coded",
    Whose.SHORT: "short_link",
    Whose.ODD_ENDING: "odd_ending",
    Whose.CHAT: "chat_link",
    Whose.UNKNOWN: "unknown_link",
}
_OF_NUMBERS = {Kind.LISTED: "listed", Kind.FOREIGN: "foreign_number"}
_STRANGERS = {Kind.PRIVATE, Kind.FOREIGN, Kind.ACCOUNT}
_MOST_REASONS = 5


def judge(text: str, lists: Lists = NOTHING_ADDED) -> Verdict:
    """Never "it is safe": at best, that no sign we know was seen."""
    received = receive(text, lists)
    likely = learned().likelihood(features_of(received))
    answer = _answer(text, received, likely, lists)
    trick, lesson = ("", "") if answer is Answer.NOTHING_SEEN else trick_of(received.folded)
    reasons = tuple(_reasons(text, received, lists))[:_MOST_REASONS]
    return Verdict(answer, likely, reasons, trick, lesson)


def explain(text: str, most: int = 8) -> list[tuple[str, float]]:
    """The features that spoke loudest for a scam, with what each added."""
    return learned().shares(features_of(receive(text)))[:most]


def _answer(text: str, received: Received, likely: float, lists: Lists) -> Answer:
    whose = {link.whose for link in received.links}
    if _is_known_ill(received):
        return Answer.VERY_LIKE
    if _says_little(received):
        return _of_what_stands_alone(text, received, whose, lists)
    if likely >= VERY_LIKE or _asks_what_nobody_may(received):
        return Answer.UNSURE if _is_spared(received, likely) else Answer.VERY_LIKE
    if likely >= PERHAPS or whose & ILL_LINKS or (likely >= HARDLY and _is_grave(received)):
        return Answer.UNSURE
    return Answer.NOTHING_SEEN


def _is_known_ill(received: Received) -> bool:
    """A host that wears somebody's name, or that an operator named."""
    named = any(link.whose in {Whose.LOOK_ALIKE, Whose.LISTED} for link in received.links)
    return named or any(number.kind is Kind.LISTED for number in received.numbers)


def _says_little(received: Received) -> bool:
    words = [word for word in received.folded.split() if word not in {"zlink", "zphone", "zacc"}]
    return len(words) < _FEWEST_WORDS


def _of_what_stands_alone(text: str, received: Received, whose: set[Whose], lists: Lists) -> Answer:
    """A link or number without a word: only what is known to be somebody's passes."""
    number = bare_number(text, lists)
    kinds = {one.kind for one in received.numbers} | ({number.kind} if number else set())
    if whose - {Whose.OFFICIAL} or kinds - {Kind.HOTLINE, Kind.OFFICIAL}:
        return Answer.UNSURE
    return Answer.NOTHING_SEEN


def _asks_what_nobody_may(received: Received) -> bool:
    """For what no office asks, and somewhere to send it."""
    never = any(habit_named(habit).never for habit in received.habits)
    foreign = any(link.whose is not Whose.OFFICIAL for link in received.links)
    return never and (foreign or bool(received.numbers) or len(received.habits) > 1)


def _is_spared(received: Received, likely: float) -> bool:
    """What warns, what brings somebody their own code, and what wants nothing that was seen."""
    wants = received.links or received.numbers or received.habits or received.is_disguised
    return _is_warning(received) or received.gives_code or (not wants and likely < SURELY)


def _is_warning(received: Received) -> bool:
    """It tells people to beware, and leads nowhere itself."""
    strangers = any(number.kind in _STRANGERS for number in received.numbers)
    leads_away = any(link.whose is not Whose.OFFICIAL for link in received.links)
    return received.warns and not (strangers or leads_away)


def _is_grave(received: Received) -> bool:
    habits = map(habit_named, received.habits)
    return not received.warns and any(habit.grave or habit.never for habit in habits)


def _reasons(text: str, received: Received, lists: Lists) -> Iterator[Reason]:
    links = sorted(received.links, key=lambda link: list(Whose).index(link.whose))
    for link in links:
        if link.whose in _OF_LINKS:
            yield Reason(_OF_LINKS[link.whose], link.host, link.meant)
    for number in received.numbers or filter(None, [bare_number(text, lists)]):
        if number.kind in _OF_NUMBERS:
            yield Reason(_OF_NUMBERS[number.kind], number.text)
    if not _is_warning(received):
        yield from (Reason(habit) for habit in received.habits)
    if received.is_disguised:
        yield Reason("disguised")
