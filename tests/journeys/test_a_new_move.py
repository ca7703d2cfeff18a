"""A move is a row of the table, a decision and its words: every door has it, told by nobody."""

from collections.abc import AsyncIterator

import pytest

from desks.permissions import Action
from tests.builders import a_desk
from tests.fakes import House
from tests.handlers.webdesk_house import a_house
from tests.telegram.desk_group import Deaf, arrives, binh, now, plain
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat
from tests.telegram.world import User
from tips.moves.base import Decision, Press, must_not_disturb, noting, spoken, unchanged
from tips.moves.change import Change
from tips.moves.table import MOVES, DeskMove
from tips.tip import Tip
from wording.catalogue import catalogue, text

__all__ = ["binh", "plain"]

WORDS = {
    "card_flag": "Đánh dấu…",
    "page_flag": "Đánh dấu",
    "page_flag_note": "Đồng đội thấy ngay.",
    "action_flag": "Đánh dấu",
    "reason_flag_1": "Cần chú ý",
    "why_flag": "Lý do đánh dấu",
    "line_flag": "Đã đánh dấu: {reason}",
}


def flag(reason: str) -> Decision:
    def decide(tip: Tip, press: Press) -> Change:
        why = spoken(reason)
        must_not_disturb(tip, press)
        return noting(unchanged("flag", tip, press), press, text("moves.line_flag", reason=why))

    return decide


@pytest.fixture(autouse=True)
def flagging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        MOVES, "flag", DeskMove("flag", Action.NOTE, lambda asked: flag(asked.words))
    )
    for key, words in WORDS.items():
        monkeypatch.setitem(catalogue(), f"moves.{key}", {"vi": words, "en": words})


@pytest.fixture
async def house(telegram: FakeTelegram) -> AsyncIterator[TelegramHouse]:
    stores = House()
    stores.memory.desks[a_desk().code] = a_desk()
    whole = TelegramHouse(telegram, stores, Deaf())
    async with whole.run():
        yield whole


async def test_the_desks_api_offers_it_and_carries_it_out() -> None:
    officer = await a_house().officer()
    tip = (await officer.get("/api/desk/tips/K7Q-204")).json()
    page = (await officer.get("/desk")).text
    openapi = (await officer.get("/openapi.json")).json()

    done = await officer.post("/api/desk/tips/K7Q-204/flag", json={"reason": "Lần thứ ba"})
    unsaid = await officer.post("/api/desk/tips/K7Q-204/flag", json={"reason": " "})

    assert "flag" in tip["moves"]
    assert '"label": "Đánh dấu"' in page
    assert "/api/desk/tips/{code}/flag" in openapi["paths"]
    assert done.json()["lines"][-1]["text"] == "Đã đánh dấu: Lần thứ ba"
    assert (unsaid.status_code, unsaid.json()["code"]) == (422, "empty_words")


async def test_a_groups_card_offers_it_and_carries_it_out(
    house: TelegramHouse, plain: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await plain.hears("K7Q-204 · Ma túy")
    answer = {}
    for label in ("Thêm…", "Đánh dấu…", "Cần chú ý"):
        await plain.hears(label)
        answer = await plain.answer_to(plain.press(label, binh, card))

    assert answer == {"text": "Đánh dấu: xong, tin K7Q-204.", "show_alert": False}
    assert now(house, tip).lines[-1].text == "Đã đánh dấu: Cần chú ý"


async def test_a_reason_of_ones_own_is_asked_for_and_heard(
    house: TelegramHouse, plain: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await plain.hears("K7Q-204 · Ma túy")
    for label in ("Thêm…", "Đánh dấu…", "Ghi lý do khác…"):
        await plain.hears(label)
        await plain.answer_to(plain.press(label, binh, card))

    plain.say("Lần thứ ba", binh, answers=await plain.hears("Lý do đánh dấu · K7Q-204"))

    await plain.hears("Đánh dấu: xong, tin K7Q-204.")
    assert now(house, tip).lines[-1].text == "Đã đánh dấu: Lần thứ ba"
