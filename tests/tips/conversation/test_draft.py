"""A draft survives being kept, restarts and upgrades."""

import json

from communes.directory import CommuneCode
from messages.message import Media, MediaId, MediaKind, Position
from tips.conversation.draft import Draft, Stage, dumps, loads
from tips.tip import KindId, PlaceTold, TipId

FULL = Draft(
    "d" * 32,
    "en",
    Stage.REVIEW,
    resume=Stage.PLACE,
    kind=KindId("ma_tuy"),
    story="Có “ngoặc” và\nxuống dòng",
    place=PlaceTold("chợ", CommuneCode("26743"), "79", Position(10.7, 106.7, 12.5), "cũ"),
    when="tối qua",
    answers={"ma_tuy.3": "5 người"},
    detail=1,
    details_done=True,
    media=(Media(MediaId("m"), MediaKind.VOICE, "audio/ogg", 12),),
    media_done=True,
    urgent_words=True,
    warned=("113",),
    place_words="sau chợ",
    position=Position(10.7, 106.7),
    offered={CommuneCode("26743"): "cũ"},
    province="79",
    page=2,
    menu=("kind:ma_tuy",),
    thread=TipId("a" * 32),
    pending_text="thêm",
    pending_media=(Media(MediaId("n"), MediaKind.PHOTO, "image/jpeg", 1),),
)


def test_every_field_comes_back() -> None:
    assert loads(dumps(FULL)) == FULL
    assert loads(dumps(Draft("d"))) == Draft("d")


def test_an_unknown_place_is_not_an_unasked_one() -> None:
    unknown = Draft("d", place=PlaceTold())

    assert loads(dumps(unknown)).place == PlaceTold()
    assert loads(dumps(Draft("d"))).place is None


def test_fields_of_another_version_do_no_harm() -> None:
    raw = json.loads(dumps(FULL))
    raw["mood"] = "calm"
    raw["place"]["floor"] = 3
    raw["place"]["position"]["altitude"] = 4
    del raw["answers"]

    draft = loads(json.dumps(raw))

    assert draft.story == FULL.story
    assert draft.place == FULL.place
    assert draft.answers == {}


def test_a_step_that_no_longer_exists_starts_from_the_kind() -> None:
    raw = json.loads(dumps(FULL)) | {"stage": "hand_over"}

    assert loads(json.dumps(raw)).stage is Stage.KIND
