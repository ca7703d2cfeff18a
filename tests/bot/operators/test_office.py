"""Operators' commands, on a folder of their own, in this process."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import __version__
from bot.cli.app import app
from storage.database.opening import open_database
from storage.sealing.key_files import new_key_file, read_key_file
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.fakes import FakePlaces
from tests.prepared import prepared
from tests.storage.tips_filed import a_filed_tip

Command = Callable[..., Result]


@pytest.fixture
def tinbao(tmp_path: Path) -> Command:
    settings = tmp_path / "config.toml"
    settings.write_text('[web]\npublic_url = "https://tin.example.vn"\n[metrics]\nport = 0\n')
    data = prepared(tmp_path / "data")
    environment = {"TINBAO_DATA": str(data), "TINBAO_PORT": "0"}

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--config", str(settings)], env=environment)

    return run


@pytest.fixture
def nothing_yet(tinbao: Command, tmp_path: Path) -> Command:
    shutil.rmtree(tmp_path / "data")
    return tinbao


def test_a_desk_is_opened_listed_and_closed(tinbao: Command) -> None:
    opened = tinbao("desk", "open", "26743")
    listed = tinbao("desk", "list")
    tinbao("desk", "close", "26743")

    assert "Công an phường Bến Thành" in opened.stdout
    assert "Công an phường Bến Thành" in listed.stdout
    assert "Bến Thành" not in tinbao("desk", "list").stdout


def test_a_province_desk_is_named_after_its_province(tinbao: Command) -> None:
    assert "Công an thành phố Hồ Chí Minh" in tinbao("desk", "open", "79").stdout


def test_the_national_desk_is_open_from_the_first_moment(tinbao: Command) -> None:
    invited = tinbao("officer", "invite", "--desk", "00", "--role", "commander")

    assert invited.exit_code == 0
    assert "https://tin.example.vn/desk/join/" in invited.stdout


def test_a_group_is_linked_by_a_code_to_send_there(tinbao: Command) -> None:
    tinbao("desk", "open", "26743")

    assert "/lienket " in tinbao("desk", "link", "26743").stdout


def test_migrating_twice_changes_nothing(nothing_yet: Command) -> None:
    assert nothing_yet("migrate").stdout == nothing_yet("migrate").stdout


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("desk open 99999", "99999"),
        ("desk open phường", "phường"),
        ("desk close 00", "00"),
        ("desk close 123", "123"),
        ("desk link 79", "desk open 79"),
        ("officer invite --desk 79", "desk open 79"),
        ("officer invite --desk 00 --role king", "king"),
        ("officer remove --desk 00 --label Ai", "officer list --desk 00"),
        ("officer list --desk 79", "desk open 79"),
        ("keys new", "content.key"),
    ],
)
def test_what_operators_may_not_do_is_said_in_one_sentence(
    tinbao: Command, command: str, named: str
) -> None:
    tinbao("migrate")

    refused = tinbao(*command.split())

    assert refused.exit_code == 1
    assert named in refused.stderr
    assert "Sửa:" in refused.stderr or "00" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_new_keys_are_made_where_there_are_none(nothing_yet: Command, tmp_path: Path) -> None:
    made = nothing_yet("keys", "new")

    assert made.exit_code == 0
    assert str(tmp_path / "data" / "keys" / "identity.key") in made.stdout


def test_the_first_command_that_makes_keys_says_so_once(
    nothing_yet: Command, tmp_path: Path
) -> None:
    first, second = (nothing_yet("desk", "open", desk) for desk in ("26743", "79"))

    files = [str(tmp_path / "data" / "keys" / f"{name}.key") for name in KEYS]
    assert all(file in first.stderr for file in files)
    assert (second.exit_code, second.stderr) == (0, "")


def test_migrating_a_new_folder_says_where_the_keys_are(nothing_yet: Command) -> None:
    assert "subscribers.key" in nothing_yet("migrate").stderr


def test_the_version_is_that_of_the_package() -> None:
    told = CliRunner().invoke(app, ["--version"])

    assert (told.exit_code, told.stdout) == (0, f"tinbao {__version__}\n")


def test_doctor_finds_a_fresh_folder_well_and_says_what_comes(nothing_yet: Command) -> None:
    found = nothing_yet("doctor")

    assert found.exit_code == 0, found.stdout
    assert "✘" not in found.stdout


def test_doctor_finds_keys_that_others_can_read(tinbao: Command, tmp_path: Path) -> None:
    tinbao("migrate")
    (tmp_path / "data" / "keys" / "content.key").chmod(0o644)

    found = tinbao("doctor")

    assert found.exit_code == 1
    assert "chmod 600" in " ".join(found.stdout.split())


def test_doctor_finds_a_lost_key(tinbao: Command, tmp_path: Path) -> None:
    tinbao("migrate")
    (tmp_path / "data" / "keys" / "identity.key").unlink()

    assert tinbao("doctor").exit_code == 1


KEYS = ("content", "identity", "subscribers")


async def sealed_something(folder: Path) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{folder / 'tinbao.sqlite3'}")
    rings = (read_key_file(folder / "keys" / f"{name}.key").ring for name in KEYS)
    content, identity, subscribers = rings
    links = LinkKeys(folder / "links" / "links.key")
    vault = Vault(content, identity, subscribers, links)
    stores = Stores(database, vault, folder / "media", FakePlaces().directory)
    await a_filed_tip(stores)
    await database.close()


@pytest.mark.parametrize("which", ["content", "identity"])
def test_keys_of_another_line_are_found_before_they_seal_anything(
    tinbao: Command, tmp_path: Path, which: str
) -> None:
    tinbao("migrate")
    asyncio.run(sealed_something(tmp_path / "data"))
    assert tinbao("doctor").exit_code == 0
    key = tmp_path / "data" / "keys" / f"{which}.key"
    key.unlink()
    new_key_file(key)

    doctor, start = tinbao("doctor"), tinbao("migrate")

    assert doctor.exit_code == 1
    assert f"keys.{which}" in doctor.stdout
    assert start.exit_code == 1
    assert f"keys.{which}" in start.stderr


def test_doctor_finds_a_database_behind_its_newest_revision(
    tinbao: Command, tmp_path: Path
) -> None:
    tinbao("migrate")
    with closing(sqlite3.connect(tmp_path / "data" / "tinbao.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()

    found = tinbao("doctor")

    assert found.exit_code == 1
    assert "0001" in found.stdout


def test_a_department_of_a_province_has_a_desk_of_its_own(tinbao: Command) -> None:
    opened = tinbao("desk", "open", "79-PC04")

    name = "Phòng Cảnh sát điều tra tội phạm về ma túy (PC04) Công an thành phố Hồ Chí Minh"
    assert name in opened.stdout
    assert "(PA05)" in tinbao("desk", "open", "79-PA05").stdout
    for code in ("79-PC99", "79-", "26743-PC04", "98-PC04", "79-pc04"):
        assert tinbao("desk", "open", code).exit_code == 1


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("officer", "cán bộ"),
        ("coordinator", "điều phối tỉnh"),
        ("broadcaster", "người soạn bài"),
        ("approver", "người duyệt bài"),
        ("auditor", "người kiểm tra nhật ký"),
        ("administrator", "người quản trị"),
    ],
)
def test_every_role_can_be_invited(tinbao: Command, role: str, said: str) -> None:
    assert said in tinbao("officer", "invite", "--desk", "00", "--role", role).stdout


@pytest.mark.parametrize("kind", ["postgres"])
def test_a_line_moves_to_postgresql_and_goes_on_there(
    tinbao: Command, tmp_path: Path, blank_database_url: str
) -> None:
    tinbao("desk", "open", "26743")

    moved = tinbao("database", "move", "--to", blank_database_url)
    again = tinbao("database", "move", "--to", blank_database_url)
    with (tmp_path / "config.toml").open("a") as settings:
        settings.write(f'[database]\nurl = "{blank_database_url}"\n')

    assert moved.exit_code == 0, moved.stderr
    assert "config.toml" in moved.stdout
    assert (again.exit_code, "Sửa:" in again.stderr) == (1, True)
    assert "Công an phường Bến Thành" in tinbao("desk", "list").stdout


@pytest.mark.parametrize(
    "to", ["sqlite:///other.db", "mysql://a/b", "postgresql://nobody@127.0.0.1:9/x"]
)
def test_a_move_to_nowhere_is_refused_in_one_sentence(tinbao: Command, to: str) -> None:
    tinbao("migrate")

    refused = tinbao("database", "move", "--to", to)

    assert refused.exit_code == 1
    assert "Sửa:" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
