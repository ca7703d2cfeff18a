"""Key files open for their owner only, and what an older key sealed stays readable."""

from base64 import b64encode
from pathlib import Path

import pytest

from storage.sealing.key_files import KeyFile, new_key_file, read_key_file, write_key_file
from storage.sealing.keys import (
    CannotOpen,
    KeyExists,
    KeyExposed,
    KeyMalformed,
    KeyMissing,
)
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from tests.keys import a_ring

VALUE = {"story": "Ở đầu hẻm", "numbers": [1, 2.5, None]}


def a_vault(content: str = "11111111", identity: str = "22222222", *older: str) -> Vault:
    return Vault(a_ring(content, *older), a_ring(identity, *older), a_ring("55555555"), LinkKeys())


def test_a_new_key_is_read_back_and_belongs_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "content.key"
    key = new_key_file(file)

    assert read_key_file(file) == KeyFile(key)
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(key.secret) == 32
    assert key.secret.hex() not in repr(key)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    key = new_key_file(tmp_path / "key")

    with pytest.raises(KeyExists):
        new_key_file(tmp_path / "key")

    assert read_key_file(tmp_path / "key").current == key


def test_two_keys_are_different(tmp_path: Path) -> None:
    assert new_key_file(tmp_path / "a") != new_key_file(tmp_path / "b")


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing) as problem:
        read_key_file(tmp_path / "nowhere")

    assert problem.value.path == tmp_path / "nowhere"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620])
def test_a_key_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    new_key_file(tmp_path / "key")
    (tmp_path / "key").chmod(mode)

    with pytest.raises(KeyExposed):
        read_key_file(tmp_path / "key")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a key",
        b"tinbao-key:11111111:",
        b"tinbao-key:11111111:AAAA",
        b"tinbao-key:xyz:" + b"A" * 43 + b"=",
        b"other-key:11111111:" + b"A" * 43 + b"=",
        b"\xff\xfe\x00",
        b"tinbao-key:11111111:" + b"!" * 44,
    ],
)
def test_a_malformed_key_is_refused_without_quoting_it(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    file.chmod(0o600)

    with pytest.raises(KeyMalformed) as problem:
        read_key_file(file)

    assert str(problem.value) == str(file)


def test_a_file_is_read_back_as_it_was_written_at_every_step_of_a_rotation(tmp_path: Path) -> None:
    file = tmp_path / "key"
    old = new_key_file(file)
    steps = [step := read_key_file(file).announced()]
    steps += [step := step.switched(), step.settled(["receipt", "officer account"])]

    for step in steps:
        write_key_file(file, step)
        assert read_key_file(file) == step
        assert file.stat().st_mode & 0o777 == 0o600
    assert [one.ring.current == old for one in steps] == [True, False, False]
    assert [old in one.ring.keys for one in steps] == [True, True, False]
    assert b64encode(old.secret) not in file.read_bytes()


def test_what_was_sealed_opens_in_its_own_row_only() -> None:
    vault = a_vault()
    sealed = vault.seal("tips", "row 1", VALUE)

    assert vault.open("tips", "row 1", sealed) == VALUE
    for table, row in (("tips", "row 2"), ("drafts", "row 1")):
        with pytest.raises(CannotOpen):
            vault.open(table, row, sealed)


def test_a_changed_byte_does_not_open() -> None:
    vault = a_vault()
    sealed = vault.seal("tips", "row", VALUE)

    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(CannotOpen):
            vault.open("tips", "row", bytes(altered))
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            vault.open("tips", "row", sealed[:length])


def test_the_same_words_are_sealed_differently_each_time() -> None:
    vault = a_vault()

    assert vault.seal("tips", "row", VALUE) != vault.seal("tips", "row", VALUE)


def test_an_older_key_still_opens_and_the_new_one_seals() -> None:
    before, after = a_vault(), a_vault("33333333", "44444444", "11111111", "22222222")
    sealed = before.seal("tips", "row", VALUE)
    account = before.seal_account("row", ["telegram", "1"])

    assert after.open("tips", "row", sealed) == VALUE
    assert after.open_account("row", account) == ["telegram", "1"]
    with pytest.raises(CannotOpen):
        before.open("tips", "row", after.seal("tips", "row", VALUE))


def test_the_content_key_opens_no_account() -> None:
    account = a_vault().seal_account("row", ["telegram", "1"])

    with pytest.raises(CannotOpen):
        a_vault(identity="33333333").open_account("row", account)
    with pytest.raises(CannotOpen):
        a_vault().open("identity_links", "row", account)


def test_marks_follow_from_key_purpose_and_parts() -> None:
    vault = a_vault()

    assert vault.mark("a", "x", "y") == a_vault().mark("a", "x", "y")
    others = {
        vault.mark("b", "x", "y"),
        vault.mark("a", "xy"),
        vault.mark("a", "x", "yy"),
        vault.mark("a", "xy", ""),
        a_vault(identity="33333333").mark("a", "x", "y"),
    }
    assert vault.mark("a", "x", "y") not in others
    assert len(others) == 5
    assert vault.mark("a", "x") in a_vault("1" * 8, "4" * 8, "2" * 8).marks("a", "x")
