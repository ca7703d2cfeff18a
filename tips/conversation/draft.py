"""A tip still being told, and everything the conversation must remember between two messages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from communes.directory import CommuneCode
from messages.message import Media, MediaId, MediaKind, Position
from tips.tip import KindId, PlaceTold, TipId

__all__ = ["PLACE_STAGES", "Draft", "Spoken", "Stage", "amend", "dumps", "loads"]


class Stage(StrEnum):
    """Which question the next words answer."""

    NEW = "new"  # nothing said yet: the notice comes first
    KIND = "kind"
    CONFIRM_KIND = "confirm_kind"  # the story came first: is it this kind?
    STORY = "story"
    PLACE = "place"
    PLACE_PICK = "place_pick"  # which of these?
    PROVINCE = "province"
    COMMUNE = "commune"
    WHEN = "when"
    DETAIL = "detail"  # the kind's own questions, one at a time
    MEDIA = "media"
    REVIEW = "review"
    EDIT = "edit"  # which answer is to be changed?
    SAVED = "saved"  # the receipt is shown: has it been kept?
    IDLE = "idle"
    OFFER = "offer"  # words after filing: more on that tip, or another?
    THREAD = "thread"  # words go to a tip
    RECEIPT = "receipt"  # asked to type a receipt
    ERASE = "erase"  # asked to confirm


PLACE_STAGES = {Stage.PLACE, Stage.PLACE_PICK, Stage.PROVINCE, Stage.COMMUNE}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that a tip has just taken: they may have been meant for another."""

    tip: TipId
    text: str
    media: tuple[Media, ...] = ()
    was_asked: bool = False  # it waited for an answer, and will again if they are moved


@dataclass(frozen=True)  # without slots: `amend` copies it in one go
class Draft:
    """Owned by tips/conversation. `dumps`/`loads` below are all that storage knows of it."""

    draft_id: str  # random 128 bits, unique in the tip table: a second "Send" is the same tip
    language: str = "vi"
    stage: Stage = Stage.NEW
    resume: Stage | None = None  # the step that /tin, /ma, /xoa or a reply interrupted
    kind: KindId | None = None
    story: str = ""
    place: PlaceTold | None = None  # None: not asked yet; an empty one: "không rõ"
    when: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)  # question id → answer
    detail: int = 0  # the question being asked
    details_done: bool = False
    media: tuple[Media, ...] = ()
    media_done: bool = False
    voice_changes: int = 0
    urgent_words: bool = False
    express: bool = False  # somebody is in danger: only where it is, then send
    editing: str = ""  # one answer is being changed: "change" or, for the story, "anew"
    warned: tuple[str, ...] = ()  # emergency numbers already shown
    unsaid: str = ""  # words that were not taken, until the next message: they can be gone back to
    goes_on_until: str = ""  # until then, the next text may be the rest of a long message
    checks: bool = False  # the next message is one they received: is it a scam?
    insists: bool = False  # "this is a crime", said of words we would not have taken
    language_chosen: bool = False  # else it follows what is written
    # --- finding the place ---
    place_words: str = ""  # "sau chợ": kept while the commune is being chosen
    position: Position | None = None
    offered: Mapping[CommuneCode, str] = field(default_factory=dict)  # commune → evidence
    province: str | None = None
    page: int = 0
    # --- around a tip ---
    menu: tuple[str, ...] = ()  # choices of a numbered menu, in order
    menu_from: int = 0  # the row it begins with, while an answer is being made
    thread: TipId | None = None
    pending_text: str = ""  # said after filing, until it is clear where it belongs
    pending_media: tuple[Media, ...] = ()
    spoken: Spoken | None = None  # until the next message


if TYPE_CHECKING:
    from dataclasses import replace as amend  # so that its names and types are checked
else:

    def amend(draft: Draft, **new: object) -> Draft:
        """`replace`, which sets every field anew and so cost a twelfth of a step."""
        other = object.__new__(Draft)
        vars(other).update(vars(draft), **new)
        return other


_BLANK = Draft("")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=asdict)
_NAMES = frozenset(one.name for one in fields(Draft))
_STAGES = frozenset(Stage)


def dumps(draft: Draft) -> str:
    """Without what is as in a new one: empty, zero or false."""
    return _ENCODER.encode({name: value for name, value in vars(draft).items() if value})


def loads(text: str) -> Draft:
    """Forgiving on purpose: a draft begun before an upgrade goes on after it."""
    raw = json.loads(text)
    values = {key: value for key, value in raw.items() if key in _NAMES}
    for key, restore in _RESTORE.items():
        if key in values:
            values[key] = restore(values[key])
    return amend(_BLANK, **{key: value for key, value in values.items() if value is not None})


def _stage(value: str) -> Stage:
    """A step that no longer exists: start from the kind, with all that was said."""
    return Stage(value) if value in _STAGES else Stage.KIND


def _only(type_: type, raw: dict[str, Any]) -> dict[str, Any]:
    known = {field_.name for field_ in fields(type_)}
    return {key: value for key, value in raw.items() if key in known}


def _media(rows: list[dict[str, Any]]) -> tuple[Media, ...]:
    return tuple(
        Media(MediaId(row["id"]), MediaKind(row["kind"]), row["mime"], row["size"]) for row in rows
    )


def _position(row: dict[str, Any] | None) -> Position | None:
    return Position(**_only(Position, row)) if row else None


def _place(row: dict[str, Any]) -> PlaceTold:
    position = _position(row.get("position"))
    return PlaceTold(**{**_only(PlaceTold, row), "position": position})


def _spoken(row: dict[str, Any]) -> Spoken:
    return Spoken(**{**_only(Spoken, row), "media": _media(row["media"])})


_RESTORE: Mapping[str, Callable[[Any], Any]] = {
    "stage": _stage,
    "resume": _stage,
    "place": _place,
    "position": _position,
    "media": _media,
    "pending_media": _media,
    "spoken": _spoken,
    "warned": tuple,
    "menu": tuple,
}
