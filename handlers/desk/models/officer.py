"""What the desk's API says of the officer, the shift and what waits."""

from datetime import datetime

from pydantic import Field

from desks.desk import Role
from handlers.desk.models.tips import Named
from handlers.web.shapes import Answer
from tips.clock.reminders import ReminderStage
from tips.tip import Urgency


class ReminderView(Answer):
    """Codes, kind and clock only."""

    code: str
    kind_label: str
    urgency: Urgency
    urgency_label: str
    stage: ReminderStage
    label: str = Field(description="What must have happened by then.")
    at: datetime
    desk_name: str
    readable: bool = Field(description="This officer may open the tip.")


class TroubleView(Answer):
    """A desk whose Telegram group does not hear as it should."""

    desk: str
    words: str = Field(description="What is wrong, and what to do.")
    deaf: bool


class WaitingView(Answer):
    """Of every tip of the desk, not only of those a page shows."""

    free: int = Field(description="Nobody has taken them.")
    emergencies: int = Field(description="Of those, the ones that cannot wait.")
    mine: int = Field(description="This officer's own, with something new or due.")
    late: int
    first: str | None = Field(description="The emergency that waits longest.")


class Me(Answer):
    officer: str
    role: Role
    desk: str
    desk_name: str
    on_duty: list[str] = Field(description="At this desk, now. Empty: reminders go to everybody.")
    reminders: list[ReminderView]
    troubled: list[TroubleView] = Field(description="The own desk, and those below a commander's.")
    waiting: WaitingView
    works: bool = Field(description="Reads and works on tips; auditors and others do not.")
    reads_log: bool
    below: list[Named] = Field(description="Open desks a coordinator may look into.")
    now: datetime = Field(description="The server's clock, for counting down.")


class LinkCode(Answer):
    code: str
    command: str = Field(description="What to send to the Telegram bot, in private.")
    minutes: int
