"""What Morango does with received records: into its buffer, dequeued into its store, deserialized into the table.

The records are handed over as Morango's own sender would hand them over, in chunks of 500, without any network.
"""

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.measuring import Act, run_contest

_CHUNK = 500
_SENDER = "5e6d" * 8
_LOCAL = ("id", "versions")


@contextmanager
def receive(case: Path, scratch: Path) -> Iterator[Act]:
    """All records of the case, into a database that holds those that it had before."""
    os.environ["BENCHMARK_DATABASE"] = str(scratch / "morango.db")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.peers.morango.settings"
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = wal")
    call_command("migrate", run_syncdb=True, verbosity=0)
    old, new = _read(case / "old.json"), _read(case / "rows.json")
    if old:
        _receive(old, 1)
    yield lambda: _receive(new, 2)


def _read(path: Path) -> list[dict[str, Any]]:
    told = json.loads(path.read_text(encoding="utf-8"))
    return [dict(zip(told["columns"], row)) for row in told["rows"]]  # noqa: B905 - Morango may run on an old Python


def _receive(rows: list[dict[str, Any]], counter: int) -> None:
    """One transfer session with these rows."""
    from morango.models.core import SyncSession, TransferSession
    from morango.sync.operations import _dequeue_into_store, _deserialize_from_store
    from morango.sync.utils import validate_and_create_buffer_data

    from benchmarks.peers.morango.models import Household

    village = rows[0]["village_id"].replace("-", "")
    now = timezone.now()
    session = SyncSession.objects.create(id=uuid.uuid4().hex, profile="village", last_activity_timestamp=now)
    transfer = TransferSession.objects.create(
        id=uuid.uuid4().hex, filter=village, push=True, sync_session=session, last_activity_timestamp=now
    )
    for start in range(0, len(rows), _CHUNK):
        chunk = [_buffered(Household, row, counter, transfer.id) for row in rows[start : start + _CHUNK]]
        validate_and_create_buffer_data(chunk, transfer)
    _dequeue_into_store(transfer, json.dumps({"sub": {village: {_SENDER: counter}}, "super": {}}), v2_format=True)
    _deserialize_from_store("village", filter=transfer.get_filter())
    taken = Household.objects.filter(note=rows[-1]["note"]).count()
    if taken != len(rows):
        raise AssertionError(f"{taken} of {len(rows)} were taken over")


def _buffered(model: Any, row: dict[str, Any], counter: int, transfer: str) -> dict[str, Any]:  # noqa: ANN401
    """A row as Morango's buffer carries it."""
    village, source = row["village_id"].replace("-", ""), row["id"].replace("-", "")
    record = model.compute_namespaced_id(village, source, "household")
    values = {name: value for name, value in row.items() if name not in _LOCAL}
    values.update(id=record, household_id=source, village_id=village, deleted=bool(row["deleted"]))
    values.update(_morango_source_id=source, _morango_partition=village)
    return {
        "model_uuid": record,
        "serialized": json.dumps(values),
        "deleted": False,
        "hard_deleted": False,
        "last_saved_instance": _SENDER,
        "last_saved_counter": counter,
        "partition": village,
        "source_id": source,
        "model_name": "household",
        "profile": "village",
        "conflicting_serialized_data": "",
        "_self_ref_fk": "",
        "transfer_session": transfer,
        "rmcb_list": [{"instance_id": _SENDER, "counter": counter, "transfer_session": transfer, "model_uuid": record}],
    }


if __name__ == "__main__":
    run_contest({"receive": receive})
