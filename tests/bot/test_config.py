from datetime import time
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.problem import Problems
from bot.settings.sections import Web
from broadcasts.audience.night import NIGHT
from broadcasts.audience.subscriber import Quiet
from broadcasts.plan.week import Hour

SECRET = "123456789:AAsecretsecretsecretsecretsecret"


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return file


def problems_of(folder: Path, text: str, **environment: str) -> list[str]:
    with pytest.raises(Problems) as stopped:
        load(written(folder, text), environment)
    return stopped.value.sentences()


def test_without_a_file_the_web_chat_stands_on_loopback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    config = load(None, {})

    assert (config.web.host, config.web.port, config.data) == ("127.0.0.1", 8080, Path("data"))
    assert config.database_url == "sqlite+aiosqlite:///data/tinbao.sqlite3"
    assert config.page() == "http://127.0.0.1:8080/"
    assert not config.bot_token()


@pytest.mark.parametrize(
    ("told", "calls", "month"),
    [("", 100, 500), ("package = 'comprehensive'", 100, 2000),
     ("package = 'comprehensive'\ncalls_per_minute = 300\nmessages_per_month = 9", 300, 9)],
)  # fmt: skip
def test_a_zalo_package_says_what_is_not_written(
    tmp_path: Path, told: str, calls: int, month: int
) -> None:
    zalo = load(written(tmp_path, f"[zalo_oa]\n{told}"), {}).zalo_oa

    assert (zalo.calls_per_minute, zalo.messages_per_month) == (calls, month)


def test_a_config_file_in_the_folder_is_found_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "[web]\nport = 9000")

    assert load(None, {}).web.port == 9000


def test_the_environment_moves_data_and_port(tmp_path: Path) -> None:
    file = written(tmp_path, '[web]\nport = 9000\nhost = "::1"')

    config = load(file, {"TINBAO_DATA": "/srv/tinbao", "TINBAO_PORT": "9001"})

    assert config.page() == "http://[::1]:9001/"
    assert config.identity_key == Path("/srv/tinbao/keys/identity.key")
    assert config.database_url == "sqlite+aiosqlite:////srv/tinbao/tinbao.sqlite3"


@pytest.mark.parametrize(
    ("told", "used"),
    [
        ("postgresql://u:p@db/tips", "postgresql+asyncpg://u:p@db/tips"),
        ("postgres://db/tips", "postgresql+asyncpg://db/tips"),
        ("sqlite:////srv/tips.db", "sqlite+aiosqlite:////srv/tips.db"),
        (
            "postgresql://u:p@a:5432,b:5433/tips",
            "postgresql+asyncpg://u:p@/tips?host=a:5432&host=b:5433&target_session_attrs=read-write",
        ),
        (
            "postgresql://a,b/tips?target_session_attrs=any",
            "postgresql+asyncpg:///tips?host=a&host=b&target_session_attrs=any",
        ),
    ],
)
def test_a_database_is_spelt_as_operators_do(tmp_path: Path, told: str, used: str) -> None:
    config = load(written(tmp_path, f"[database]\nurl = '{told}'"), {})

    assert config.database_url == used


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[web]\nprot = 1", "web.prot"),
        ("languag = 'vi'", "languag"),
        ("[web]\nport = '8080'", "web.port"),
        ("[web]\nport = 70000", "web.port"),
        ("web = 3", "web"),
        ("[keys]\ncontent = 3", "keys.content"),
        ("[telegram]\nmode = 'carrier pigeon'", "telegram.mode"),
        ("[telegram]\nmode = 'webhook'", "telegram.token"),
        ("[telegram]\nmode = 'webhook'\ntoken = 'x'", "telegram.webhook_url"),
        (
            "[telegram]\nmode = 'webhook'\ntoken = 'x'\nwebhook_url = 'https://a.vn/telegram'\n"
            "webhook_secret = 'with space'",
            "telegram.webhook_secret",
        ),
        ("[telegram]\ndesk_token = 'x'", "telegram.token"),
        ("[telegram]\ntoken = 'x'\ntoken_file = 'y'", "telegram.token_file"),
        ("[telegram]\nbot_name = '@tin bao'", "telegram.bot_name"),
        ("[zalo_oa]\noa_id = '4'", "zalo_oa.app_id"),
        ("[zalo_oa]\napp_id = '1'", "zalo_oa.app_secret"),
        ("[zalo_oa]\napp_id = '1'\napp_secret = 'x'", "zalo_oa.oa_id"),
        ("[zalo_oa]\napp_id = '1'\napp_secret = 'x'\noa_id = '4'", "zalo_oa.webhook_secret"),
        ("[zalo_oa]\napi_base = 'openapi.zalo.me'", "zalo_oa.api_base"),
        ("[zalo_oa]\npackage = 'gold'", "zalo_oa.package"),
        ("[zalo_oa]\ncalls_per_minute = 0", "zalo_oa.calls_per_minute"),
        ("[zalo_bot]\nwebhook_secret = 'long enough'", "zalo_bot.token"),
        ("[zalo_bot]\ntoken = 'x'\nwebhook_secret = 'short'", "zalo_bot.webhook_secret"),
        ("[zalo_bot]\napi_base = 'zalo'", "zalo_bot.api_base"),
        ("[database]\nurl = 'mysql://root:hush@db/tips'", "database.url"),
        ("[metrics]\nhost = '0.0.0.0'", "metrics.host"),
        ("[web]\npublic_url = 'tinbao.vn'", "web.public_url"),
        ("[web]\npublic_url = 'https://tinbao.vn/bao'", "web.public_url"),
        ("[web]\nexit_url = 'thoitiet'", "web.exit_url"),
        ("[retention]\nlink_days = 0", "retention.link_days"),
        ("[web", "config.toml"),
        ("[lessons]\ntelegram_rate = 31", "lessons.telegram_rate"),
        ("[lessons]\npaid = true", "lessons.stars_cap"),
        ("[lessons]\nnight = '21:00'", "lessons.night"),
        ("[lessons]\nnight = '21:00-21:00'", "lessons.night"),
        ("[lessons]\nnight = 'đêm-sáng'", "lessons.night"),
        ("[lessons]\nper_week = 0", "lessons.per_week"),
        ("[lessons]\ndigest = 'hằng tuần'", "lessons.digest"),
        ("[lessons]\ndigest = 'sun 23:00'", "lessons.digest"),
        ("[lessons]\nweb_rate = 'nhanh'", "lessons.web_rate"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_mistake_is_named_with_its_fix(
    tmp_path: Path, text: str, named: str, language: str
) -> None:
    [sentence] = problems_of(tmp_path, text, TINBAO_LANG=language)

    assert named in sentence
    assert {"vi": "Sửa:", "en": "Fix:"}[language] in sentence
    assert "\n" not in sentence


def test_choices_are_listed_without_an_english_word(tmp_path: Path) -> None:
    [sentence] = problems_of(tmp_path, "[telegram]\nmode = 'pull'", TINBAO_LANG="vi")

    assert "'polling' / 'webhook'" in sentence


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    sentences = problems_of(tmp_path, "[web]\nprot = 1\nport = '8080'\n[telegram]\nmode = 4")

    assert len(sentences) == 3


def test_a_mistake_never_repeats_what_was_typed(tmp_path: Path) -> None:
    text = f"[telegram]\ntoken = ['{SECRET}']\n[database]\nurl = 'mysql://root:hush@db'"

    told = "\n".join(problems_of(tmp_path, text))

    assert SECRET not in told
    assert "hush" not in told


def test_a_missing_file_and_a_wrong_port_variable_are_explained(tmp_path: Path) -> None:
    with pytest.raises(Problems) as no_file:
        load(tmp_path / "nowhere.toml", {})
    [port] = problems_of(tmp_path, "", TINBAO_PORT="eighty")

    assert "nowhere.toml" in no_file.value.sentences()[0]
    assert "TINBAO_PORT" in port


def test_a_token_can_be_kept_in_a_file_and_never_shows(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{SECRET}\n")

    config = load(written(tmp_path, f"[telegram]\ntoken_file = '{tmp_path / 'token'}'"), {})
    shown = load(written(tmp_path, f"[telegram]\ntoken = '{SECRET}'"), {})

    assert config.bot_token() == SECRET
    assert SECRET not in repr(shown)


def test_an_operator_says_how_long_a_claim_lasts_without_a_move(tmp_path: Path) -> None:
    assert load(written(tmp_path, ""), {}).clock.claim_hours == 8
    assert load(written(tmp_path, "[clock]\nclaim_hours = 2"), {}).clock.claim_hours == 2
    assert "clock.claim_hours" in str(problems_of(tmp_path, "[clock]\nclaim_hours = 0"))


def test_lessons_keep_to_the_free_rate_the_night_and_sunday_evening(tmp_path: Path) -> None:
    usual = load(written(tmp_path, ""), {})
    paid = load(
        written(tmp_path, "[lessons]\ntelegram_rate = 300\npaid = true\nstars_cap = 500"), {}
    )
    other = load(written(tmp_path, "[lessons]\nnight = '22:00-05:30'\ndigest = 't7 08:00'"), {})
    none = load(written(tmp_path, "[lessons]\ndigest = ''"), {})

    zalo = {"zalo_oa": 100 / 60, "zalo_bot": 5.0}
    assert (usual.lessons.quiet, usual.lessons.weekly) == (NIGHT, Hour(6, time(19)))
    assert usual.rates == {"telegram": 28.0, "telegram_desk": 28.0, "web": 200.0} | zalo
    assert usual.pace.rates == {"telegram": 28.0, "web": 200.0} | zalo
    assert (paid.pace.rates["telegram"], paid.pace.paid, paid.pace.stars_cap) == (300.0, True, 500)
    assert other.lessons.quiet == Quiet(22 * 60, 5 * 60 + 30)
    assert other.lessons.weekly == Hour(5, time(8))
    assert none.lessons.weekly is None


@pytest.mark.parametrize(
    ("url", "is_plain"),
    [
        ("http://tinbao.vn", True),
        ("http://192.168.1.4:8080", True),
        ("https://tinbao.vn", False),
        ("http://127.0.0.1:8080", False),
        ("http://localhost", False),
        ("", False),
    ],
)
def test_a_public_address_without_encryption_is_known(url: str, is_plain: bool) -> None:
    assert Config(web=Web(public_url=url)).is_public_in_plain == is_plain
