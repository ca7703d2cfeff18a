"""What each move of the table hears: its argument under its own name, and words."""

from functools import cache
from typing import Any

from pydantic import BaseModel, Field, create_model

from handlers.desk.models.tips import CODE, Confirm, SpokenWords
from handlers.web.shapes import Asked
from tips.mediation import Matter
from tips.moves.base import WORDS_LIMIT
from tips.moves.table import OFF, ON, TO_RESIDENT, Argument, DeskMove, MoveOrder, MoveWords
from tips.reading.asked_words import Confirmed
from tips.rewards import SUMS
from tips.statuses import CLOSING_REASONS
from tips.tip import Status, Urgency

DESK = r"^([0-9]{2,5}(-P[AC][0-9]{2})?|P[AC][0-9]{2})$"
PERHAPS = Field(default="", json_schema_extra={"maxLength": WORDS_LIMIT})
REMARK = Field(
    default="",
    json_schema_extra={"maxLength": WORDS_LIMIT},
    description="Internal: where it went, or whose decision it is. Needed for `thu_ly`.",
)

# Types and limits, told in the schema.
_ARGUMENTS: dict[Argument, Any] = {
    Argument.COLLEAGUE: (str, Field(max_length=100, description="A colleague's id or label.")),
    Argument.DESK: (str, Field(pattern=DESK, examples=["26743", "79-PC04", "PC04"])),
    Argument.TIP: (str, Field(pattern=CODE, examples=["K7Q-204"])),
    Argument.LINE: (int | None, Field(default=None, ge=1, le=1_000_000)),
    Argument.KIND: (str, Field(max_length=64, examples=["ma_tuy"])),
    Argument.COMMUNE: (str, Field(pattern=r"^[0-9]{5}$", examples=["26743"])),
    Argument.SWITCH: (bool, True),
    Argument.STATUS: (Status, ...),
    Argument.URGENCY: (Urgency, ...),
    Argument.SUM: (
        int,
        Field(json_schema_extra={"enum": list(SUMS)}, description="In đồng; 0: praise."),
    ),
    Argument.HAMLET: (str, Field(max_length=120, description="By its name, or a seat of it.")),
    Argument.MATTER: (Matter, ...),
    Argument.OUTCOME: (str, Field(pattern=f"^({'|'.join(CLOSING_REASONS)})$")),
}
_WORDS: dict[MoveWords, dict[str, Any]] = {
    MoveWords.NONE: {},
    MoveWords.REASON: {"reason": (SpokenWords, ...)},
    MoveWords.REMARK: {"reason": (str, REMARK)},
    MoveWords.NOTE: {"text": (SpokenWords, ...)},
    MoveWords.ANSWER: {"text": (SpokenWords, ...), "confirm": (Confirm, False)},
    MoveWords.FAREWELL: {"text": (str, PERHAPS), "confirm": (Confirm, False)},
}


@cache
def body_of(move: DeskMove) -> type[BaseModel] | None:
    """None: the press says all."""
    fields = dict(_WORDS[move.words])
    if move.names is not Argument.NOTHING:
        fields = {move.field: _ARGUMENTS[move.names], **fields}
    return create_model(f"{move.name.title()}Body", __base__=Asked, **fields) if fields else None


def order_of(move: DeskMove, body: BaseModel | None) -> MoveOrder:
    heard = body.model_dump() if body is not None else {}
    argument = _argument(heard.get(move.field)) if move.field else ""
    if move.words not in TO_RESIDENT:
        return MoveOrder(move.name, argument, heard.get("text", heard.get("reason", "")))
    words = heard["text"]
    return MoveOrder(move.name, argument, Confirmed(words) if heard["confirm"] else words)


def _argument(heard: Any) -> str:
    if isinstance(heard, bool):
        return ON if heard else OFF
    return "" if heard is None else str(heard)
