"""The real use cases over real stores: two officers, a commander and three desks."""

from dataclasses import dataclass

from desks.desk import Code, DeskCode, Officer, Role
from storage.stores import Stores
from tests.builders import NOON, a_citizen, a_desk
from tests.fakes import FakePlaces, SilentBell, StoppedClock
from tests.pressing import Presses
from tests.storage.tips_filed import seat
from tips.triage.by_phone import Counter
from tips.triage.officer_moves import OfficerMoves
from tips.triage.triage import Triage

OTHER_DESK, CITY, DRUGS = DeskCode("27004"), DeskCode("79"), DeskCode("79-PC04")
AN, BINH = a_citizen("an"), a_citizen("binh")


class ManyCodes:
    """New values across restarts, too."""

    drawn = 0

    def hex(self, bits: int) -> str:
        ManyCodes.drawn += 1
        return f"{ManyCodes.drawn:0{bits // 4}x}".replace("0", "a", 1)

    def code(self) -> Code:
        ManyCodes.drawn += 1
        return Code(f"M{ManyCodes.drawn % 100:02}-{ManyCodes.drawn:04}")


@dataclass
class MovingHouse:
    stores: Stores
    first: Officer
    second: Officer
    commander: Officer
    stranger: Officer
    clock: StoppedClock

    def __post_init__(self) -> None:
        stores, places, chance = self.stores, FakePlaces(), ManyCodes()
        directory, bell = places.directory, SilentBell()
        self.triage = Triage(stores.tips, self.clock, bell, stores.moves, directory)
        self.moves = OfficerMoves(
            self.triage, stores.moves, stores.desks, directory, stores.citizens, chance
        )
        self.press = Presses(self.moves)
        self.counter = Counter(
            self.triage, stores.moves, stores.citizens, places, self.clock, chance, bell
        )


async def a_moving_house(stores: Stores) -> MovingHouse:
    first, second = await seat(stores, "Một"), await seat(stores, "Hai")
    for code in (OTHER_DESK, CITY, DRUGS):
        await stores.desks.open_desk(a_desk(code, f"Công an {code}"))
    return MovingHouse(
        stores,
        first,
        second,
        await seat(stores, "Chỉ huy", role=Role.COMMANDER),
        await seat(stores, "Lạ", desk=OTHER_DESK),
        StoppedClock(NOON),
    )
