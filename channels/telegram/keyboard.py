"""Buttons under a message, in rows that a phone shows without cutting a word."""

from collections.abc import Iterable

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from messages.message import CALL, Button, Outgoing
from wording.catalogue import text

ROW_WIDTH = 30  # characters a 360 px phone shows across, all buttons of a row together
BUTTON_PADDING = 4
ROW_LENGTH = 3


def keyboard(message: Outgoing) -> InlineKeyboardMarkup | None:
    rows = keyboard_of(message.buttons).inline_keyboard
    if message.receipt:
        rows.insert(0, [_copy_receipt(message.receipt)])
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def keyboard_of(buttons: Iterable[Button]) -> InlineKeyboardMarkup:
    """Numbers to call come first, each across the whole width."""
    every = tuple(buttons)
    calls = [[_copied_number(button)] for button in every if button.dials]
    pressed = [button for button in every if not button.dials]
    rows = [[_pressable(button) for button in row] for row in rows_of(pressed)]
    return InlineKeyboardMarkup(inline_keyboard=[*calls, *rows])


def rows_of(buttons: Iterable[Button]) -> list[list[Button]]:
    """In the order given; a long label gets a row of its own."""
    rows: list[list[Button]] = []
    room = 0
    for button in buttons:
        width = len(button.label) + BUTTON_PADDING
        if not rows or width > room or len(rows[-1]) == ROW_LENGTH:
            rows.append([])
            room = ROW_WIDTH
        rows[-1].append(button)
        room -= width
    return rows


def _pressable(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=button.label, callback_data=button.choice)


def _copied_number(button: Button) -> InlineKeyboardButton:
    """Telegram opens no dialler; copied, the number is one press from it."""
    label = text("telegram.copy_number", call=button.label)
    copied = CopyTextButton(text=button.choice.removeprefix(CALL))
    return InlineKeyboardButton(text=label, copy_text=copied, style="danger")


def _copy_receipt(words: tuple[str, ...]) -> InlineKeyboardButton:
    copied = CopyTextButton(text=" ".join(words))
    return InlineKeyboardButton(text=text("telegram.copy_receipt"), copy_text=copied)
