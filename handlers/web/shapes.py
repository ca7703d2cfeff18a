"""What every answer and every question of the web doors is made of."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")
