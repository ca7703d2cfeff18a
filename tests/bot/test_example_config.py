"""config.example.toml explains every key, and what it shows is what holds by default."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.config import Config

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
# Examples of what has no default.
SHOWN_ONLY = {
    "telegram.token", "telegram.token_file", "telegram.webhook_url", "telegram.webhook_secret",
    "telegram.desk_token", "database.url", "web.public_url", "web.exit_url", "keys.content",
    "keys.identity", "keys.subscribers", "keys.links", "communes.polygons", "zalo_oa.app_secret",
    "zalo_oa.webhook_secret", "zalo_bot.token", "residents.scam_lists", "zalo_bot.webhook_secret",
    "disk.media_folder", "movement.registers", "movement.report",
}  # fmt: skip


def keys_of(model: type[BaseModel], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if isinstance(field.default, BaseModel):
            found |= keys_of(type(field.default), f"{name}.")
        else:
            found[prefix + name] = field.default
    return found


def uncommented() -> dict[str, Any]:
    told = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    flat: dict[str, Any] = {}
    for name, value in tomllib.loads(told).items():
        if isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def test_the_example_as_it_stands_changes_nothing() -> None:
    assert Config.model_validate(tomllib.loads(EXAMPLE.read_text("utf-8"))) == Config()


def test_the_example_has_every_key_and_no_other() -> None:
    assert set(uncommented()) == set(keys_of(Config))


def test_the_example_shows_the_true_defaults() -> None:
    shown, defaults = uncommented(), keys_of(Config)

    for key in set(defaults) - SHOWN_ONLY:
        assert str(shown[key]) == str(defaults[key]), key


def test_every_key_is_explained_above_it() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()

    for above, line in pairwise(lines):
        if re.match(r"# \w+ = ", line):
            assert re.match(r"# (?!\w+ = )", above), line
