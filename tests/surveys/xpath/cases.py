"""The rows of two public suites, laid beside the engine: `python -m tests.surveys.xpath.cases [FOLDER]`.

The rows are read where they lie (TOSO_XFORMS, or `../shared/xforms` beside the project) and never copied. Prints how
many pass and each that does not, under the reason why. The rows were taken in Arizona, so the desk stands there.
"""

import json
import math
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.surveys.xpath.axes import ordered
from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.values import Value, to_number, to_text, to_truth
from tests.surveys.xpath.documents import PHOENIX, node_at, parse_document, path_of, surroundings
from tests.surveys.xpath.reasons import DIALECT, reason_of

ROOT = Path(__file__).parents[3]
Row = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What the engine gave for a row."""

    row: Row
    got: object
    passed: bool


def rows_file(folder: str = "") -> Path:
    """Where the rows lie, whether or not they are there."""
    return Path(folder or os.environ.get("TOSO_XFORMS", "") or ROOT.parent / "shared" / "xforms") / "cases.jsonl"


def outcomes(path: Path) -> Iterator[Outcome]:
    """Every row with what the engine gives for it."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            got = result(row)
            yield Outcome(row, got, same(got, row["expected"]))


def result(row: Row) -> object:
    """The value of a row's expression, as the row's type."""
    root = parse_document(row["xml"])
    context = Context(node_at(root, row["context"]), surroundings(root))
    try:
        return as_type(compile_expression(row["expr"]).evaluate(context), row["type"])
    except ExpressionError as error:
        return error


def as_type(value: Value, kind: str) -> object:
    """A value as a suite asks for it."""
    if kind == "boolean":
        return to_truth(value)
    if kind == "number":
        return to_number(value, PHOENIX)
    if kind == "nodeset" and isinstance(value, list):
        return [path_of(node) for node in ordered(value)]
    return to_text(value)


def same(got: object, expected: object) -> bool:
    """Whether a result is the expected one; numbers may differ in the last digits, errors in their words."""
    if isinstance(got, ExpressionError):
        return False
    if isinstance(got, float):
        wanted = float(str(expected))
        return (math.isnan(got) and math.isnan(wanted)) or math.isclose(got, wanted, rel_tol=1e-12, abs_tol=1e-12)
    return got == expected


def passes(outcome: Outcome) -> bool:
    """Whether a row passes: an error where an error is expected, the same value elsewhere."""
    return isinstance(outcome.got, ExpressionError) if outcome.row["type"] == "error" else outcome.passed


def report(found: list[Outcome]) -> str:
    """How many rows pass, and the others by reason."""
    failed = [outcome for outcome in found if not passes(outcome)]
    by_reason: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in failed:
        by_reason[reason_of(outcome.row)].append(outcome)
    passed = len(found) - len(failed)
    left_open = len(found) - sum(len(some) for reason, some in by_reason.items() if reason.startswith(DIALECT))
    lines = [
        f"{passed} of {len(found)} rows pass ({100 * passed / len(found):.2f} %);"
        f" of the {left_open} that the dialect table does not decide otherwise {100 * passed / left_open:.2f} %"
    ]
    for reason, count in Counter({reason: len(some) for reason, some in by_reason.items()}).most_common():
        lines.append(f"\n{count} rows: {reason}")
        lines += [
            f"  {outcome.row['id']}: {outcome.row['expr'].strip()} -> {outcome.got}, not {outcome.row['expected']}"
            for outcome in by_reason[reason]
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    path = rows_file(*sys.argv[1:2])
    if not path.is_file():
        sys.exit(f"no rows at {path}: set TOSO_XFORMS to their folder")
    sys.stdout.write(report(list(outcomes(path))))
