"""Approved words as the residents of one unit read them."""

from broadcasts.content import Content
from broadcasts.unit import Unit, can_tell, filled


def words_of(content: Content, unit: Unit, language: str) -> str:
    """In the reader's language where somebody translated it and it can name what the unit lacks."""
    spoken = language if language in content.tellings else "vi"
    told = _whole(content, spoken)
    if not can_tell(unit, told, spoken):
        spoken, told = "vi", _whole(content, "vi")
    return filled(told, unit, spoken)


def _whole(content: Content, language: str) -> str:
    telling = content.tellings[language]
    return f"{telling.title}\n\n{telling.body}" if telling.title else telling.body
