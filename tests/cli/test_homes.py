"""Homes that are missing, taken, damaged, newer, busy or locked by a passphrase; making one is whole or nothing."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.models.store import FILE_NAME, Store
from desktop.sync import credentials
from tests.cli.calling import HOUSEHOLD, Pair, done, make_pair, refused, tables, told, toso

COMMANDS = [["status"], ["check"], ["gaps"], ["conflicts"], ["record", "list", "household"], ["report", "list"]]
NEW = [["init", "commune"], ["init", "village", "--name", "Nà Quang"]]


def content(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("command", [*COMMANDS, ["bundle", "export"], ["bundle", "merge", "a.toso"], ["form", "list"]])
def test_a_home_that_is_not_there(tmp_path: Path, command: list[str]) -> None:
    for name in ("nowhere", "x" * 300, "a/b/c", "😀"):
        assert refused(*command, "--home", tmp_path / name) in {"no-store", "file"}
    (tmp_path / "tệp").write_text("a")
    assert refused(*command, "--home", tmp_path / "tệp") == "no-store"
    assert refused(*command, "--home", tmp_path / "tệp" / "trong") in {"no-store", "file"}
    assert refused(*command, "--home", tmp_path) == "no-store"
    assert content(tmp_path) == {"tệp": b"a"}


def test_the_usual_home_is_looked_for_when_none_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert refused("status") == "no-store"
    done("init", "village", "--name", "Nà Quang")
    assert told("status")["village_name"] == "Nà Quang"
    assert (tmp_path / "toso" / "home" / FILE_NAME).is_file()


@pytest.mark.parametrize("damage", [b"", b"not a store", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_store_is_refused_and_left_as_it_is(pair: Pair, damage: bytes) -> None:
    (pair.village / FILE_NAME).write_bytes(damage)
    before = content(pair.village)
    for command in COMMANDS:
        assert refused(*command, "--home", pair.village) == "not-a-store"
    for command in NEW:
        assert refused(*command, "--home", pair.village) == "exists"
    assert content(pair.village) == before


def test_a_store_with_holes_inside_is_told_not_thrown(pair: Pair) -> None:
    for _ in range(30):
        pair.add_household()
    path = pair.village / FILE_NAME
    data = bytearray(path.read_bytes())
    for at in range(8192, len(data), 4096):
        data[at : at + 512] = b"\xff" * 512
    path.write_bytes(data)
    for command in COMMANDS:
        ran = toso(*command, "--home", pair.village)
        assert ran.code == 1, ran
        assert "hỏng" in ran.err + ran.out


def test_a_newer_store_is_refused_and_left_as_it_is(pair: Pair) -> None:
    with closing(sqlite3.connect(pair.village / FILE_NAME)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(schema_migration)")]
        row = connection.execute("SELECT * FROM schema_migration").fetchone()
        values = ["9999_later" if name == "name" else value for name, value in zip(names, row, strict=True)]
        values = [None if name == "id" else value for name, value in zip(names, values, strict=True)]
        connection.execute(f"INSERT INTO schema_migration VALUES ({', '.join('?' * len(names))})", values)
    before = tables(pair.village)
    for command in COMMANDS:
        assert refused(*command, "--home", pair.village) == "too-new"
    assert tables(pair.village) == before


def test_a_second_process_on_the_same_home_is_politely_refused(pair: Pair) -> None:
    with Store.open(pair.village):
        for command in COMMANDS:
            assert refused(*command, "--home", pair.village) == "in-use"
    done("status", "--home", pair.village)


def test_a_home_without_its_key_can_still_be_read(pair: Pair) -> None:
    shutil.rmtree(pair.village / "keys")
    done("status", "--home", pair.village)
    before = tables(pair.village)
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick) == "no-key"
    assert refused("key", "public", "--home", pair.village) == "no-key"
    assert tables(pair.village) == before
    assert list(pair.stick.iterdir()) == []


def test_a_damaged_key_is_told(pair: Pair) -> None:
    (pair.village / "keys" / "device").write_bytes(b"rubbish")
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick) == "key-broken"
    assert refused("key", "show", "--home", pair.village) == "key-broken"


def test_the_passphrase_protects_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOSO_PASSPHRASE", "Mật khẩu dài")
    pair = make_pair(tmp_path)
    pair.add_household()
    monkeypatch.setenv("TOSO_PASSPHRASE", "sai")
    before = tables(pair.village)
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick) == "key-passphrase"
    assert "Mật khẩu của khóa không đúng" in toso("enrol", "request", "--home", pair.village, "-o", pair.stick).err
    monkeypatch.delenv("TOSO_PASSPHRASE")
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick) == "key-passphrase"
    assert "TOSO_PASSPHRASE" in toso("enrol", "request", "--home", pair.village, "-o", pair.stick).err
    assert tables(pair.village) == before
    assert told("status", "--home", pair.village)["unsent"] == 2
    monkeypatch.setenv("TOSO_PASSPHRASE", "Mật khẩu dài")
    assert pair.merge(pair.hand_in())["verdict"] == "merged"


# --- making a home ---


@pytest.mark.parametrize("command", NEW, ids=["commune", "village"])
def test_a_home_is_never_made_over_another(tmp_path: Path, command: list[str]) -> None:
    home = tmp_path / "nhà"
    done(*command, "--home", home)
    before = content(home)
    assert refused(*command, "--home", home) == "exists"
    assert content(home) == before


@pytest.mark.parametrize("command", NEW, ids=["commune", "village"])
def test_a_key_is_never_written_over(tmp_path: Path, command: list[str]) -> None:
    """A home whose store was lost still has the key that the commune certified."""
    home = tmp_path / "nhà"
    done(*command, "--home", home)
    (home / FILE_NAME).unlink()
    before = content(home)
    assert refused(*command, "--home", home) == "exists"
    assert content(home) == before


@pytest.mark.parametrize("command", NEW, ids=["commune", "village"])
def test_a_home_is_made_among_other_files(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "cua-so.json").write_text("{}")
    done(*command, "--home", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cua-so.json", "keys", FILE_NAME]
    assert told("check", "--home", tmp_path)["problems"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["init", "commune", "--code", "x" * 11],
        ["init", "commune", "--name", "x" * 201],
        ["init", "commune", "--name", " "],
        ["init", "commune", "--code", ""],
        ["init", "commune", "--device", "x" * 10_000],
        ["init", "village", "--name", "\u200b"],
        ["init", "village", "--name", "x" * 10_000],
        ["init", "village", "--name", "Nà Quang", "--commune-code", "x" * 10_000],
        ["init", "village", "--name", "Nà Quang", "--commune-code", " "],
        ["init", "village", "--name", "Nà Quang", "--device", "x" * 10_000],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_what_a_desk_cannot_be_called_makes_nothing(tmp_path: Path, wrong: list[str]) -> None:
    assert refused(*wrong, "--home", tmp_path / "nhà") == "rule"
    assert content(tmp_path) == {}


@pytest.mark.parametrize("command", NEW, ids=["commune", "village"])
def test_a_place_where_no_home_can_be(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "tệp").write_text("a")
    for place in (tmp_path / "tệp", tmp_path / "tệp" / "trong", tmp_path / ("x" * 300), Path("/proc/nowhere")):
        assert refused(*command, "--home", place) == "file"
    assert content(tmp_path) == {"tệp": b"a"}


@pytest.mark.parametrize("command", NEW, ids=["commune", "village"])
@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), ZeroDivisionError()])
def test_a_home_that_is_broken_off_leaves_nothing(
    tmp_path: Path, command: list[str], trouble: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise trouble

    monkeypatch.setattr(Store, "close", fail)
    code = {OSError: 1, KeyboardInterrupt: 130}.get(type(trouble), 3)
    assert toso(*command, "--home", tmp_path / "nhà").code == code
    assert content(tmp_path) == {}
    monkeypatch.undo()
    done(*command, "--home", tmp_path / "nhà")


def test_two_who_make_one_home_at_once_do_not_mix(tmp_path: Path) -> None:
    (tmp_path / ".dang-tao").mkdir()
    assert refused(*NEW[1], "--home", tmp_path) == "in-use"
    assert "xóa thư mục" in toso(*NEW[1], "--home", tmp_path).err
    assert content(tmp_path) == {".dang-tao": None}


# --- trouble while writing ---


def test_a_full_disk_is_told_and_loses_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.add_household()
    path = pair.hand_in()
    before = tables(pair.commune)
    real = Store.open

    def tight(home: Path, clock: object = None) -> Store:
        store = real(home)
        pages = store.value("PRAGMA page_count")
        store.execute(f"PRAGMA max_page_count = {pages}")
        return store

    big = "note=" + "a" * 100_000
    monkeypatch.setattr(Store, "open", tight)
    assert refused("record", "add", "household", *HOUSEHOLD, big, "--home", pair.village) == "store"
    monkeypatch.undo()
    assert told("status", "--home", pair.village)["tables"]["household"]["count"] == 1
    assert told("check", "--home", pair.village)["problems"] == []
    assert tables(pair.commune) == before
    assert pair.merge(path)["verdict"] == "merged"


def test_a_full_stick_is_told_and_uses_up_a_number_alone(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing has begun, the whole file may be there in spite of the error: its number is not used again."""
    pair.add_household()
    before = tables(pair.village)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused("bundle", "export", "--home", pair.village, "-o", pair.stick) == "file"
    assert "đầy" in toso("bundle", "export", "--home", pair.village, "-o", pair.stick).err
    monkeypatch.undo()
    assert list(pair.stick.iterdir()) == []
    after = tables(pair.village)
    assert int(dict(after["setting"])["bundle_number"]) > 1
    after["setting"] = [row for row in after["setting"] if row[0] != "bundle_number"]
    assert after == before
    assert credentials.load(pair.village).certificate is not None
