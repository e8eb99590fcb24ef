"""Opening, refusing and copying a store: whatever is in the folder, the answer is an open store or a plain sentence."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import peewee
import pytest

from desktop.clock import ScriptedClock
from desktop.errors import StoreError
from desktop.models import store as store_module
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.store import FILE_NAME, LOCK_NAME, Store
from tests.makers import START, VILLAGE_ID, add_household, make_store

HOLD_HOME = """
import sys
from pathlib import Path
from desktop.models.store import Store
with Store.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A closed store with twenty households."""
    with make_store(tmp_path / "thôn", "village", VILLAGE_ID) as store, changing(store) as change:
        for number in range(20):
            add_household(change, head_name=f"Hộ {number}", note="ghi chú " * 100)
    return tmp_path / "thôn"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store.open(home, ScriptedClock(START)) as store:
        yield store


def files_of(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir() if path.name != LOCK_NAME}


def refused(home: Path, code: str) -> None:
    """Opening is refused in words, and every file stays as it was, byte for byte."""
    before = files_of(home) if home.is_dir() else {}
    with pytest.raises(StoreError) as caught:
        Store.open(home)
    assert caught.value.code == code
    assert caught.value.message.endswith((".", "?"))
    assert caught.value.advice.endswith(".")
    assert (files_of(home) if home.is_dir() else {}) == before


def households(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM household"))


def test_what_was_written_is_there_again(home: Path) -> None:
    with Store.open(home) as store:
        assert households(store) == 20
        assert (store.setting("role"), store.setting("nothing")) == ("village", None)
        one, *others = store.all(Household.select().order_by(Household.id))
        assert len(others) == 19
        assert store.first(Household.select().order_by(Household.id)) == one == store.get(Household, one.id)
        assert store.get(Household, "0" * 36) is None


def test_create_makes_folders_and_refuses_to_write_over_a_store(home: Path, tmp_path: Path) -> None:
    Store.create(tmp_path / "mới" / "sâu hơn").close()
    before = files_of(home)
    with pytest.raises(StoreError, match="đã có sổ") as caught:
        Store.create(home)
    assert caught.value.code == "exists"
    assert files_of(home) == before
    with Store.open(home) as store:  # and the refusal has let go of the home
        assert households(store) == 20


def test_create_says_when_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(StoreError, match="Không tạo được thư mục"):
        Store.create(tmp_path / "tệp" / "sổ")


def test_a_creation_that_fails_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MIGRATIONS", tmp_path / "hỏng")
    (tmp_path / "hỏng").mkdir()
    (tmp_path / "hỏng" / "0001_start.py").write_text("def up(_migrator, database):\n    database.execute_sql('no')\n")
    with pytest.raises(peewee.OperationalError):
        Store.create(tmp_path / "sổ")
    assert files_of(tmp_path / "sổ") == {}
    monkeypatch.undo()
    Store.create(tmp_path / "sổ").close()


def test_nothing_there(tmp_path: Path) -> None:
    refused(tmp_path / "không có", "no-store")
    refused(tmp_path, "no-store")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_store_s_place(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreError, match="Chưa có sổ nào"):
        Store.open(tmp_path)


@pytest.mark.parametrize("content", [b"", b"x", "Sổ tay của thôn.\n".encode() * 500, b"SQLite format 3\0", bytes(8192)])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    refused(tmp_path, "not-a-store")


@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
def test_a_database_of_another_program(tmp_path: Path, journal_mode: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute(f"PRAGMA journal_mode = {journal_mode}")
        other.execute("CREATE TABLE household (id TEXT)")
        other.execute("CREATE TABLE schema_migration (name TEXT, applied TEXT)")
        other.commit()
    refused(tmp_path, "not-a-store")


@pytest.mark.parametrize("kept", [10, 100, 4096, 0.5, -4096])
def test_a_truncated_store(home: Path, kept: float) -> None:
    path = home / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if 0 < kept < 1 else int(kept)])
    refused(home, "not-a-store")


def test_a_store_full_of_rubbish(home: Path) -> None:
    path = home / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    refused(home, "not-a-store")


def test_damage_that_shows_only_when_it_is_read_is_told_in_words(home: Path) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'household'").fetchone()
    with (home / FILE_NAME).open("r+b") as stream:
        stream.seek((root - 1) * size)
        stream.write(b"\xa5" * size)
    with Store.open(home) as store:
        for read in (lambda: store.rows("SELECT note FROM household"), lambda: store.all(Household.select())):
            with pytest.raises(StoreError, match="tệp đã hỏng"):
                read()


def test_a_store_of_a_newer_program(home: Path) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("INSERT INTO schema_migration (name, applied) VALUES ('0999_later', '2031-01-01 00:00:00')")
        database.commit()
    refused(home, "too-new")
    refused(home, "too-new")  # and the first refusal has let go of the home


def test_a_home_that_another_process_has_open(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_HOME, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        before = (home / FILE_NAME).read_bytes()
        with pytest.raises(StoreError, match="đang mở") as caught:
            Store.open(home)
        assert caught.value.code == "in-use"
        assert (home / FILE_NAME).read_bytes() == before
        other.communicate("\n")
    assert other.returncode == 0
    Store.open(home).close()


def test_a_home_is_held_once_within_a_process_too(store: Store, home: Path) -> None:
    with pytest.raises(StoreError, match="đang mở"):
        Store.open(home)


def test_a_home_where_the_lock_cannot_be_written(home: Path) -> None:
    (home / LOCK_NAME).unlink(missing_ok=True)
    (home / LOCK_NAME).mkdir()
    with pytest.raises(StoreError, match="Không ghi được"):
        Store.open(home)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_home(home: Path) -> None:
    home.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="quyền ghi"):
            Store.open(home)
    finally:
        home.chmod(0o755)


def write_much(store: Store) -> None:
    with changing(store) as change:
        for _ in range(300):
            add_household(change, note="x" * 2000)


def test_a_full_disk_takes_the_whole_change_back_and_is_told_in_words(store: Store) -> None:
    journal = store.rows("SELECT * FROM journal")
    store.execute(f"PRAGMA max_page_count = {store.value('PRAGMA page_count')}")
    with pytest.raises(StoreError, match="Ổ đĩa đã đầy"):
        write_much(store)
    assert store.rows("SELECT * FROM journal") == journal
    store.execute("PRAGMA max_page_count = 1000000")
    write_much(store)  # room was made, and the store goes on
    assert households(store) == 320


def test_a_disk_that_became_read_only_is_told_in_words(store: Store) -> None:
    store.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreError, match="chỉ cho đọc"), changing(store) as change:
        add_household(change)
    store.execute("PRAGMA query_only = 0")
    assert households(store) == 20


def test_a_store_that_is_busy_is_told_in_words(store: Store, home: Path) -> None:
    store.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(home / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="đang bận") as caught, changing(store) as change:
            add_household(change)
    assert caught.value.code == "busy"


def test_an_error_of_the_program_stays_one(store: Store) -> None:
    with pytest.raises(Exception, match="no such table") as caught, store.transaction():
        store.execute("INSERT INTO no_such_table VALUES (1)")
    assert not isinstance(caught.value, StoreError)


def test_a_transaction_is_written_whole_or_not_at_all(store: Store) -> None:
    def stop_inside() -> None:
        with store.transaction():
            store.set_setting("một", "1")
            raise KeyError("stop")

    with pytest.raises(KeyError):
        stop_inside()
    assert store.setting("một") is None


def test_every_connection_is_careful(store: Store) -> None:
    def pragmas() -> list[object]:
        names = ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        return [store.value(f"PRAGMA {name}") for name in names]

    seen = [pragmas()]

    def elsewhere() -> None:
        seen.append(pragmas())
        store.database.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [["wal", 2, 2, 5000]] * 2  # synchronous FULL, secure_delete FAST


def test_a_copy_is_whole_while_the_store_is_open_and_half_written(store: Store, tmp_path: Path) -> None:
    with changing(store) as change:
        add_household(change)  # in the write-ahead log, not in the file
    (tmp_path / "bản sao").mkdir()
    store.copy_to(tmp_path / "bản sao" / FILE_NAME)
    with changing(store) as change:
        add_household(change)  # after the copy
    assert [path.name for path in (tmp_path / "bản sao").iterdir()] == [FILE_NAME]
    with Store.open(tmp_path / "bản sao") as copy:
        assert households(copy) == 21
        assert copy.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_copy_that_fails_leaves_what_stood_there(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "bản sao.db"
    target.mkdir()
    with pytest.raises(StoreError, match="Không ghi được bản sao") as caught:
        store.copy_to(target)
    assert caught.value.advice
    with pytest.raises(StoreError):
        store.copy_to(tmp_path / "không có" / "x.db")
    assert {path.name for path in tmp_path.iterdir()} == {target.name, "thôn"}


def test_a_copy_replaces_an_older_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "bản sao.db"
    target.write_text("bản cũ, không phải sổ")
    store.copy_to(target)
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM household").fetchone() == (20,)
