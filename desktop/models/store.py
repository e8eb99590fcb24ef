"""One home's SQLite store: opening it, migrating it, one transaction at a time, and reading from it.

It knows no rule of the domain and writes no shared row; `desktop.models.journal` does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import peewee
from filelock import FileLock, Timeout
from peewee import ModelSelect, SqliteDatabase
from playhouse.migrations import Runner

from desktop.clock import Clock, SystemClock
from desktop.errors import StoreError
from desktop.models import lives
from desktop.models.stamps import EARLIEST

FILE_NAME = "toso.db"
LOCK_NAME = "toso.lock"
MIGRATIONS = Path(__file__).parent / "migrations"
#: How every connection to a store is set.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "busy_timeout": 5000,
    "secure_delete": "fast",
    "cache_size": -32_000,
    "temp_store": "memory",
}
#: Tables without which a file is no store of ours, whatever version of the program made it.
_MARKS = {"schema_migration", "journal"}
#: peewee wraps SQLite's errors, but not those of `executemany` and of reading on.
_TROUBLE = (peewee.DatabaseError, sqlite3.DatabaseError)

RowT = TypeVar("RowT", bound=peewee.Model)


class Store:
    """An open store. One process at a time holds a home; within it, each thread has its own connection."""

    def __init__(self, home: Path, clock: Clock, lock: FileLock, database: SqliteDatabase) -> None:
        self.home = home
        self.clock = clock
        self.database = database
        self._lock = lock
        self.twin_waits = False  # until the transaction ends, see `lives.note_written`

    # --- life ---

    @classmethod
    def create(cls, home: Path, clock: Clock | None = None) -> Store:
        """Make a new, empty store in `home`; refuse when there is one already."""
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"Không tạo được thư mục {home.name}.", "Hãy chọn nơi khác có quyền ghi.") from error
        store = cls._locked(home, clock)
        if (home / FILE_NAME).exists():
            store.close()
            raise StoreError(
                f"Thư mục {home.name} đã có sổ, không tạo đè lên.",
                "Hãy mở sổ đó, hoặc chọn thư mục khác.",
                code="exists",
            )
        try:
            store._migrate()
            with store.transaction():
                lives.begin(store)
        except BaseException:
            store.discard()
            raise
        return store

    @classmethod
    def open(cls, home: Path, clock: Clock | None = None, *, aside: bool = False) -> Store:
        """Open the store of `home`; refuse when there is none, it is damaged, newer than the program, or in use.

        A copied or restored store begins a new life (`lives`), but for a copy `aside` that is thrown away again.
        """
        if not (home / FILE_NAME).is_file():
            raise StoreError(
                f"Chưa có sổ nào trong thư mục {home.name}.",
                "Hãy tạo sổ mới bằng lệnh “toso init”, hoặc chọn đúng thư mục.",
                code="no-store",
            )
        store = cls._locked(home, clock)
        try:
            _look_inside(home / FILE_NAME)
            store._migrate()
            if not aside:
                lives.go_on(store)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _locked(cls, home: Path, clock: Clock | None) -> Store:
        """Hold the home; nothing is read or written yet."""
        lock = _hold(home)
        database = SqliteDatabase(str(home / FILE_NAME), pragmas=PRAGMAS)
        return cls(home, clock or SystemClock(), lock, database)

    def close(self) -> None:
        """Close this thread's connection and let others open the home."""
        self.database.close()
        self._lock.release()

    def discard(self) -> None:
        """Take back a store that could not be finished, so that its maker can try again: close it, remove its file."""
        self.database.close()
        for ending in ("", "-wal", "-shm", "-journal"):
            (self.home / f"{FILE_NAME}{ending}").unlink(missing_ok=True)
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    # --- schema ---

    def _migrate(self) -> None:
        """Bring the schema up to this program; a store from a newer program is refused, an older one copied aside."""
        try:
            self._run_migrations()
        except _TROUBLE as error:
            raise _store_error(error) from error

    def _run_migrations(self) -> None:
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
        """Copy the store aside with SQLite's own backup call, which is right while it is open.

        `target` holds the whole copy or is left as it was. Raises StoreError.
        """
        unfinished = target.with_name(f".{target.name}.tmp")
        try:
            unfinished.unlink(missing_ok=True)
            with closing(sqlite3.connect(unfinished)) as copy:
                self.database.connection().backup(copy)
            unfinished.replace(target)
        except _TROUBLE as error:
            raise _store_error(error) from error
        except OSError as error:
            raise StoreError(
                f"Không ghi được bản sao {target.name}; sổ còn nguyên.", "Hãy chọn nơi khác có quyền ghi."
            ) from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    # --- transactions ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is written or nothing is. Trouble of the disk is told in words."""
        outermost = not self.is_writing
        written = False
        try:
            with self.database.atomic("IMMEDIATE"):
                yield
            written = True
        except _TROUBLE as error:
            raise _store_error(error) from error
        finally:
            if outermost and self.twin_waits:
                self.twin_waits = False
                if written:
                    lives.note_written(self)

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open in this thread."""
        return bool(self.database.in_transaction())

    def forget_traces(self) -> None:
        """Leave nothing of what was overwritten in the write-ahead log. Call it outside a transaction."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- reading ---

    def all(self, query: ModelSelect[RowT]) -> list[RowT]:
        """The rows of a query on this store."""
        try:
            return list(query.bind(self.database))
        except _TROUBLE as error:
            raise _store_error(error) from error

    def first(self, query: ModelSelect[RowT]) -> RowT | None:
        """The first row of a query, or None."""
        rows = self.all(query.limit(1))
        return rows[0] if rows else None

    def get(self, model: type[RowT], record: str) -> RowT | None:
        """The row with this id, or None."""
        return self.first(model.select().where(model._meta.primary_key == record))

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """The rows of a hand-written SELECT, as tuples."""
        try:
            return list(self.database.execute_sql(sql, list(parameters)).fetchall())
        except _TROUBLE as error:
            raise _store_error(error) from error

    def each(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Any]:
        """The rows of a hand-written SELECT one after the other, where memory should not hold them all."""
        try:
            yield from self.database.execute_sql(sql, list(parameters))
        except _TROUBLE as error:
            raise _store_error(error) from error

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 - one SQL value
        """The first column of the first row of a hand-written SELECT, or None."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

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


def _hold(home: Path) -> FileLock:
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


def _look_inside(path: Path) -> None:
    """Refuse what is no store before a byte of it changes; left alone, SQLite makes a store of an empty file."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA query_only = 1")
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except _TROUBLE as error:
        raise _store_error(error) from error
    if not names >= _MARKS:
        raise _not_a_store()


def _not_a_store() -> StoreError:
    return StoreError(
        "Đây không phải sổ của Tổ Số hoặc tệp đã hỏng; chưa sửa gì.",
        "Hãy khôi phục từ bản sao lưu gần nhất.",
        code="not-a-store",
    )


def _store_error(error: Exception) -> StoreError:
    """Sort the environment's trouble (full, locked, read-only, damaged) by SQLite's own code; the rest are bugs."""
    for code in _sqlite_codes(error):
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
                return _not_a_store()
    raise error


def _sqlite_codes(error: BaseException | None) -> Iterator[int]:
    """SQLite's codes in an error and in what led to it: after a full disk, the error at hand is the failed rollback."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            yield getattr(found, "sqlite_errorcode", 0) & 0xFF
            waiting += (found.__cause__, found.__context__, *found.args)
