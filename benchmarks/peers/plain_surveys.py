"""The yardstick for tables: a plain loop over the same rows with Python's json and one counter a question and village.

It reads the same statement, knows no form, no reasons, no medians, no question that was not asked, and hides nothing.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from benchmarks.measuring import Act, run_contest
from desktop.models.survey_rounds import RESPONSES

_SQL = f"""{RESPONSES} SELECT h.village_id, r.answers FROM surveyed
    JOIN household h ON h.id = surveyed.household_id JOIN response r ON r.id = surveyed.id"""
_PARAMETERS = (date(2025, 7, 1).isoformat(), date(2025, 7, 31).isoformat(), date(2025, 7, 31).isoformat())


@contextmanager
def loop(case: Path, _scratch: Path) -> Iterator[Act]:
    """Count every answer of every question by village."""
    with closing(sqlite3.connect(case / "home" / "toso.db")) as connection:
        (round_id,) = connection.execute("SELECT id FROM survey_round").fetchone()

        def act() -> dict[str, Counter[tuple[str, object]]]:
            counts: dict[str, Counter[tuple[str, object]]] = defaultdict(Counter)
            for village, text in connection.execute(_SQL, (round_id, *_PARAMETERS)):
                for name, answer in json.loads(text).items():
                    for one in answer if isinstance(answer, list) else [answer]:
                        counts[name][village, one if isinstance(one, str | int) else None] += 1
            return counts

        yield act


if __name__ == "__main__":
    run_contest({"loop": loop})
