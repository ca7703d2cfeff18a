"""Where a tip happened, as the desk's pages show it."""

from communes.directory import Commune, Directory, ProvinceCode
from desks.desk import DeskCode
from handlers.desk.models.tips import PositionView, Where
from messages.message import Position
from tips.reading.where import where_to_go
from tips.tip import PlaceTold


def place_name(place: PlaceTold, directory: Directory, desk: DeskCode) -> str:
    """For one line: where to go, else the province, else nothing."""
    commune = _commune(place, directory)
    told = where_to_go(place, commune.full_name if commune else "", desk)
    return told or _province(place, commune, directory)


def where_view(place: PlaceTold, directory: Directory) -> Where:
    commune = _commune(place, directory)
    return Where(
        words=place.words,
        commune=place.commune,
        commune_name=commune.full_name if commune else "",
        province_name=_province(place, commune, directory),
        evidence=place.evidence,
        position=_position(place.position),
    )


def _position(position: Position | None) -> PositionView | None:
    if position is None:
        return None
    return PositionView(
        latitude=position.latitude, longitude=position.longitude, accuracy=position.accuracy
    )


def _commune(place: PlaceTold, directory: Directory) -> Commune | None:
    return directory.communes.get(place.commune) if place.commune else None


def _province(place: PlaceTold, commune: Commune | None, directory: Directory) -> str:
    if commune is not None:
        return commune.province.name
    province = directory.provinces.get(ProvinceCode(place.province)) if place.province else None
    return province.name if province else ""
