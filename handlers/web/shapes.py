"""What every answer and every question of the web doors is made of."""

from pydantic import BaseModel, ConfigDict

# Each shape is built when a request first needs it: all at once took a tenth of a start.


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)
