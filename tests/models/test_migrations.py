"""Migrations make the schema of the models, and an older store is copied aside before it changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import peewee
import pytest
from playhouse.migrations import Runner

from desktop.errors import StoreError
from desktop.models import store as store_module
from desktop.models.local import LOCAL_MODELS
from desktop.models.schema import SHARED_MODELS
from desktop.models.store import FILE_NAME, MIGRATIONS, Store
from tests.makers import VILLAGE_ID, add_household, changing, make_store

MODELS = (*LOCAL_MODELS, *SHARED_MODELS)
HISTORY = "schema_migration"


def schema(database: peewee.SqliteDatabase) -> dict[str, object]:
    """Table -> its columns (name, type, NOT NULL, place in the key), its indexes and whether it has row ids."""
    tables = [name for (name,) in rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: (
            sorted((column, kind, needed, key) for _, column, kind, needed, _, key in rows(database, _info(name))),
            sorted(_indexes(database, name)),
            rows(database, f"SELECT wr, strict FROM pragma_table_list('{name}')"),
        )
        for name in tables
        if name != HISTORY
    }


def _info(table: str) -> str:
    return f"PRAGMA table_info({table})"


def _indexes(database: peewee.SqliteDatabase, table: str) -> Iterator[tuple[object, ...]]:
    for _, name, unique, origin, partial in rows(database, f"PRAGMA index_list({table})"):
        columns = tuple(column for _, _, column in rows(database, f"PRAGMA index_info({name})"))
        yield name, unique, origin, partial, columns


def rows(database: peewee.SqliteDatabase, sql: str) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(sql).fetchall())


def test_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    wanted = peewee.SqliteDatabase(":memory:")
    with wanted.bind_ctx(MODELS):
        wanted.create_tables(MODELS)
    with Store.create(tmp_path / "sổ") as store:
        made = schema(store.database)
        assert set(made) == {model._meta.table_name for model in MODELS}
        assert made == schema(wanted)
    wanted.close()


def test_migrations_are_numbered_without_a_hole_and_speak_names_not_models() -> None:
    names = sorted(path.name for path in MIGRATIONS.glob("*.py"))
    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert not [name for name in names if "desktop" in (MIGRATIONS / name).read_text(encoding="utf-8")]


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a household, and a program that has since got one more migration."""
    with make_store(tmp_path / "sổ", "village", VILLAGE_ID) as store, changing(store) as change:
        add_household(change)
    steps = tmp_path / "migrations"
    steps.mkdir()
    for path in MIGRATIONS.glob("*.py"):
        (steps / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(store_module, "MIGRATIONS", steps)
    return tmp_path / "sổ"


def add_step(home: Path, body: str) -> None:
    text = f"def up(_migrator, database):\n    {body}\n"
    (home.parent / "migrations" / "0999_more.py").write_text(text, encoding="utf-8")


def test_an_older_store_is_copied_aside_and_brought_up(grown: Path) -> None:
    add_step(grown, "database.execute_sql('ALTER TABLE household ADD COLUMN colour TEXT')")
    with Store.open(grown) as store:
        assert store.rows("SELECT colour FROM household") == [(None,)]
    with closing(sqlite3.connect(grown / "toso-truoc-0999_more.db")) as copy:
        assert "colour" not in [name for _, name, *_ in copy.execute("PRAGMA table_info(household)")]
        assert copy.execute("SELECT count(*) FROM household").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_store_as_it_was(grown: Path) -> None:
    with Store.open(grown) as store:
        before = list(store.database.connection().iterdump())
    add_step(grown, "database.execute_sql('ALTER TABLE household ADD COLUMN colour TEXT'); database.execute_sql('no')")
    with pytest.raises(peewee.OperationalError):
        Store.open(grown)
    with closing(sqlite3.connect(grown / FILE_NAME)) as kept:
        assert list(kept.iterdump()) == before


def test_no_room_for_the_copy_means_no_migration(grown: Path) -> None:
    add_step(grown, "database.execute_sql('DROP TABLE household')")
    (grown / "toso-truoc-0999_more.db").mkdir()
    with pytest.raises(StoreError, match="Không ghi được bản sao"):
        Store.open(grown)
    with closing(sqlite3.connect(grown / FILE_NAME)) as kept:
        assert kept.execute("SELECT count(*) FROM household").fetchone() == (1,)


def test_a_new_store_needs_no_copy(tmp_path: Path) -> None:
    with Store.create(tmp_path / "sổ") as store:
        assert [m.name for m in Runner(store.database, str(MIGRATIONS)).status() if not m.applied] == []
        assert not list(store.home.glob("toso-truoc-*"))
