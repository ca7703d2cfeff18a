"""Gives a messenger's lessons only what its row says it can take."""

from dataclasses import dataclass, replace

from messages.channel import MessageGone
from messages.channels import CHANNELS, ChannelRow
from messages.fitting import length, parts_of
from messages.lesson_line import LessonLine, LessonMessage

ROOMY = 4_000  # no lesson is longer


def fitting(line: LessonLine) -> LessonLine:
    row = CHANNELS.row(line.name)
    is_whole = row.has_buttons and row.has_edits and row.longest_text >= ROOMY
    return line if is_whole else FittingLine(line, row)


@dataclass(frozen=True, slots=True)
class FittingLine:
    line: LessonLine
    row: ChannelRow

    @property
    def name(self) -> str:
        return self.line.name

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:
        """The last part's id. A retry repeats the parts before it: whoever can drop repeats knows
        them by their letter.
        """
        *before, last = parts_of(told.text, self.row.longest_text)
        for at, part in enumerate(before):
            await self.line.send(recipient, LessonMessage(part), f"{letter}-{at}")
        return await self.line.send(recipient, replace(told, text=last), letter)

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:
        """MessageGone where it cannot be edited or takes more than one message: said anew."""
        if not self.row.has_edits or length(told.text) > self.row.longest_text:
            raise MessageGone
        await self.line.edit(recipient, message_id, told)

    async def delete(self, recipient: str, message_id: int) -> None:
        await self.line.delete(recipient, message_id)
