"""`python -m tests.surveys.laid [--folder XFORMS] [--forms N] [--seed S] [--answers 25] [--web FOLDER] [FORM...]`.

FOLDER holds `forms/` and `reference/` (TOSO_XFORMS, or `../shared/xforms` beside the project); `--web` is a folder
where the Web Forms runner is installed. Prints how many forms are told alike, and of the others where and how.
"""

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from desktop.surveys.engine.interview import Interview
from tests.surveys.laid.answering import literals, next_steps
from tests.surveys.laid.comparing import Difference, by_chance, dialects, differences
from tests.surveys.laid.engines import JavaRosa, Step, Told, ours, web_forms
from tests.surveys.xpath.cases import rows_file

_ROUNDS = 4


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.surveys.laid")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--folder", type=Path, default=rows_file().parent)
    parser.add_argument("--forms", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--answers", type=int, default=25)
    parser.add_argument("--web", type=Path)
    parser.add_argument(
        "--all", action="store_true", help="lay every form beside Web Forms, not only those that differ"
    )
    given = parser.parse_args()
    forms = given.files or sorted((given.folder / "forms").glob("*.xml"))[: given.forms]
    javarosa = JavaRosa(given.folder / "reference")
    counts: Counter[str] = Counter()
    try:
        for form in forms:
            _one(form, javarosa, given, counts)
    finally:
        javarosa.close()
    for name, count in sorted(counts.items()):
        sys.stdout.write(f"{count:5} {name}\n")
    return 0


def _one(form: Path, javarosa: JavaRosa, given: argparse.Namespace, counts: Counter[str]) -> None:
    """Lay one form beside the references."""
    steps, theirs, told, interview = _answered(form, javarosa, given)
    if interview is None or theirs.error:
        both = bool(theirs.error) and bool(told.error)
        counts["both refuse" if both else "JavaRosa refuses" if theirs.error else "we refuse"] += 1
        if not both:
            sys.stdout.write(f"{form.stem}: JavaRosa {theirs.error[:200] or 'opens'}; we {told.error or 'open'}\n")
        return
    dialect = dialects(interview.form)
    left_out = by_chance(interview.plan)
    found = differences(theirs, told, left_out)
    kind = "dialect" if dialect else "plain"
    counts[f"{kind}: {'different' if found else 'alike'}"] += 1
    if found or given.all:
        alone = _alone(form, steps, given, told, found, left_out)
        if alone:
            counts["alone against both"] += 1
    if found:
        _print(form, dialect, found, steps, alone)


def _answered(
    form: Path, javarosa: JavaRosa, given: argparse.Namespace
) -> tuple[list[Step], Told, Told, Interview | None]:
    """Answer a form bit by bit, each bit drawn from what JavaRosa shows then."""
    chance = random.Random(f"{given.seed} {form.stem}")
    told, interview = ours(form, [])
    theirs = javarosa.told(form, [])
    steps: list[Step] = []
    for _ in range(_ROUNDS):
        if interview is None or theirs.error:
            break
        steps += next_steps(interview, theirs, given.answers // _ROUNDS + 1, chance, literals(interview.form))
        theirs = javarosa.told(form, steps)
        steps = [step for step in steps if not any(f"{step.act}\t{step.path}" in refused for refused in theirs.refused)]
        theirs = javarosa.told(form, steps)
        told, interview = ours(form, steps)
    return steps, theirs, told, interview


def _alone(
    form: Path, steps: list[Step], given: argparse.Namespace, told: Told, found: list[Difference], left_out: set[str]
) -> bool | None:
    """Whether Web Forms says of some node what JavaRosa says and we do not; None when it was not asked."""
    if not given.web:
        return None
    web = web_forms(form, steps, given.web, 120)
    if web.error:
        return None
    against = {(one.path, one.what, str(one.theirs)) for one in differences(web, told, left_out)}
    return any((one.path, one.what, str(one.theirs)) in against for one in found)


def _print(form: Path, dialect: list[str], found: list[Difference], steps: list[Step], alone: bool | None) -> None:
    sys.stdout.write(
        f"{form.stem}: {len(found)} differ{' ALONE' if alone else ''} {dialect or ''} after {len(steps)}\n"
    )
    for one in found[:4]:
        sys.stdout.write(f"    {one.path} {one.what}: JavaRosa {one.theirs!r}, we {one.ours!r}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
