"""Tổ Số's form engine as a contestant: opens a form's text once and gives answers, each timed; JSON on one line.

Not measured, as the peers' own start is not: importing lark and making its parser, which the first form of a day pays
once (decision 0014).
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.form_case import GATE
from desktop.clock import SystemClock
from desktop.surveys.engine.interview import Interview, open_form
from desktop.surveys.xpath.expression import compile_expression

_EVERY_KIND_OF_WORD = "not(selected(../a, 'b')) and -. >= 1 + coalesce(/x/y, 0) or ./c[1] | //d != 2"


def main() -> None:
    """Measure one form: `python -m benchmarks.ours_forms FORM MEMBERS PATH...`."""
    form, members, *paths = sys.argv[1:]
    text = Path(form).read_text(encoding="utf-8")
    compile_expression(_EVERY_KIND_OF_WORD)
    started = time.perf_counter()
    interview = open_form(text, SystemClock())
    opened = time.perf_counter() - started
    answers = [_timed(interview, path, value) for value in ("1", "7", "") for path in paths]
    gate = [_timed(interview, GATE, value) for value in ("khong", "co") * 3]
    for _ in range(int(members)):
        interview.add("/data/m")
    inside = [_timed(interview, f"/data/m[{at + 1}]/tuoi", "40") for at in range(int(members))]
    print(json.dumps({"open": opened, "answers": answers, "gate": gate, "members": inside}))


def _timed(interview: Interview, path: str, value: str) -> float:
    """Seconds of one answer, with what is valid of what it changed."""
    started = time.perf_counter()
    for node in interview.set(path, value):
        interview.fault(node)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
