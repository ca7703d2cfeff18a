"""How the conversation speaks: sentences of the catalogue, menus, and nothing too long."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from messages.message import RECEIPT_MARK, Button, Choice
from tips.conversation.draft import Draft, amend
from tips.conversation.turn import Effect, Say
from wording.catalogue import text
from wording.clean import cut

LONGEST_MESSAGE = 2_000
LONGEST_HEARD = 20_000  # characters of one message: more than any messenger brings at once
LONGEST_LABEL = 60
MOST_ROWS = 9  # of a numbered menu
_BLANK_LINES = re.compile(r"\n{3,}")
_KEPT_BREAKS = str.maketrans(dict.fromkeys("\u2028\u2029\u0085\v\f\r", "\n") | {"\t": " "})
# What needs no second look. Marks that are typed apart, blanks without ink and emoji do.
_STRANGE = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u02af\u1ea0-\u1ef9\u2010-\u2026]+")
_BLANKS = {"\u3164", "\u115f", "\u1160", "\uffa0", "\u2800"}  # letters without ink
_MARKS_PER_LETTER = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """What one thing heard leads to. With `ask`, the question of the draft's stage follows."""

    draft: Draft
    says: tuple[Say, ...] = ()
    effect: Effect | None = None
    ask: bool = True


def line(draft: Draft, key: str, /, **values: object) -> str:
    return text(f"chat.{key}", draft.language, **values)


def answer_line(draft: Draft, key: str, /, **values: object) -> str:
    return text(f"answers.{key}", draft.language, **values)


def say(draft: Draft, key: str, /, **values: object) -> Say:
    return Say(line(draft, key, **values))


def too_long(draft: Draft, limit: int) -> Say:
    return say(draft, "too_long", limit=f"{limit:,}".replace(",", "."))


def button(draft: Draft, key: str, choice: str, /, **values: object) -> Button:
    return labelled(line(draft, f"button_{key}", **values), choice)


def labelled(label: str, choice: str) -> Button:
    return Button(cut(label, LONGEST_LABEL), Choice(choice))


# --- hearing -------------------------------------------------------------------------------------


def clean(heard: str) -> str:
    """What can be read of a message: NFC, without invisible letters or direction tricks."""
    cut = heard[:LONGEST_HEARD].replace("\r\n", "\n").translate(_KEPT_BREAKS)
    visible = _STRANGE.sub(_visible, unicodedata.normalize("NFC", cut))
    # The mark stands for a receipt's words: nobody may type it into a text that is kept.
    unmarked = visible.replace(RECEIPT_MARK, RECEIPT_MARK.strip("{}"))
    lines = (" ".join(row.split()) for row in unmarked.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _visible(strange: re.Match[str]) -> str:
    return "".join(_letters_seen(strange[0]))


def _letters_seen(strange: str) -> Iterator[str]:
    marks = 0
    for letter in strange:
        category = unicodedata.category(letter)
        marks = marks + 1 if category == "Mn" else 0
        if letter == "\n":
            yield letter
        elif category == "Zs" or letter in _BLANKS:
            yield " "
        elif category[0] != "C" and marks <= _MARKS_PER_LETTER:
            yield letter


def has_words(heard: str) -> bool:
    return any(letter.isalnum() for letter in heard)


# --- speaking ------------------------------------------------------------------------------------


def page_of_menu(draft: Draft, question: Say) -> Say:
    """At most nine rows: a longer numbered menu is read on the small screens of old people."""
    rows = question.buttons
    if len(rows) <= MOST_ROWS:
        return question
    begin = draft.menu_from if draft.menu_from < len(rows) else 0
    end = begin + MOST_ROWS - 1
    more = button(draft, "menu_more", f"menu:{end if end < len(rows) else 0}")
    return replace(question, buttons=(*rows[begin:end], more))


def with_menu(draft: Draft, question: Say, has_buttons: bool, numbered: bool) -> tuple[Draft, Say]:
    """Where there are no buttons, choices are numbers, or words beside a free answer."""
    if not has_buttons:  # a number cannot be dialled by its place in a menu
        pressed = tuple(button for button in question.buttons if not button.dials)
        question = replace(question, buttons=pressed)
    if has_buttons or not question.buttons:
        return draft, question
    if not numbered:
        words = ", ".join(f"“{b.label.lower()}”" for b in question.buttons)
        hint = line(draft, "word_hint", words=words)
        return draft, replace(question, text=f"{question.text}\n{hint}", buttons=())
    rows = [f"{number}. {b.label}" for number, b in enumerate(question.buttons, start=1)]
    menu = "\n".join([question.text, *rows, line(draft, "menu_hint")])
    choices = tuple(b.choice for b in question.buttons)
    return amend(draft, menu=choices), replace(question, text=menu, buttons=())


def fitted(says: Iterable[Say]) -> tuple[Say, ...]:
    """No message over the limit: the buttons stay with the last part."""
    return tuple(part for one in says for part in _parts(one))


def _parts(whole: Say) -> Iterator[Say]:
    pieces = split(whole.text)
    for piece in pieces[:-1]:
        yield Say(piece, step=whole.step, sender=whole.sender)
    yield replace(whole, text=pieces[-1]) if len(pieces) > 1 else whole


def split(words: str, limit: int = LONGEST_MESSAGE) -> list[str]:
    pieces = []
    while len(words) > limit:
        cut = max(words.rfind("\n", limit // 2, limit), words.rfind(" ", limit // 2, limit))
        cut = cut if cut > 0 else limit
        pieces.append(words[:cut].rstrip())
        words = words[cut:].lstrip()
    return [*pieces, words]
