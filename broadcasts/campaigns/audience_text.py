"""Reads whom a campaign is for, as officers write it.

"all" · "26740" · "phường Bến Thành" · "79, 26740; topics=ma_tuy; groups=hoc_sinh; channels=web"
"""

from collections.abc import Mapping
from dataclasses import dataclass

from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import GROUPS, TOPICS
from broadcasts.campaigns.reach import check_reach
from broadcasts.errors import AmbiguousAddressee, UnknownAddressee, UnreadableAudience
from communes.directory import Directory, ProvinceCode
from communes.places import NamedPlaces
from communes.resolution import Hint
from communes.spelling import fold
from messages.channels import CHANNELS

EVERYWHERE = frozenset({"all", "tat ca", "moi noi", "ca nuoc", "*"})
NAMES = {"chu de": "topics", "nhom": "groups", "kenh": "channels"}
KINDS_OF_PROVINCE = ("tinh ", "thanh pho ")
MOST = 60  # letters of what somebody wrote that a refusal may repeat to them


@dataclass(frozen=True, slots=True)
class Addressing:
    """Who writes, and the map they write about."""

    desk: str
    places: NamedPlaces


def audience_of(told: str, addressing: Addressing) -> Audience:
    """Raises a CampaignProblem that says what is wrong with it."""
    where, *wishes = [piece.strip() for piece in told.split(";")]
    if "=" in where:
        where, wishes = "all", [where, *wishes]
    provinces, communes = _where(where, addressing)
    chosen = dict(_wish(wish) for wish in wishes if wish)
    audience = Audience(
        provinces=provinces,
        communes=communes,
        topics=chosen.get("topics", frozenset()),
        groups=chosen.get("groups", frozenset()),
        channels=chosen.get("channels", frozenset()),
    )
    check_reach(addressing.desk, audience, addressing.places.directory)
    return audience


def _where(told: str, addressing: Addressing) -> tuple[frozenset[str], frozenset[str]]:
    if not told:
        raise UnreadableAudience("")
    if fold(told) in EVERYWHERE:
        return frozenset(), frozenset()
    codes = [_place(piece.strip(), addressing) for piece in told.split(",") if piece.strip()]
    provinces = frozenset(code for code in codes if len(code) == 2)
    return provinces, frozenset(codes) - provinces


def _place(told: str, addressing: Addressing) -> str:
    directory = addressing.places.directory
    if told in directory.provinces or told in directory.communes:
        return told
    if told.isdecimal():
        raise UnknownAddressee(told[:MOST])
    return _province_named(told, directory) or _commune_named(told, addressing)


def _province_named(told: str, directory: Directory) -> str:
    wanted = _bare(told)
    found = [code for code, one in directory.provinces.items() if _bare(one.name) == wanted]
    return found[0] if len(found) == 1 else ""


def _bare(name: str) -> str:
    words = fold(name).strip()
    for kind in KINDS_OF_PROVINCE:
        words = words.removeprefix(kind)
    return words


def _commune_named(told: str, addressing: Addressing) -> str:
    places = addressing.places
    here = places.directory.provinces.get(ProvinceCode(addressing.desk.partition("-")[0]))
    found = places.resolve(told, Hint(province=here.code if here else None))
    if not found.found:
        raise UnknownAddressee(told[:MOST])
    if found.ask:
        offered = ", ".join(f"{one.commune.code} {one.commune.full_name}" for one in found.found)
        raise AmbiguousAddressee(told[:MOST], offered)
    return found.found[0].commune.code


def known_wishes() -> Mapping[str, tuple[str, ...]]:
    return {"topics": TOPICS, "groups": GROUPS, "channels": CHANNELS.for_residents()}


def _wish(told: str) -> tuple[str, frozenset[str]]:
    name, equals, words = told.partition("=")
    kind = NAMES.get(fold(name).strip(), fold(name).strip())
    offered = known_wishes()
    if not equals or kind not in offered:
        raise UnreadableAudience(told[:MOST], ", ".join(offered))
    chosen = frozenset("_".join(fold(word).split()) for word in words.split(",") if word.strip())
    for word in sorted(chosen):
        if word not in offered[kind]:
            raise UnreadableAudience(word[:MOST], ", ".join(offered[kind]))
    if not chosen:
        raise UnreadableAudience(told[:MOST], ", ".join(offered[kind]))
    return kind, chosen
