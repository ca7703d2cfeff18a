import stat
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot import keys
from bot.config import Config
from bot.operators.rotating import rotate_key
from bot.problem import Problem, Problems
from bot.startup import make_first_keys, open_data_folder, opened_data_folder
from storage.tables.lessons import subscribers


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path)


def sentences(stopped: pytest.ExceptionInfo[Problems]) -> str:
    return "\n".join(stopped.value.sentences())


def test_all_are_made_for_their_owner_only_and_differ(config: Config) -> None:
    keys.make(config)

    files = list(keys.places(config).values())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len({file.read_bytes() for file in files}) == 3
    assert len(keys.vault(config).identity_key_ids) == 1


def test_a_key_is_never_overwritten(config: Config) -> None:
    keys.make(config)
    before = config.content_key.read_bytes()

    with pytest.raises(Problem) as stopped:
        keys.make(config)

    assert stopped.value.key == "keys_stand_already"
    assert config.content_key.read_bytes() == before


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644])
def test_a_key_others_can_read_stops_the_start(config: Config, mode: int) -> None:
    keys.make(config)
    config.identity_key.chmod(mode)

    with pytest.raises(Problems) as stopped:
        keys.vault(config)

    assert "keys.identity" in sentences(stopped)
    assert f"chmod 600 {config.identity_key}" in sentences(stopped)


def test_a_lost_key_and_a_broken_key_are_both_named(config: Config) -> None:
    keys.make(config)
    config.content_key.unlink()
    config.identity_key.write_text("not a key")

    with pytest.raises(Problems) as stopped:
        keys.vault(config)

    assert "keys.content" in sentences(stopped)
    assert "keys.identity" in sentences(stopped)


def test_one_key_for_both_is_refused(config: Config) -> None:
    keys.make(config)
    config.identity_key.write_bytes(config.content_key.read_bytes())

    with pytest.raises(Problems) as stopped:
        keys.vault(config)

    assert stopped.value.found[0].key == "keys_the_same"


def test_keys_are_made_on_the_first_start_only(config: Config) -> None:
    assert make_first_keys(config, holds_something=False)
    assert not make_first_keys(config, holds_something=False)


def test_keys_lost_beside_a_database_are_not_made_anew(config: Config) -> None:
    with pytest.raises(Problems) as stopped:
        make_first_keys(config, holds_something=True)

    assert {problem.key for problem in stopped.value.found} == {"keys_lost"}
    assert keys.missing(config) == ["keys.content", "keys.identity", "keys.subscribers"]


def test_half_a_pair_is_not_completed(config: Config) -> None:
    keys.make(config)
    config.identity_key.unlink()

    with pytest.raises(Problems) as stopped:
        make_first_keys(config, holds_something=False)

    assert [problem.values["field"] for problem in stopped.value.found] == ["keys.identity"]


async def test_a_line_from_before_the_lessons_gets_the_third_key(config: Config) -> None:
    await (await open_data_folder(config)).database.close()
    config.subscribers_key.unlink()

    data_folder = await open_data_folder(config)

    assert not data_folder.is_new
    assert config.subscribers_key.exists()
    await data_folder.database.close()


async def test_a_third_key_lost_beside_subscribers_is_not_made_anew(config: Config) -> None:
    data_folder = await open_data_folder(config)
    row: dict[str, object] = dict.fromkeys(("topics", "groups", "rhythm"), 0)
    row |= dict.fromkeys(("province", "commune", "awaiting", "awaiting_day"), "")
    row |= {"subscriber_key": "a", "channel": "web", "language": "vi", "since": "2026-01-01"}
    await data_folder.database.write(
        lambda c: c.execute(insert(subscribers), {**row, "sealed": b""})
    )
    await data_folder.database.close()
    config.subscribers_key.unlink()

    with pytest.raises(Problems) as stopped:
        await open_data_folder(config)

    assert [problem.key for problem in stopped.value.found] == ["keys_lost"]
    assert not config.subscribers_key.exists()


async def test_a_key_comes_from_a_command_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Config(data=tmp_path / "data", language="en")
    keys.make(plain)
    before = keys.vault(plain).mark("a", "b")
    stored = plain.content_key.rename(tmp_path / "elsewhere")
    monkeypatch.setenv("A_KEY_OF_OURS", plain.identity_key.read_text("ascii"))
    plain.identity_key.unlink()
    told = {"content": ["cat", str(stored)], "identity": ["printenv", "A_KEY_OF_OURS"]}
    config = Config.model_validate(plain.model_dump() | {"keys": {"commands": told}})

    assert keys.missing(config) == []
    assert keys.vault(config).mark("a", "b") == before
    async with opened_data_folder(config):
        pass
    with pytest.raises(Problem, match="rotation_not_ours"):
        await rotate_key(config, "content", lambda _: None)


@pytest.mark.parametrize("command", [["false"], ["no such program"], ["echo", "no key"]])
def test_a_command_that_gives_no_key_is_named_and_not_quoted(
    config: Config, command: list[str]
) -> None:
    keys.make(config)
    told = config.model_dump() | {"keys": {"commands": {"content": command}}}

    with pytest.raises(Problems) as stopped:
        keys.vault(Config.model_validate(told))

    assert [problem.values["field"] for problem in stopped.value.found] == ["keys.content"]
    assert "no key" not in str(stopped.value)
