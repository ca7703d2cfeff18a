"""Where to go, in one line: the street or landmark that was told, then what tells more."""

from desks.desk import DeskCode
from tips.tip import PlaceTold
from wording.clean import gist

LENGTH = 80


def where_to_go(place: PlaceTold, commune: str, desk: DeskCode) -> str:
    """`commune`: its name, if known. A desk's own commune tells its officers nothing."""
    words = gist(place.words, LENGTH)
    known = str(place.commune) == desk or _short(commune) in words.casefold()
    return words if words and known else ", ".join(filter(None, (words, commune)))


def _short(commune: str) -> str:
    """Without "phường", which residents leave out."""
    return commune.partition(" ")[2].casefold() or commune.casefold()
