import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.architecture.committed import HOUSE, committed, text_of

LARGEST = 6_000_000
KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|tinbao-key:[0-9a-f]{8}:[A-Za-z0-9+/=]{40,}")
# Pieced together, so that this file does not hold what it looks for.
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "regis" + "try=", "index-" + "url"])
)
PLACES = re.compile(r"(?<![\w.~-])/(?:work|root|tmp|farm|home)/\w")
NAMELESS = {"utils.py", "util.py", "helpers.py", "helper.py", "manager.py", "common.py", "misc.py"}


def texts() -> list[tuple[Path, str]]:
    return [(file, text) for file in committed() if (text := text_of(file)) is not None]


def names(files: list[Path]) -> list[str]:
    return [str(file.relative_to(HOUSE)) for file in files]


def test_no_file_names_a_registry_or_a_machine_of_ours() -> None:
    assert not names([file for file, text in texts() if HOSTS.search(text)])
    assert not names([file for file, text in texts() if PLACES.search(text)])


def test_no_file_holds_a_private_key() -> None:
    assert not names([file for file, text in texts() if KEY.search(text)])


def test_no_file_is_huge() -> None:
    assert not names([file for file in committed() if file.stat().st_size > LARGEST])


def test_no_file_carries_marks_of_a_merge() -> None:
    marks = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)

    assert not names([file for file, text in texts() if marks.search(text)])


def test_texts_end_in_one_newline_and_no_line_in_a_space() -> None:
    ours = [
        (f, t) for f, t in texts() if f.suffix in {".py", ".toml", ".md", ".yaml", ".js", ".css"}
    ]

    assert not names([f for f, t in ours if t and (not t.endswith("\n") or t.endswith("\n\n"))])
    assert not names([f for f, t in ours if re.search(r"[ \t]$", t, re.MULTILINE)])


def test_toml_and_yaml_can_be_read() -> None:
    read = [tomllib.loads(text) for file, text in texts() if file.suffix == ".toml"]
    read += [yaml.safe_load(text) for file, text in texts() if file.suffix in {".yaml", ".yml"}]

    assert all(read)


def test_files_are_short_and_named_after_what_they_are() -> None:
    python = [(f, t) for f, t in texts() if f.suffix == ".py" and "versions" not in f.parts]

    assert not [f.name for f, _ in python if f.name in NAMELESS]
    too_long = [f for f, t in python if t.count("\n") > (600 if "tests" in f.parts else 400)]
    assert not names(too_long)


def test_only_the_settings_read_the_environment() -> None:
    house = {
        "bot",
        "broadcasts",
        "channels",
        "communes",
        "desks",
        "handlers",
        "messages",
        "outreach",
        "storage",
    }
    house |= {"tips", "web", "wording"}
    looking = re.compile(r"\bos\.(environ|getenv)\b")
    found = [f for f, t in texts() if f.suffix == ".py" and looking.search(t)]

    assert names([f for f in found if f.relative_to(HOUSE).parts[0] in house]) == ["bot/config.py"]


PINNED = r"^([\w.\-]+(?:\[[\w,\-]+\])?==\S+)"


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(file: str) -> None:
    lines = (HOUSE / file).read_text("utf-8").splitlines()
    pinned = [i for i, line in enumerate(lines) if re.match(r"[a-z0-9]", line, re.IGNORECASE)]

    assert len(pinned) > 40
    for i in pinned:
        assert re.match(r"[\w.\-]+(\[[\w,\-]+\])?==[\w.+!]+( ; .+)? \\$", lines[i]), lines[i]
        assert lines[i + 1].strip().startswith("--hash=sha256:"), lines[i]


def test_what_the_product_runs_on_is_what_tests_run_on() -> None:
    run, dev = (
        set(re.findall(PINNED, (HOUSE / f).read_text("utf-8"), re.MULTILINE))
        for f in ("requirements.txt", "requirements-dev.txt")
    )

    assert run <= dev


def test_the_makefile_stays_short_and_explains_itself() -> None:
    text = (HOUSE / "Makefile").read_text("utf-8")
    told = subprocess.run(["make", "help"], cwd=HOUSE, capture_output=True, text=True, check=True)

    assert len(text.splitlines()) <= 34
    for target in (
        "help",
        "setup",
        "run",
        "test",
        "check",
        "bench",
        "bench-triage",
        "crash",
        "lock",
    ):
        assert f"make {target} " in told.stdout
