"""What the doctor finds of the machine: how many connections it bears, how well it can shut in
what decodes the files of strangers.
"""

import re
import resource
import stat
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bot.config import Config
from bot.observing.open_files import NEARLY_ALL, WANTED
from bot.operators.findings import Finding, State, make_finding
from channels.cleaning.clean import how_well_shut

ENOUGH = 4_096
_NUMBER = re.compile(r"^tinbao_files_(open|most) ([0-9.e+]+)$", re.MULTILINE)


def open_files(config: Config) -> Finding:
    """Of the running line, as its own numbers tell; else what a start would be given."""
    told = _told_by_the_line(config)
    held, most = told.get("open", 0), told.get("most") or _most_at_start()
    scarce = most < ENOUGH or held > most * NEARLY_ALL
    state, key = (State.DOUBTFUL, "files_few") if scarce else (State.GOOD, "files_good")
    return make_finding(config, "files", state, key, open=held, most=most)


def settings_file(config: Config, file: Path) -> list[Finding]:
    """It may hold tokens and a password of the database."""
    mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0
    if not mode & 0o077:
        return []
    told = {"file": file, "mode": f"{mode:04o}"}
    return [make_finding(config, "mode", State.DOUBTFUL, "settings_readable", **told)]


async def cleaning_room(config: Config) -> Finding:
    shut = await how_well_shut()
    named = {name: "✔" if shut.get(name) else "✘" for name in ("files", "landlock", "seccomp")}
    state = State.BAD if not any(shut.values()) else State.GOOD
    if state is State.GOOD and not all(shut.values()):
        state = State.DOUBTFUL
    key = "room_shut" if state is State.GOOD else "room_ajar"
    return make_finding(config, "room", state, key, **named)


def _told_by_the_line(config: Config) -> dict[str, int]:
    if not config.metrics.port:
        return {}
    host = f"[{config.metrics.host}]" if ":" in config.metrics.host else config.metrics.host
    try:
        with urlopen(f"http://{host}:{config.metrics.port}/metrics", timeout=2) as page:
            found = _NUMBER.findall(page.read().decode(errors="replace"))
    except (URLError, OSError, ValueError):
        return {}
    return {name: int(float(number)) for name, number in found}


def _most_at_start() -> int:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
