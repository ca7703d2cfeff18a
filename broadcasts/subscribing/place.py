"""Finds the commune a subscriber names, points at or chooses."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from broadcasts.subscribing.menus import at_home, commune, pick, place_name, province_of
from broadcasts.subscribing.speech import EnrolmentContext, Reply, say
from broadcasts.subscribing.subscription import Subscription, anywhere, in_commune, in_province
from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.resolution import Found, Hint, Resolution
from communes.spelling import fold
from messages.message import Position

LONGEST_ANSWER = 120  # a longer text tells a story
MOST_OFFERED = 5
_WORD = re.compile(r"[^\W_]+")
_TYPES = {
    "xa", "phuong", "p", "x", "dac", "khu", "thi", "tran", "quan", "huyen", "q", "h", "tp", "tinh",
    "thanh", "pho", "vn", "cu", "o",
}  # fmt: skip


def find(known: Subscription, text: str, world: EnrolmentContext) -> Reply | None:
    """None: the words are for the tip line."""
    answer = world.places.resolve(text[:LONGEST_ANSWER], _hint(known))
    if not _is_name_alone(text, answer) and (len(text) > LONGEST_ANSWER or world.is_for_tips(text)):
        return None
    return _answered(known, answer, world) or Reply(
        known, (say(world, "place_not_found"),), commune(known, world)
    )


def is_name(known: Subscription, text: str, world: EnrolmentContext) -> bool:
    """A commune's name and nothing beside it: "Bãi Cháy" is no fire."""
    if len(text) > LONGEST_ANSWER:
        return False
    return _is_name_alone(text, world.places.resolve(text, _hint(known)))


def locate(known: Subscription, position: Position, world: EnrolmentContext) -> Reply:
    answer = _located(position, world)
    outside = (say(world, "position_outside"),)
    return _answered(known, answer, world) or Reply(known, outside, commune(known, world))


def choose(known: Subscription, code: str, world: EnrolmentContext) -> Reply | None:
    """A button: a commune's code, or "none"."""
    if code == "none":
        return at_home(replace(known, wishes=anywhere(known.wishes)), world)
    found = world.places.directory.communes.get(CommuneCode(code))
    return _settled(known, Found(found, 1.0, ""), world) if found else None


def choose_province(known: Subscription, code: str, world: EnrolmentContext) -> Reply | None:
    found = world.places.directory.provinces.get(ProvinceCode(code))
    if found is None:
        return None
    noted = say(world, "noted_place", place=found.name)
    return at_home(replace(known, wishes=in_province(known.wishes, found)), world, noted)


def _answered(known: Subscription, answer: Resolution, world: EnrolmentContext) -> Reply | None:
    if answer.found and not answer.ask:
        return _settled(known, answer.found[0], world)
    offered = answer.found[:MOST_OFFERED]
    places = [one.commune for one in offered]
    province = answer.province or province_of(places)
    if not places and not province:
        return None
    if not world.has_buttons and province != province_of(places) and places:
        province = ""  # a numbered menu is made anew from its places alone
    return Reply(known, menu=pick(places, province, world, _reasons(offered)))


def _settled(known: Subscription, found: Found, world: EnrolmentContext) -> Reply:
    """Who typed an old name must not wonder at the new one."""
    name = place_name(found.commune)
    former = found.evidence if "cũ" in _WORD.findall(found.evidence) else ""
    key = "noted_former" if former else "noted_place"
    noted = say(world, key, place=name, former=former[:120])
    placed = replace(known, wishes=in_commune(known.wishes, found.commune))
    return at_home(placed, world, noted)


def _reasons(offered: Sequence[Found]) -> list[str]:
    return [_reason(one.commune, one.evidence) for one in offered]


def _reason(place: Commune, evidence: str) -> str:
    name = place_name(place)
    known = not evidence or evidence.lower() in name.lower()
    return name if known else f"{name} ({evidence[:100]})"


def _is_name_alone(text: str, answer: Resolution) -> bool:
    said = set(_WORD.findall(fold(text)))
    return bool(said) and any(said <= _TYPES | _words_of(one) for one in answer.found)


def _words_of(found: Found) -> set[str]:
    place = found.commune
    return set(_WORD.findall(fold(f"{place.name} {place.province.name} {found.evidence}")))


def _hint(known: Subscription) -> Hint | None:
    province = known.wishes.province
    return Hint(province=ProvinceCode(province)) if province else None


def _located(position: Position, world: EnrolmentContext) -> Resolution:
    """A phone may send anything; the map takes only what can lie on it."""
    latitude, longitude, accuracy = position.latitude, position.longitude, position.accuracy
    if not (isfinite(latitude) and isfinite(longitude)):
        return Resolution(reason="outside")
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Resolution(reason="outside")
    if accuracy is not None and not (isfinite(accuracy) and accuracy >= 0):
        accuracy = None
    return world.places.locate(latitude, longitude, accuracy)
