"""What a test asks of an answer of the map: names, codes, and whether it routes."""

from communes.resolution import Resolution


def codes(found: Resolution) -> list[str]:
    return [each.commune.code for each in found.found]


def names(found: Resolution) -> list[str]:
    return [each.commune.name for each in found.found]


def routed(found: Resolution) -> str:
    """The commune it is sent to; what keeps it from being sent, where it asks."""
    return f"? {found.reason}" if found.ask else found.found[0].commune.name
