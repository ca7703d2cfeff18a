"""Which subscribers an audience means."""

from sqlalchemy import ColumnElement, or_

from broadcasts.audience import Audience
from broadcasts.words import EVERYBODY, group_bits, topic_bits
from storage.tables_lessons import subscribers


def meant(audience: Audience) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if audience.channels:
        rules.append(subscribers.c.channel.in_(sorted(audience.channels)))
    if audience.provinces or audience.communes:
        here = subscribers.c.province.in_(sorted(audience.provinces))
        rules.append(or_(here, subscribers.c.commune.in_(sorted(audience.communes))))
    if audience.topics:
        rules.append(subscribers.c.topics.bitwise_and(topic_bits(audience.topics)) != 0)
    if audience.groups and EVERYBODY not in audience.groups:
        rules.append(subscribers.c.groups.bitwise_and(group_bits(audience.groups)) != 0)
    if audience.rhythms:
        rules.append(subscribers.c.rhythm.in_(sorted(audience.rhythms)))
    return rules
