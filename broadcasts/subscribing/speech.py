"""How enrolling speaks: sentences of the catalogue, and menus with or without buttons."""

from dataclasses import dataclass, replace

from broadcasts.subscribing.ports import Sorting
from broadcasts.subscribing.subscription import Subscription
from communes.places import Places
from messages.message import Button, Choice
from wording.catalogue import Wording
from wording.clean import cut

LONGEST_LABEL = 60
MOST_ROWS = 9  # of a numbered menu: more are not read on small screens
PAGE = "@"  # "topics@7": the menu and the row its page begins with
TYPED = ("commune", "quiet")  # menus that words answer as well


@dataclass(frozen=True, slots=True)
class EnrolmentContext:
    """What a decision may look at."""

    places: Places
    words: Wording
    is_for_tips: Sorting
    channel: str
    language: str = "vi"
    has_buttons: bool = True


@dataclass(frozen=True, slots=True)
class Say:
    """One message, before it is addressed."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Menu:
    """A question with its choices. `name` is what a row remembers of it."""

    name: str
    text: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What one thing heard leads to; `menu` is asked last."""

    subscription: Subscription | None
    says: tuple[Say, ...] = ()
    menu: Menu | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentTurn:
    subscription: Subscription | None  # None: nothing to remember, nobody to write to
    says: tuple[Say, ...]
    counted: str = ""  # a name that is counted by day; nothing is kept of who it was


def line(world: EnrolmentContext, key: str, /, **values: object) -> str:
    return world.words(f"subscribing.{key}", world.language, **values)


def say(world: EnrolmentContext, key: str, /, **values: object) -> Say:
    return Say(line(world, key, **values))


def button(world: EnrolmentContext, key: str, choice: str, /, **values: object) -> Button:
    return labelled(line(world, f"button_{key}", **values), choice)


def labelled(label: str, choice: str, *, chosen: bool = False) -> Button:
    shown = f"✓ {label}" if chosen else label
    return Button(cut(shown, LONGEST_LABEL), Choice(choice))


def spoken(reply: Reply, world: EnrolmentContext) -> EnrolmentTurn:
    """Asks the menu, and remembers it where the next words are to answer it."""
    known, menu = reply.subscription, reply.menu
    says = reply.says if world.has_buttons else _bare(reply.says)
    if menu is None:
        return EnrolmentTurn(known and replace(known, awaiting=""), says)
    menu = page_of(menu, 0, world)
    asked = Say(menu.text, menu.buttons) if world.has_buttons else _numbered(menu, world)
    waits = not world.has_buttons or menu.name in TYPED
    kept = known and replace(known, awaiting=menu.name if waits else "")
    return EnrolmentTurn(kept, (*says, asked))


def page_of(menu: Menu, begin: int, world: EnrolmentContext) -> Menu:
    """Where choices are numbers, as many as are read at once; the last choice stands on each page,
    so that nobody has to look for the way out.
    """
    *rows, last = menu.buttons
    if world.has_buttons or len(rows) < MOST_ROWS or PAGE in menu.name:
        return menu
    begin = begin if 0 <= begin < len(rows) else 0
    end = begin + MOST_ROWS - 2
    other = f"{menu.name}{PAGE}{end if end < len(rows) else 0}"
    more = button(world, "more", f"dk:page:{other}")
    return Menu(f"{menu.name}{PAGE}{begin}", menu.text, (*rows[begin:end], more, last))


def _numbered(menu: Menu, world: EnrolmentContext) -> Say:
    rows = [f"{n}. {one.label}" for n, one in enumerate(menu.buttons, start=1)]
    return Say("\n".join([menu.text, *rows, line(world, "menu_hint")]))


def _bare(says: tuple[Say, ...]) -> tuple[Say, ...]:
    return tuple(replace(one, buttons=()) for one in says)
