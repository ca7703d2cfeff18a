"""Sentences 19 to 24: what the line never does, and what it cannot do."""

import ast
import re
from pathlib import Path

import pytest

from messages.message import Address
from storage.database.interface import Database
from storage.stores import Stores
from tests.broadcasts.enrolling import Resident
from tests.builders import a_citizen, texts
from tests.fakes import House
from tests.promise.thief import hits
from tests.storage.citizens.test_unopenable import backup
from tests.storage.tip_keys_kept import keys_in
from tests.tips.intake.chats import Chat, intake_of
from tips.errors import WordsRefused
from tips.intake.intake import Intake
from tips.reading import asked_words
from wording.catalogue import catalogue

ROOT = Path(__file__).parents[2]
TO_RESIDENTS = re.compile(
    r"^((chat|answers|page|telegram|zalo|kinds|subscribing)\.|rewards\.(told|offer|taken|none)|mediation\.told)"
)
SHORT_LINK = re.compile(
    r"\b(?:bit\.ly|tinyurl|goo\.gl|t\.co|is\.gd|cutt\.ly|shorturl)\b", re.IGNORECASE
)
WARNS = re.compile(r"không|đừng|chưa|never|not|nor|no\b|don't", re.IGNORECASE)


def test_19_nothing_a_scammer_asks_for_is_asked_and_no_officer_may() -> None:
    told = [
        words
        for key, entry in catalogue().items()
        if TO_RESIDENTS.match(key)
        for words in entry.values()
    ]
    assert len(told) > 500
    asking = [words for words in told if asked_words.findings(words)[0]]

    assert [words for words in asking if not WARNS.search(words)] == []
    assert [words for words in told if SHORT_LINK.search(words)] == []
    for question in ("Anh đọc mã OTP cho tôi", "Chị chụp ảnh căn cước gửi vào đây"):
        with pytest.raises(WordsRefused):
            asked_words.check(question)


@pytest.mark.parametrize(
    ("cry", "number"),
    [
        ("Cháy nhà rồi cứu với", "114"),
        ("Có người bị đâm máu chảy nhiều quá", "115"),
        ("nó đang cầm dao đuổi chém người ngoài đường", "113"),
        ("chau so lam bo dang danh chau", "111"),
    ],
)
async def test_20_in_danger_the_number_stands_before_every_question(cry: str, number: str) -> None:
    house = House()

    first, *_ = await Chat(intake_of(house)).say(cry)

    said, _, asked = first.message.full_text.partition("?")
    assert number in said, first.message.full_text
    assert asked.strip() == "" or number in said


@pytest.mark.parametrize(
    "opinion",
    [
        "Tôi muốn nói ý kiến về đường lối của đảng và nhà nước, tôi không đồng ý với chính quyền",
        "Công an phường tôi nhận hối lộ, tôi muốn tố cáo cán bộ Nguyễn Văn Khuất",
    ],
)
async def test_21_of_what_is_not_for_this_line_not_one_word_is_kept(
    stores: Stores, database: Database, opinion: str
) -> None:
    house = House()
    intake = Intake(stores.citizens, stores.desks, house.surroundings)

    await Chat(intake).say(opinion)

    opened = await everything_said(stores, database)
    assert hits(opened.encode(), ["Khuất", "đường lối", "hối lộ", "không đồng ý"]) == []
    rows = await backup(database)
    assert [row["name"].split(".")[0] for row in rows["counters"]] == ["out_of_scope"]


async def everything_said(stores: Stores, database: Database) -> str:
    """As the line itself could read it."""
    rows, vault = await backup(database), stores.citizens._vault
    names = {"drafts": "name", "events": "event_mark", "chat_lines": "name", "tips": "id"}
    keys = keys_in(rows, vault)
    return repr([
        vault.open(table, row[name], row["sealed"], keys.get(row[name]))
        for table, name in names.items()
        for row in rows[table]
    ])  # fmt: skip


def test_22_a_button_or_a_code_subscribes_nobody() -> None:
    for choice in ("dk:new", "dk:link:26743", "dk:link:26743_hs", "dk:topics", "dk:t:all"):
        resident = Resident()
        resident.press(choice)
        assert resident.known is None


def test_23_nothing_that_learns_can_reach_what_residents_wrote() -> None:
    """Its rows lie in the repository; it knows no store, no door and no settings."""
    learning = [
        *(ROOT / "training").rglob("*.py"),
        *(ROOT / "tips" / "understanding").rglob("*.py"),
    ]
    reached = {
        name.split(".")[0]
        for file in learning
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in _imported(node)
    }
    assert learning
    assert not reached & {
        "storage",
        "handlers",
        "channels",
        "bot",
        "sqlalchemy",
        "sqlite3",
        "httpx",
    }
    writers = [
        file
        for folder in ("bot", "handlers", "channels", "storage", "tips", "desks", "broadcasts")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(?:from|import) training\b", file.read_text("utf-8"))
    ]
    assert writers == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize(("channel", "app"), [("telegram", "Telegram"), ("zalo_oa", "Zalo")])
async def test_24_the_first_answer_says_what_the_app_knows(channel: str, app: str) -> None:
    citizen: Address = a_citizen("4711", channel)

    answer = await Chat(intake_of(House()), citizen).say("/start")

    assert app in texts(answer), texts(answer)
