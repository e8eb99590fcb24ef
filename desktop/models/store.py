"""One home's SQLite store: opening it, migrating it, one transaction at a time, and reading from it.

It knows no rule of the domain and writes no shared row; `desktop.models.journal` does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import peewee
from filelock import FileLock, Timeout
from peewee import ModelSelect, SqliteDatabase
from playhouse.migrations import Runner

from desktop.clock import Clock, SystemClock
from desktop.errors import StoreError
from desktop.models.stamps import EARLIEST

FILE_NAME = "toso.db"
LOCK_NAME = "toso.lock"
MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "busy_timeout": 5000,
    "secure_delete": "fast",
    "cache_size": -32_000,
    "temp_store": "memory",
}
_NOT_A_STORE = "Đây không phải sổ của Tổ Số hoặc tệp đã hỏng"

RowT = TypeVar("RowT", bound=peewee.Model)


class Store:
    """An open store. One process at a time holds a home; within it, each thread has its own connection."""

    def __init__(self, home: Path, clock: Clock, lock: FileLock, database: SqliteDatabase) -> None:
        self.home = home
        self.clock = clock
        self.database = database
        self._lock = lock

    # --- life ---

    @classmethod
    def create(cls, home: Path, clock: Clock | None = None) -> Store:
        """Make a new, empty store in `home`; refuse when there is one already."""
        if (home / FILE_NAME).exists():
            raise StoreError(
                f"Thư mục {home.name} đã có sổ, không tạo đè lên.",
                "Hãy mở sổ đó, hoặc chọn thư mục khác.",
                code="exists",
            )
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"Không tạo được thư mục {home.name}.", "Hãy chọn nơi khác có quyền ghi.") from error
        return cls._opened(home, clock)

    @classmethod
    def open(cls, home: Path, clock: Clock | None = None) -> Store:
        """Open the store of `home`; refuse when there is none, it is damaged, newer than the program, or in use."""
        if not (home / FILE_NAME).is_file():
            raise StoreError(
                f"Chưa có sổ nào trong thư mục {home.name}.",
                "Hãy tạo sổ mới bằng lệnh “toso init”, hoặc chọn đúng thư mục.",
                code="no-store",
            )
        return cls._opened(home, clock)

    @classmethod
    def _opened(cls, home: Path, clock: Clock | None) -> Store:
        lock = _locked(home)
        database = SqliteDatabase(str(home / FILE_NAME), pragmas=_PRAGMAS)
        store = cls(home, clock or SystemClock(), lock, database)
        try:
            store._migrate()
        except peewee.DatabaseError as error:
            store.close()
            raise _store_error(error) from error
        except StoreError:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close this thread's connection and let others open the home."""
        self.database.close()
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    # --- schema ---

    def _migrate(self) -> None:
        """Bring the schema up to this program; a store from a newer program is refused, an older one copied aside."""
        runner = Runner(self.database, str(MIGRATIONS))
        status = runner.status()
        unknown = [migration.name for migration in status if migration.path is None]
        if unknown:
            raise StoreError(
                "Sổ này do bản Tổ Số mới hơn tạo ra; chưa mở và chưa sửa gì.",
                "Hãy cài bản Tổ Số mới nhất rồi mở lại.",
                code="too-new",
            )
        pending = [migration for migration in status if not migration.applied]
        if not pending:
            return
        if len(pending) < len(status):
            self.copy_to(self.home / f"toso-truoc-{pending[0].name}.db")
        runner.up()

    def copy_to(self, target: Path) -> None:
        """Copy the store aside with SQLite's own backup call, which is right while it is open."""
        with sqlite3.connect(target) as copy:
            self.database.connection().backup(copy)
        copy.close()

    # --- transactions ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is written or nothing is. Trouble of the disk is told in words."""
        try:
            with self.database.atomic("IMMEDIATE"):
                yield
        except peewee.DatabaseError as error:
            raise _store_error(error) from error

    # --- reading ---

    def all(self, query: ModelSelect[RowT]) -> list[RowT]:
        """The rows of a query on this store."""
        return list(query.bind(self.database))

    def first(self, query: ModelSelect[RowT]) -> RowT | None:
        """The first row of a query, or None."""
        rows = list(query.limit(1).bind(self.database))
        return rows[0] if rows else None

    def get(self, model: type[RowT], record: str) -> RowT | None:
        """The row with this id, or None."""
        return self.first(model.select().where(model._meta.primary_key == record))

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """The rows of a hand-written SELECT, as tuples."""
        return list(self.database.execute_sql(sql, list(parameters)).fetchall())

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 - one SQL value
        """The first column of the first row of a hand-written SELECT, or None."""
        row = self.database.execute_sql(sql, list(parameters)).fetchone()
        return row[0] if row else None

    # --- writing local tables and, by the journal alone, shared ones ---

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement."""
        self.database.execute_sql(sql, list(parameters))

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for many rows on the connection itself, which is many times faster than a query a row."""
        self.database.connection().executemany(sql, rows)

    def setting(self, name: str) -> str | None:
        """A setting of this desk, or None."""
        value = self.value("SELECT value FROM setting WHERE name = ?", [name])
        return None if value is None else str(value)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of this desk."""
        self.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", [name, value])

    @property
    def last_stamp(self) -> str:
        """The latest stamp that this store has seen."""
        return self.setting("stamp") or EARLIEST


def _locked(home: Path) -> FileLock:
    """Hold the home for this process, or say politely that another does."""
    lock = FileLock(str(home / LOCK_NAME), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(
            "Sổ này đang mở ở một cửa sổ khác trên máy.",
            "Hãy dùng cửa sổ đang mở, hoặc đóng nó rồi mở lại.",
            code="in-use",
        ) from error
    except OSError as error:
        raise StoreError("Không ghi được vào thư mục của sổ.", "Hãy kiểm tra quyền ghi của thư mục.") from error
    return lock


def _store_error(error: peewee.DatabaseError) -> StoreError:
    """Sort the environment's trouble (full, locked, read-only, damaged) by SQLite's own code; the rest are bugs."""
    causes = (error.__cause__, error.__context__, *error.args)
    code = next((cause.sqlite_errorcode & 0xFF for cause in causes if hasattr(cause, "sqlite_errorcode")), 0)
    match code:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return StoreError(
                "Ổ đĩa đã đầy hoặc lỗi, lần ghi này đã được bỏ; số liệu cũ còn nguyên.", "Hãy dọn bớt ổ đĩa."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreError("Sổ đang bận, chưa ghi được lần này.", "Hãy đợi một lát rồi làm lại.", code="busy")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreError("Thư mục của sổ chỉ cho đọc, chưa ghi gì.", "Hãy kiểm tra quyền ghi của thư mục.")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return StoreError(
                f"{_NOT_A_STORE}; chưa sửa gì.", "Hãy khôi phục từ bản sao lưu gần nhất.", code="not-a-store"
            )
    raise error
