"""What a subscriber's row must satisfy to be meant by an audience."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, true

from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import EVERYBODY, group_bits, topic_bits
from storage.tables.lessons import subscribers


def within(audience: Audience) -> list[ColumnElement[bool]]:
    rows = subscribers.c
    rules: list[ColumnElement[bool]] = []
    if audience.channels:
        rules.append(rows.channel.in_(sorted(audience.channels)))
    if audience.provinces or audience.communes:
        here = rows.province.in_(sorted(audience.provinces))
        rules.append(or_(here, rows.commune.in_(sorted(audience.communes))))
    if audience.topics:
        rules.append(rows.topics.bitwise_and(topic_bits(audience.topics)) != 0)
    if audience.groups and EVERYBODY not in audience.groups:
        rules.append(rows.groups.bitwise_and(group_bits(audience.groups)) != 0)
    if audience.rhythms:
        rules.append(rows.rhythm.in_(sorted(audience.rhythms)))
    return rules


def within_any(audiences: Iterable[Audience]) -> ColumnElement[bool]:
    """Of none at all: everybody."""
    wanted = [and_(true(), *within(one)) for one in audiences]
    return or_(*wanted) if wanted else true()
