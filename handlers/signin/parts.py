"""Everything the door of signing in works with."""

from dataclasses import dataclass

from desks.auditing import Auditing
from desks.ports import Clock, DeskBook
from desks.signin.access import Access
from desks.signin.code_apps import CodeApps
from desks.signin.passkeys import Passkeys
from desks.signin.seats import Seats
from tips.triage.leaving import Leaving


@dataclass(frozen=True, slots=True)
class WebSignin:
    access: Access
    code_apps: CodeApps
    passkeys: Passkeys
    seats: Seats
    leaving: Leaving
    desks: DeskBook
    audit: Auditing
    clock: Clock
    secure_cookie: bool
