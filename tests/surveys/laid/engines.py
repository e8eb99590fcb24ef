"""The engines, each as a stranger: steps in, the state of every node and question out."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import pyxform

from desktop.clock import SystemClock
from desktop.errors import TosoError
from desktop.surveys.engine.interview import Interview, State, open_form
from desktop.surveys.engine.plan import plan_of
from desktop.surveys.engine.tables import tables_of
from tests.surveys.laid.told import Question, Standing, Step, Told, plain, read

ZONE = "Asia/Ho_Chi_Minh"
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
_HERE = Path(__file__).parent
_WITH_CHOICES = frozenset({"select", "select1", "rank"})


# -- ours


def ours(form: Path, steps: Sequence[Step]) -> tuple[Told, Interview | None]:
    """Our engine."""
    told = Told()
    try:
        interview = _opened(form)
    except TosoError as error:
        return Told(error=str(error)), None
    for step in steps:
        try:
            _do(interview, step)
        except TosoError as error:
            told.refused.append(f"{step}: {error}")
    for node in interview.nodes():
        state = interview.state_of(node)
        path, control = plain(state.path), node.spec.control
        told.nodes[path] = Standing(state.relevant, state.required, state.value, state.valid)
        if control is not None and state.relevant and control.tag not in ("group", "repeat"):
            told.questions[path] = _question(state, control.tag in _WITH_CHOICES)
    return told, interview


def _do(interview: Interview, step: Step) -> None:
    """One step."""
    match step.act:
        case "add":
            interview.add(step.path)
        case "remove":
            interview.remove(step.path)
        case "speak":
            interview.speak(step.value)
        case _:
            interview.set(step.path, step.value)


def _question(state: State, has_choices: bool) -> Question:
    """What our screen would show of a question."""
    choices = tuple((choice.value, choice.label) for choice in state.choices) if has_choices else None
    return Question(state.readonly, state.label, state.hint, choices)


def _opened(form: Path) -> Interview:
    xml = form.read_text(encoding="utf-8-sig").lstrip()

    def beside(name: str) -> str | None:
        file = form.parent / name
        return file.read_text(encoding="utf-8") if file.is_file() else None

    properties = {"deviceid": "ref:device", "username": "ref", "email": "ref@x", "phonenumber": "0"}
    return open_form(xml, SystemClock(), tables=tables_of(plan_of(xml).form, beside), properties=properties)


# -- others


class Stranger:
    """A process that gives a line of JSON for a line; it is ended after some seconds of silence and begins anew."""

    def __init__(self, command: Sequence[str], seconds: float, folder: Path | None = None) -> None:
        self._command, self._seconds, self._folder = command, seconds, folder
        self._process: subprocess.Popen[str] | None = None

    def ask(self, question: str) -> Told:
        """What it says; an error that tells silence from death when it says nothing."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{question}\n")
        process.stdin.flush()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, end)
        timer.start()
        line = process.stdout.readline()
        timer.cancel()
        if not line:
            self.close()
            return Told(error=f"no answer within {self._seconds:.0f} seconds" if late.is_set() else "died")
        return read(json.loads(line))

    def _started(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                encoding="utf-8", cwd=self._folder, env={**os.environ, "TZ": ZONE},
            )  # fmt: skip
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class JavaRosa:
    """The engine of tablets, from the library that pyxform brings; Java 17 with its compiler runs our runner."""

    def __init__(self, seconds: float = 60) -> None:
        runner = _HERE / "AskJavaRosa.java"
        self._stranger = Stranger(["java", f"-Duser.timezone={ZONE}", "-cp", str(JAR), str(runner)], seconds)
        self._folder = tempfile.TemporaryDirectory(prefix="toso-laid-")

    def told(self, form: Path, steps: Sequence[Step]) -> Told:
        """What it says of a form after these steps."""
        written = Path(self._folder.name) / "steps.tsv"
        written.write_text("".join(f"{step}\n" for step in steps), encoding="utf-8")
        return self._stranger.ask(f"{form}\t{written}")

    def close(self) -> None:
        """End the process."""
        self._stranger.close()
        self._folder.cleanup()


class WebForms:
    """ODK Web Forms' engine, from a folder in which npm installed it."""

    def __init__(self, folder: Path, seconds: float = 60) -> None:
        shutil.copy(_HERE / "ask_web_forms.mjs", folder)
        self._stranger = Stranger(["node", "ask_web_forms.mjs"], seconds, folder)

    def told(self, form: Path, steps: Sequence[Step]) -> Told:
        """What it says of a form after these steps."""
        asked = {"form": str(form), "steps": [[step.act, step.path, step.value] for step in steps]}
        return self._stranger.ask(json.dumps(asked))

    def close(self) -> None:
        """End the process."""
        self._stranger.close()
