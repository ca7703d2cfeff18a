"""Who a campaign is for. An empty set asks for nothing in particular: everybody matches."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Audience:
    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()  # beside the provinces, not within them
    topics: frozenset[str] = frozenset()  # any one of them
    groups: frozenset[str] = frozenset()  # any one of them; "moi_nguoi" is everybody
    channels: frozenset[str] = frozenset()
    rhythms: frozenset[int] = frozenset()  # broadcasts.audience.subscriber.Rhythm


# By lesson: whom, within the campaign's audience, that lesson is for: any one of these audiences. A
# lesson that is not there is for all of them.
Parts = Mapping[str, tuple[Audience, ...]]


def merged(audiences: Iterable[Audience]) -> tuple[Audience, ...]:
    """As few as mean the same people: those that differ only in their places become one."""
    places: dict[Audience, list[Audience]] = {}
    for one in audiences:
        anywhere = replace(one, provinces=frozenset(), communes=frozenset())
        places.setdefault(anywhere, []).append(one)
    return tuple(
        anywhere
        if anywhere in every
        else replace(
            anywhere,
            provinces=frozenset(code for one in every for code in one.provinces),
            communes=frozenset(code for one in every for code in one.communes),
        )
        for anywhere, every in places.items()
    )


def dumps(audience: Audience) -> str:
    return json.dumps(_dump(audience))


def loads(text: str) -> Audience:
    return _read(json.loads(text))


def dump_parts(parts: Parts) -> str:
    told = {lesson: [_dump(one) for one in audiences] for lesson, audiences in parts.items()}
    return json.dumps(told, sort_keys=True)


def load_parts(text: str) -> Parts:
    told = json.loads(text).items()
    return {lesson: tuple(_read(one) for one in audiences) for lesson, audiences in told}


def _dump(audience: Audience) -> dict[str, list[Any]]:
    return {name: sorted(told) for name, told in asdict(audience).items() if told}


def _read(told: Mapping[str, list[Any]]) -> Audience:
    return Audience(**{name: frozenset(words) for name, words in told.items()})
