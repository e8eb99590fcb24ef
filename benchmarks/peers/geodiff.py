"""geodiff (pygeodiff): row-level changesets of SQLite files in C++, without signatures, encryption or a journal.

Runs under a Python that has pygeodiff; that need not be ours. Only the standard library is used besides.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pygeodiff import GeoDiff

from benchmarks.measuring import Act, run_contest

_PHONE_OF_THE_OTHERS = "0700000000"


@contextmanager
def apply(case: Path, scratch: Path) -> Iterator[Act]:
    """The changeset from the old rows to the new ones, applied to the old ones."""
    base, theirs = _prepared(case, scratch)
    diff = GeoDiff()
    diff.create_changeset(str(base), str(theirs), str(scratch / "changes"))
    yield lambda: diff.apply_changeset(str(base), str(scratch / "changes"))


@contextmanager
def rebase(case: Path, scratch: Path) -> Iterator[Act]:
    """Our own change of every old row, moved onto the new ones; the phone was changed on both sides."""
    base, theirs = _prepared(case, scratch)
    mine = scratch / "mine.db"
    shutil.copy(base, mine)
    with closing(sqlite3.connect(mine)) as connection, connection:
        connection.execute("UPDATE household SET phone = ?, people = 9", [_PHONE_OF_THE_OTHERS])
    diff = GeoDiff()
    yield lambda: diff.rebase(str(base), str(theirs), str(mine), str(scratch / "conflicts.json"))


@contextmanager
def create(case: Path, scratch: Path) -> Iterator[Act]:
    """The changeset made: what geodiff hands over."""
    base, theirs = _prepared(case, scratch)
    diff = GeoDiff()
    yield lambda: diff.create_changeset(str(base), str(theirs), str(scratch / "changes"))


def _prepared(case: Path, scratch: Path) -> tuple[Path, Path]:
    """Two files with the household table alone: with the old rows, and with the new ones."""
    base, theirs = scratch / "base.db", scratch / "theirs.db"
    with closing(sqlite3.connect(case / "before" / "toso.db")) as store:
        made = store.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'household' AND sql IS NOT NULL"
        ).fetchall()
    for path, name in ((base, "old.json"), (theirs, "rows.json")):
        rows = json.loads((case / name).read_text(encoding="utf-8"))["rows"]
        with closing(sqlite3.connect(path)) as connection, connection:
            for (sql,) in made:
                connection.execute(sql)
            if rows:
                marks = ",".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO household VALUES ({marks})", rows)
    return base, theirs


if __name__ == "__main__":
    run_contest({"apply": apply, "rebase": rebase, "create": create})
