"""What residents read: fixed when it is approved, with places left for the unit that tells it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Telling:
    """One language. `body` may hold {don_vi}, {truc_ban}, {tru_so}."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Content:
    tellings: Mapping[str, Telling]  # by language; "vi" is always there
    picture: str = ""  # name of a file beside the lesson
    voice: str = ""
    sources: tuple[str, ...] = field(default=())
    review_by: str = ""  # "2027-06": until when somebody had read it when it was approved

    def telling(self, language: str) -> Telling:
        return self.tellings.get(language) or self.tellings["vi"]


def dumps(content: Content) -> str:
    told = asdict(content)
    if not content.review_by:  # as before there was one: what was approved keeps its proof
        del told["review_by"]
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def loads(text: str) -> Content:
    raw = json.loads(text)
    tellings = {language: Telling(**one) for language, one in raw["tellings"].items()}
    reviewed = raw.get("review_by", "")
    return Content(tellings, raw["picture"], raw["voice"], tuple(raw["sources"]), reviewed)


def all_of(text: str) -> Mapping[str, Content]:
    """What a campaign's row holds: content by lesson id ("" for an alert's own words)."""
    return {lesson: loads(json.dumps(one)) for lesson, one in json.loads(text).items()}


def dump_all(contents: Mapping[str, Content]) -> str:
    told = {lesson: json.loads(dumps(one)) for lesson, one in contents.items()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def of_lesson(text: str, lesson: str) -> Content:
    return loads(json.dumps(json.loads(text)[lesson]))
