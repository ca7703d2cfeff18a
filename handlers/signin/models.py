"""What the API of signing in says and hears. See /openapi.json."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import Path
from pydantic import Field

from desks.desk import Role
from desks.signin.access import LABEL_LIMIT
from handlers.web.shapes import Answer, Asked

DeviceInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9 _-]{1,400}$")]
DESK = r"^[0-9]{2,5}(-P[AC][0-9]{2})?$"
Label = Annotated[str, Field(min_length=1, max_length=LABEL_LIMIT)]
Desk = Annotated[str, Field(pattern=DESK, description="Its code; an administrator's choice.")]


class Dismissed(Answer):
    label: str
    freed: int = Field(description="Tips they held, which wait for colleagues now.")


class SessionView(Answer):
    until: datetime = Field(description="It ends then, unless somebody touches the page before.")
    warns: datetime
    can_return: bool = Field(description="There is a passkey or a code app to come back with.")
    now: datetime


class DeviceView(Answer):
    id: str
    device: str
    began: datetime
    seen: datetime
    here: bool


class PasskeyView(Answer):
    id: str
    name: str
    added: datetime


class Ways(Answer):
    name: str = Field(description="What is typed beside a code.", examples=["26743:Trực ban 1"])
    desk: str
    code_app: bool
    passkeys: list[PasskeyView]
    takes_passkeys: bool = Field(description="Browsers make none over plain http.")
    devices: list[DeviceView]
    seats: bool = Field(description="May invite, and help others back in.")
    any_desk: bool


class CodeOffer(Answer):
    name: str
    secret: str
    picture: str = Field(description="The QR code, as an SVG data address.")


class CodeTyped(Asked):
    code: str = Field(max_length=20)


class CodeSignIn(CodeTyped):
    name: str = Field(max_length=100)


class PasskeyAnswer(Asked):
    """As `PublicKeyCredential.toJSON()` says it (WebAuthn, level 3)."""

    id: str = Field(max_length=1500)
    rawId: str = Field(max_length=1500)  # noqa: N815 - the standard's own name
    type: str = Field(max_length=20)
    response: dict[str, Any]


class SeatView(Answer):
    label: str
    role: Role
    role_label: str
    devices: int
    seen: datetime | None
    code_app: bool
    passkeys: int
    telegram: bool
    held: int
    mine: bool
    helps: bool = Field(description="This officer may invite them again.")


class RoleView(Answer):
    id: Role
    label: str


class SeatsView(Answer):
    desk: str
    desk_name: str
    seats: list[SeatView]
    roles: list[RoleView] = Field(description="That this officer may give.")


class NewInvite(Asked):
    desk: Desk
    label: Label
    role: Role | None = Field(default=None, description="A seat that is there keeps its own.")


class SeatNamed(Asked):
    desk: Desk
    label: Label


class InviteView(Answer):
    address: str = Field(description="Opens once.")
    label: str
    role_label: str
    until: datetime
