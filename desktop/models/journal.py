"""Local changes: every change of a shared record becomes one journal entry in the same transaction (DESIGN 2).

    with changing(store) as change:
        household = change.add(Household, village_id=village, head_name="...", status="dang_cu_tru")
        change.set(Household, household, phone="0912345678")

Whether a change is allowed by the rules of the domain is not asked here; `desktop.models.acts` does that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec
from peewee import CharField, Field

from desktop.clock import new_id
from desktop.errors import StoreError
from desktop.models import lives, versions
from desktop.models.applying import Applied, Applier
from desktop.models.authors import TO_ALL, TO_COMMUNE, Authors
from desktop.models.base import JSONField, SharedModel, is_deep
from desktop.models.entries import MAX_LINE, Entry, raw_values, read_values, write_entry
from desktop.models.lines import Incoming
from desktop.models.stamps import next_stamp
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.versions import Version
from desktop.text import nfc, one_line

ROLE, VILLAGE = "role", "village"  # names of settings of this desk
_BATCH = 1000


@contextmanager
def changing(store: Store) -> Iterator["Change"]:
    """Open a transaction for changes; all of them are written when the block ends, none when it raises."""
    with store.transaction():
        change = Change(store)
        yield change
        change.finish()
    if change.applied.entries:
        lives.note_written(store)


class Change:
    """The changes of one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._authors = Authors(store)
        self._applier = Applier(store, self._authors)
        self._stamp = store.last_stamp
        self._pending: list[Incoming] = []
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._is_village = store.setting(ROLE) == "village"
        self._own_scopes = scopes_of(store, store.setting(VILLAGE) or "")

    @property
    def applied(self) -> Applied:
        """What was changed so far; complete once the block has ended."""
        return self._applier.result

    @property
    def ranges(self) -> dict[str, tuple[int, int]]:
        """What was written so far: author -> first and last sequence number."""
        return {author: (first, self._next[author]) for author, first in self._first.items()}

    def add(
        self, model: type[SharedModel], *, village_id: str | None = None, record: str | None = None, **values: object
    ) -> str:
        """Add a record and return its id. Values are those of the columns: dates as `date`, texts in any form."""
        if record is not None and self._is_held(model, record):
            raise StoreError(f"Mục này đã có trong “{model.title}”.", "Hãy sửa mục đang có.", code="exists")
        record = record or new_id(self._store.clock)
        given = {name: value for name, value in values.items() if value is not None}
        self._write(model, record, village_id, {**given, **({"village_id": village_id} if village_id else {})}, {})
        return record

    def set(self, model: type[SharedModel], record: str, **values: object) -> bool:
        """Change fields of a record; only those that differ are journalled. Tell whether any did."""
        row = self._row(model, record)
        spelled = self._spelled(model, values)
        changed = {name: values[name] for name, value in spelled.items() if row[name] != value}
        if not changed:
            return False
        if "village_id" in changed:
            raise StoreError("Một mục không chuyển sang thôn khác bằng cách sửa.", "Hãy báo xã.", code="out-of-scope")
        if row["deleted"] and "deleted" not in changed:
            raise StoreError(
                "Mục này đã bị xóa ở nơi khác, chưa sửa gì.", "Hãy khôi phục mục đó rồi sửa.", code="deleted"
            )
        replaced = {name: [row[name, "version"], *self._equal_heads(model, record, name, row)] for name in changed}
        self._write(model, record, row["village_id"], changed, replaced)
        return True

    def delete(self, model: type[SharedModel], record: str) -> None:
        """Mark a record deleted. The entry names every field's version, so that an edit it did not see can be told."""
        row = self._row(model, record)
        if row["deleted"]:
            return
        replaced = {
            name: [row[name, "version"], *(version for version, _ in self._heads(model, record, name))]
            for name in model.shared_fields()
        }
        replaced["deleted"] = [row["deleted", "version"], *self._equal_heads(model, record, "deleted", row)]
        self._write(model, record, row["village_id"], {"deleted": True}, replaced)

    def decide(self, model: type[SharedModel], record: str, name: str, value: object) -> None:
        """Settle a field that has several heads: write `value` over all of them."""
        row = self._row(model, record)
        heads = self._heads(model, record, name)
        replaced = {name: [row[name, "version"], *(version for version, _ in heads)]}
        self._write(model, record, row["village_id"], {name: value}, replaced)

    def village_of(self, model: type[SharedModel], record: str) -> str | None:
        """The village whose scope a record is in; None for the commune's."""
        village: str | None = self._row(model, record)["village_id"]
        return village

    def finish(self) -> None:
        """Apply what is pending and keep the last stamp. Called by `changing`."""
        self.flush()
        self._store.set_setting("stamp", self._stamp)

    # --- inside ---

    def _write(
        self,
        model: type[SharedModel],
        record: str,
        village_id: str | None,
        values: dict[str, object],
        replaced: dict[str, list[Version]],
    ) -> None:
        if (model.table(), record) in self._applier.erased:
            raise StoreError(
                "Mục này đã xóa theo yêu cầu của người dân, không ghi lại được.", "Hãy ghi mục mới.", code="erased"
            )
        author = self._author(model, village_id, values)
        sequence = self._next.get(author, self._authors.held(author)) + 1
        self._first.setdefault(author, sequence)
        self._next[author] = sequence
        self._stamp = next_stamp(self._stamp, self._store.clock.now())
        entry = Entry(
            author=author,
            sequence=sequence,
            stamp=self._stamp,
            table=model.table(),
            record=record,
            values=raw_values({name: _carried(model.shared_fields()[name], value) for name, value in values.items()}),
            replaced={name: [self._authors.spell(version) for version in seen] for name, seen in replaced.items()},
        )
        line = write_entry(entry)
        if len(line) > MAX_LINE:
            raise StoreError("Nội dung của mục này quá dài, chưa ghi gì.", "Hãy viết ngắn lại.", code="too-long")
        self._pending.append((entry, line, read_values(entry)))
        if len(self._pending) >= _BATCH:
            self.flush()

    def _author(self, model: type[SharedModel], village_id: str | None, values: Mapping[str, object]) -> str:
        """The stream that a record's changes go to: its village's, everybody's, or the commune's own."""
        if self._is_village:
            may_write = model.written_by_village and not model.is_reserved(values)
            if not village_id or not may_write or village_id not in self._own_scopes:
                raise StoreError(
                    f"“{model.title}” do xã quản lý, máy thôn không sửa được.", "Hãy báo xã sửa.", code="out-of-scope"
                )
            return self._authors.writing_to(village_id)
        return self._authors.writing_to(village_id or (TO_ALL if model.published else TO_COMMUNE))

    def _is_held(self, model: type[SharedModel], record: str) -> bool:
        self.flush()
        return bool(self._store.rows(f"SELECT 1 FROM {model.table()} WHERE id = ?", [record]))  # noqa: S608 - our names

    def flush(self) -> None:
        """Write what is pending, still inside the transaction, so that it can be read."""
        if not self._pending:
            return
        self._applier.load(self._pending)
        self._applier.apply(self._pending)
        self._pending = []
        for author, sequence in self._next.items():
            self._authors.advance(author, sequence)

    def _row(self, model: type[SharedModel], record: str) -> dict[Any, Any]:
        """A record as the store spells it, with each field's version under (name, "version")."""
        self.flush()
        names = list(model.shared_fields())
        rows = self._store.rows(
            f"SELECT versions, {', '.join(names)} FROM {model.table()} WHERE id = ?",  # noqa: S608 - our own names
            [record],
        )
        if not rows:
            raise StoreError(
                f"Không tìm thấy mục cần sửa trong “{model.title}”.", "Hãy tải lại danh sách.", code="missing"
            )
        text, *values = rows[0]
        base, others = versions.read_all(text)
        row: dict[Any, Any] = dict(zip(names, values, strict=True))
        row.update({(name, "version"): others.get(name, base) for name in names})
        return row

    def _heads(self, model: type[SharedModel], record: str, name: str) -> list[tuple[Version, str]]:
        rows = self._store.rows(
            "SELECT author_id, sequence, value FROM head WHERE table_name = ? AND record = ? AND field = ?",
            [model.table(), record, name],
        )
        return [((author, sequence), value) for author, sequence, value in rows]

    def _equal_heads(self, model: type[SharedModel], record: str, name: str, row: dict[Any, Any]) -> list[Version]:
        """Heads that hold the value shown: who writes over the one writes over them all."""
        heads = self._heads(model, record, name)
        return [version for version, value in heads if msgspec.json.decode(value) == row[name]]

    def _spelled(self, model: type[SharedModel], values: dict[str, object]) -> dict[str, Any]:
        """Values as the store spells them."""
        fields = model.shared_fields()
        probe = Entry(
            author="0" * 36,
            sequence=1,
            stamp=self._stamp,
            table=model.table(),
            record="0" * 36,
            values=raw_values({name: _carried(fields[name], value) for name, value in values.items()}),
        )
        return read_values(probe)


def _carried(field: Field, value: object) -> Any:  # noqa: ANN401 - a JSON value
    """A column's value as entries carry it: dates as ISO text, texts in NFC and, where they are one line, in one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(field, JSONField):
        if is_deep(value):
            raise StoreError(
                "Nội dung lồng quá nhiều lớp, chưa ghi gì.", "Hãy báo người làm phần mềm.", code="too-deep"
            )
        return _normal(value)
    if isinstance(value, str):
        return one_line(value) if isinstance(field, CharField) else nfc(value)
    return value


def _normal(value: object) -> Any:  # noqa: ANN401 - a JSON value
    match value:
        case str():
            return nfc(value)
        case dict():
            return {nfc(str(key)): _normal(item) for key, item in value.items()}
        case list() | tuple():
            return [_normal(item) for item in value]
        case date():
            return value.isoformat()
    return value
