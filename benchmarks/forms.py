"""Opening a form and answering a question, beside JavaRosa and ODK Web Forms in the same run, as one Markdown table.

    python -m benchmarks.forms --rounds 5 --web FOLDER

FOLDER has @getodk/xforms-engine and jsdom installed by npm; JavaRosa is inside pyxform and needs `java`. A peer that is
not there is left out. Each form is opened in a process of its own, the median of rounds is told. Answers are to the
questions of two sections: the median one and the worst; beside them the answer that hides or shows all other sections.
Web Forms calculates a node when somebody looks at it: after each answer every node is looked at.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyxform

from benchmarks.form_case import path, questionnaire

ROOT = Path(__file__).parents[1]
_PEERS = Path(__file__).parent / "peers"
_JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
_ASKED = [number for number in range(40) if number % 5 in (2, 4) and number % 20 != 19]
_MEMBERS = 30

_KINDS = ("open", "answer", "worst", "gate")
_HEADER = """\
| form | engine | open | times ours | an answer | times ours | the worst | times ours \
| one that hides all | times ours | with 30 members |
| :-- | :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: |"""

Measure = dict[str, list[float]]


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--web", type=Path)
    given = parser.parse_args(arguments)
    print(_HEADER)
    with tempfile.TemporaryDirectory(prefix="toso-bench-") as folder:
        for count in (500, 2000):
            form = Path(folder) / f"form-{count}.xml"
            form.write_text(questionnaire(count, members=True), encoding="utf-8")
            _print(f"{count:,} questions, {count * 2 // 5} expressions", _compared(form, given.rounds, given.web))


def _compared(form: Path, rounds: int, web: Path | None) -> dict[str, Measure]:
    """Every engine in every round."""
    paths = [path(number) for number in _ASKED]
    ways: dict[str, tuple[Sequence[str], Path]] = {
        "Tổ Số": ([sys.executable, "-m", "benchmarks.ours_forms", str(form), str(_MEMBERS), *paths], ROOT)
    }
    if shutil.which("java"):
        java = ["java", "-cp", str(_JAR), str(_PEERS / "AnswerJavaRosa.java"), str(form), *paths]
        ways["JavaRosa"] = (java, ROOT)
    if web and shutil.which("node"):
        ways["ODK Web Forms"] = (["node", str(_PEERS / "web_forms.mjs"), str(form), *paths], web)
    measured: dict[str, Measure] = {name: {kind: [] for kind in (*_KINDS, "members")} for name in ways}
    for number in range(rounds):
        for name, (command, folder) in ways.items():
            if name == "Tổ Số" or number < 3:
                _measure(command, folder, measured[name])
    return measured


def _measure(command: Sequence[str], folder: Path, into: Measure) -> None:
    """Run one engine once; one that fails is told and left out."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, cwd=folder)
    if done.returncode:
        sys.stderr.write(f"{command[0]}: {done.stderr[-2000:]}\n")
        return
    told = json.loads(done.stdout.splitlines()[-1])
    into["open"].append(told["open"])
    into["answer"].append(statistics.median(told["answers"]))
    into["worst"].append(max(told["answers"]))
    into["gate"].append(max(told["gate"][2:]))
    if told["members"]:
        into["members"].append(max(told["members"]))


def _print(form: str, measured: dict[str, Measure]) -> None:
    """The lines of one form."""
    ours = measured["Tổ Số"]
    for name, measure in measured.items():
        if measure["open"]:
            cells = [form, name]
            for kind in _KINDS:
                cells += [_milliseconds(measure[kind]), _times(measure[kind], ours[kind])]
            print(f"| {' | '.join([*cells, _milliseconds(measure['members'])])} |", flush=True)


def _times(theirs: list[float], ours: list[float]) -> str:
    return f"{_middle(theirs) / _middle(ours):.1f}" if theirs and ours else ""


def _middle(seconds: list[float]) -> float:
    return statistics.median(seconds)


def _milliseconds(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.2f} ms" if seconds else ""


if __name__ == "__main__":
    main()
