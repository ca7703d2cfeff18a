"""A citizen who talks, and an officer who asks about the only tip."""

from desks.desk import Officer
from messages.message import Address, ChatLine
from tests.builders import STORY, a_citizen, an_officer, said
from tests.fakes import House
from tests.pressing import presses_in
from tips.intake.intake import Intake
from tips.intake.ports import CitizenStore
from tips.tip import Tip


def intake_of(house: House, store: CitizenStore | None = None) -> Intake:
    citizens = store or house.citizens
    return Intake(citizens, house.desks, house.surroundings)


class Chat:
    """One citizen talking: every message is a new event."""

    def __init__(self, intake: Intake, citizen: Address | None = None) -> None:
        self.intake = intake
        self.citizen = citizen or a_citizen()
        self.events = 0

    async def say(self, text: str = "", **more: object) -> tuple[ChatLine, ...]:
        self.events += 1
        return await self.intake.hear(said(text, str(self.events), by=self.citizen, **more))

    async def tell(self, *messages: str) -> tuple[ChatLine, ...]:
        answer: tuple[ChatLine, ...] = ()
        for message in messages:
            answer = await self.say(message)
        return answer

    async def file(self) -> tuple[ChatLine, ...]:
        await self.say(choice="start")
        await self.say(choice="kind:ma_tuy")
        await self.tell(STORY, "gần chợ Bến Thành")
        await self.say(choice="skip_all")
        await self.say(choice="media:done")
        return await self.say(choice="send")


def only_tip(house: House) -> Tip:
    [tip] = house.memory.tips.values()
    return tip


async def asked(house: House) -> Officer:
    """An officer claims the only tip and asks about it."""
    officer = an_officer()
    house.memory.officers[officer.id] = officer
    press = presses_in(house)
    await press.claim(officer, only_tip(house).code, "claim")
    await press.ask(officer, only_tip(house).code, "Xe màu gì?", "ask")
    return officer
