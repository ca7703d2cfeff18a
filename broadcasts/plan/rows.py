"""A plan as the JSON text its row holds."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from broadcasts.plan.plan import Dates, Once, Plan, Relative, Rhythm, Seasons

KINDS = {
    "once": Once, "dates": Dates, "rhythm": Rhythm, "season": Seasons, "relative": Relative,
}  # fmt: skip
NAMES = {kind: name for name, kind in KINDS.items()}


def kind_of(plan: Plan) -> str:
    return NAMES[type(plan)]


def dumps(plan: Plan) -> str:
    told = {field.name: _out(getattr(plan, field.name)) for field in fields(plan)}
    return json.dumps({"kind": kind_of(plan), **told}, sort_keys=True)


def loads(text: str) -> Plan:
    told = json.loads(text)
    plan: Plan = KINDS[told.pop("kind")](**{name: _in(name, one) for name, one in told.items()})
    return plan


def _out(told: object) -> object:
    if isinstance(told, datetime | date | time):
        return told.isoformat()
    if isinstance(told, frozenset):
        return sorted(told)
    if isinstance(told, tuple):
        return [_out(one) for one in told]
    return told


def _in(name: str, told: Any) -> Any:
    if told is None:
        return None
    read = READ.get(name)
    if read is not None:
        return tuple(map(read, told)) if isinstance(told, list) else read(told)
    return frozenset(told) if name == "days" else _tuples(told)


def _tuples(told: Any) -> Any:
    return tuple(map(_tuples, told)) if isinstance(told, list) else told


READ: Mapping[str, Callable[[str], object]] = {
    "at": datetime.fromisoformat,
    "since": datetime.fromisoformat,
    "hour": time.fromisoformat,
    "day": date.fromisoformat,
}
