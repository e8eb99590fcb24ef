"""peewee as programs commonly use it: `create` in a loop, or get, set and `save`, all in one transaction."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import BooleanField, CharField, IntegerField, Model, SqliteDatabase, TextField

from benchmarks.measuring import Act, run_contest
from desktop.models.store import PRAGMAS


class PlainHousehold(Model):
    """The household's columns without the doors that our own model closes."""

    id = CharField(primary_key=True)
    village_id = CharField(null=True)
    deleted = BooleanField()
    versions = TextField()
    code = CharField(null=True)
    head_name = CharField()
    hamlet = CharField(null=True)
    phone = CharField(null=True)
    household_class = CharField(null=True)
    class_standard = CharField(null=True)
    people = IntegerField(null=True)
    status = CharField()
    note = TextField(null=True)
    search_key = CharField()

    class Meta:
        """The same table as ours."""

        table_name = "household"


@contextmanager
def create(case: Path, scratch: Path) -> Iterator[Act]:
    """A `create` a record."""
    records = _records(case)

    def act() -> None:
        for record in records:
            PlainHousehold.create(**record)

    with _copied(case, scratch) as database:
        yield database.atomic()(act)


@contextmanager
def save(case: Path, scratch: Path) -> Iterator[Act]:
    """Each record read by its id, two fields set, saved."""
    records = _records(case)

    def act() -> None:
        for record in records:
            row = PlainHousehold.get_by_id(record["id"])
            row.phone, row.note = record["phone"], record["note"]
            row.save(only=["phone", "note"])

    with _copied(case, scratch) as database:
        yield database.atomic()(act)


@contextmanager
def _copied(case: Path, scratch: Path) -> Iterator[SqliteDatabase]:
    shutil.copy(case / "before" / "toso.db", scratch / "peewee.db")
    database = SqliteDatabase(str(scratch / "peewee.db"), pragmas=PRAGMAS)
    with database.bind_ctx([PlainHousehold]), database.connection_context():
        yield database


def _records(case: Path) -> list[dict[str, Any]]:
    told = json.loads((case / "rows.json").read_text(encoding="utf-8"))
    return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]


if __name__ == "__main__":
    run_contest({"create": create, "save": save})
