"""`python -m tests.surveys.laid [--folder XFORMS] [--forms N] [--seed S] [--answers 25] [--web FOLDER] [FORM...]`.

FOLDER holds `forms/` (TOSO_XFORMS, or `../shared/xforms` beside the project); `--made N` makes N forms by chance
instead; `--web` is a folder in which npm installed Web Forms. Prints how many forms are told alike, and of the others
where, after which answers, and how; `--json FILE` writes a line for each form.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.surveys.laid.engines import JavaRosa, WebForms
from tests.surveys.laid.laying import Laying, Verdict
from tests.surveys.laid.making import make_forms
from tests.surveys.xpath.cases import rows_file


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.surveys.laid")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--folder", type=Path, default=rows_file().parent)
    parser.add_argument("--forms", type=int, default=100_000)
    parser.add_argument("--made", type=int, default=0, help="make so many forms by chance instead of reading any")
    parser.add_argument("--keep", type=Path, help="keep the made forms in this folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--answers", type=int, default=25)
    parser.add_argument("--web", type=Path)
    parser.add_argument("--json", type=Path, help="write a line for each form")
    parser.add_argument("--all", action="store_true", help="ask Web Forms about every form, not only those that differ")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="toso-made-") as folder:
        forms = given.files or sorted((given.folder / "forms").glob("*.xml"))[: given.forms]
        if given.made:
            forms = make_forms(given.keep or Path(folder), given.made, given.seed)
        _print(_counts(_lay(forms, given)))
    return 0


def _lay(forms: list[Path], given: argparse.Namespace) -> list[Verdict]:
    """Lay each form and tell what differs as it is found."""
    javarosa = JavaRosa()
    web = WebForms(given.web) if given.web else None
    laying = Laying(javarosa, web, seed=given.seed, answers=given.answers, ask_web_always=given.all)
    verdicts = []
    try:
        for form in forms:
            verdict = laying.lay(form.resolve())
            verdicts.append(verdict)
            _tell(verdict)
    finally:
        javarosa.close()
        if web:
            web.close()
    if given.json:
        lines = (json.dumps(verdict.as_json(), ensure_ascii=False) for verdict in verdicts)
        given.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return verdicts


def _counts(verdicts: list[Verdict]) -> Counter[str]:
    """How many forms of each outcome."""
    counts = Counter(verdict.kind for verdict in verdicts)
    counts += Counter(
        f"Web Forms: {verdict.web.partition(':')[0]} ({verdict.outcome})" for verdict in verdicts if verdict.web
    )
    return counts


def _print(counts: Counter[str]) -> None:
    for name, count in sorted(counts.items()):
        sys.stdout.write(f"{count:5} {name}\n")


def _tell(verdict: Verdict) -> None:
    """Print a form that is not told alike."""
    if verdict.said:
        sys.stdout.write(f"{verdict.form}: {verdict.said}\n")
    if verdict.differences:
        found = f"{len(verdict.differences)} differ {verdict.dialect or ''}{verdict.web and f' ({verdict.web})'}"
        sys.stdout.write(f"{verdict.form}: {found} after {len(verdict.steps)} of {verdict.answers} steps\n")
        for step in verdict.steps[:6]:
            sys.stdout.write(f"      {step.act} {step.path} {step.value}\n")
        for one in verdict.differences[:4]:
            sys.stdout.write(f"    {one.path} {one.what}: JavaRosa {one.theirs!r}, we {one.ours!r}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
