"""A desk as the unit that tells lessons: its name from the map, phone and address from settings."""

from bot.config import Config
from bot.office import desk_name
from broadcasts.lessons.unit import Unit
from communes.directory import CommuneCode, Directory


def unit_of(code: str, config: Config, directory: Directory) -> Unit:
    """Problem when no desk has this code. Above a commune or a department is its province."""
    name = desk_name(code, directory)
    phone, office = config.desks.phones.get(code, ""), config.desks.offices.get(code, "")
    commune = directory.communes.get(CommuneCode(code))
    province = commune.province.code if commune else code.partition("-")[0]
    above = unit_of(province, config, directory) if province != code else None
    return Unit(name, phone.strip(), office.strip(), above)
