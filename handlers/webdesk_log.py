"""The audit log as the desk's API shows it to auditors."""

from datetime import datetime

from pydantic import Field

from handlers.webdesk_models import Answer


class AuditRow(Answer):
    id: int
    at: datetime
    action: str = Field(examples=["look"])
    officer: str = Field(description="Their label; empty for a resident's own doing.")
    desk: str
    tip: str = Field(description="Its code, when the entry is about one tip.")
    fact: str = Field(description="Codes only.")


class AuditLog(Answer):
    entries: list[AuditRow]
    next: int | None = Field(description="Pass as `after` to read on; null at the end.")
