"""What every answer and every question of the web doors is made of."""

from typing import Annotated

from fastapi import Header
from pydantic import BaseModel, ConfigDict

# An answer is built when a request first needs it: all at once took a tenth of a start. What is
# asked is not: FastAPI quiets pydantic's warning about a body's alias only while a door is made.


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,100}$",
        description="The same key on the same path: done once.",
    ),
]
