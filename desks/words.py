"""What an officer typed, before it is kept or said."""

from desks.errors import EmptyWords, WordsTooLong
from wording.clean import visible


def must_be_words(typed: str, limit: int) -> str:
    """What can be read of it. Raises EmptyWords, or WordsTooLong over `limit` characters."""
    said = visible(typed)
    if not said:
        raise EmptyWords
    if len(said) > limit:
        raise WordsTooLong(limit)
    return said
