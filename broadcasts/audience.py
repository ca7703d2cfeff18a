"""Who a campaign is for. An empty set asks for nothing in particular: everybody matches."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()  # beside the provinces, not within them
    topics: frozenset[str] = frozenset()  # any one of them
    groups: frozenset[str] = frozenset()  # any one of them; "moi_nguoi" is everybody
    channels: frozenset[str] = frozenset()
    rhythms: frozenset[int] = frozenset()  # broadcasts.subscriber.Rhythm


def dumps(audience: Audience) -> str:
    return json.dumps({name: sorted(told) for name, told in asdict(audience).items() if told})


def loads(text: str) -> Audience:
    return Audience(**{name: frozenset(told) for name, told in json.loads(text).items()})
