"""The engines, each as a stranger: steps in, the state of every node out. Paths and notation become alike here."""

import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyxform

from desktop.clock import SystemClock
from desktop.errors import TosoError
from desktop.surveys.engine.interview import Interview, open_form
from desktop.surveys.engine.plan import plan_of
from desktop.surveys.engine.tables import tables_of
from desktop.surveys.xpath.nodes import local

ZONE = "Asia/Ho_Chi_Minh"
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


@dataclass(frozen=True)
class Step:
    """One step: `act` is "set" or "add"."""

    act: str
    path: str
    value: str = ""


@dataclass(frozen=True)
class Standing:
    """How a node stands; None where an engine does not say."""

    relevant: bool
    required: bool
    value: str | None
    valid: bool | None


@dataclass
class Told:
    """What an engine told of a form: nodes by path, or why there are none."""

    nodes: dict[str, Standing] = field(default_factory=dict)
    error: str = ""
    refused: list[str] = field(default_factory=list)


def plain(path: str) -> str:
    """A path without prefixes and without [1]."""
    return "/".join(local(step) for step in path.replace("[1]", "").split("/"))


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
            if step.act == "add":
                interview.add(step.path)
            else:
                interview.set(step.path, step.value)
        except TosoError as error:
            told.refused.append(f"{step}: {error}")
    for node in interview.nodes():
        state = interview.state_of(node)
        told.nodes[plain(state.path)] = Standing(state.relevant, state.required, state.value, state.valid)
    return told, interview


def _opened(form: Path) -> Interview:
    xml = form.read_text(encoding="utf-8-sig").lstrip()

    def beside(name: str) -> str | None:
        file = form.parent / name
        return file.read_text(encoding="utf-8") if file.is_file() else None

    properties = {"deviceid": "ref:device", "username": "ref", "email": "ref@x", "phonenumber": "0"}
    return open_form(xml, SystemClock(), tables=tables_of(plan_of(xml).form, beside), properties=properties)


# -- JavaRosa


class JavaRosa:
    """One Java process for many forms; it begins anew when it died."""

    def __init__(self, reference: Path, seconds: float = 30) -> None:
        self._seconds = seconds
        self._runner = reference / "RefJR.java"
        self._process: subprocess.Popen[str] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="toso-laid-")

    def told(self, form: Path, steps: Sequence[Step]) -> Told:
        """What JavaRosa says of a form after these steps."""
        written = Path(self._folder.name) / "steps.tsv"
        lines = ("\t".join((step.act, step.path, step.value)[: 3 if step.act == "set" else 2]) for step in steps)
        # It makes counted repeats only as it walks past them, so the last step leads nowhere and it walks to the end.
        written.write_text("".join(f"{line}\n" for line in (*lines, "set\t/nowhere\tx")), encoding="utf-8")
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{form.stem}\t{form}\t{written}\n")
        process.stdin.flush()
        hung = threading.Timer(self._seconds, process.kill)  # some forms make it walk for ever
        hung.start()
        line = process.stdout.readline()
        hung.cancel()
        if not line:
            self.close()
            return Told(error=f"it gave no answer within {self._seconds:.0f} seconds, or died")
        return _read(json.loads(line))

    def _started(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            command = ["java", f"-Duser.timezone={ZONE}", "-cp", str(JAR), str(self._runner), "-"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                encoding="utf-8",
            )  # fmt: skip
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self._folder.cleanup()
        self._folder = tempfile.TemporaryDirectory(prefix="toso-laid-")


def _read(answer: Mapping[str, object]) -> Told:
    """The runner's line as what it says."""
    nodes = answer.get("nodes")
    told = Told(error=str(answer.get("error", "")), refused=list(answer.get("stepErrors", ())))  # type: ignore[call-overload]
    if isinstance(nodes, dict) and not told.error:
        for path, node in nodes.items():
            value = node.get("value")
            violation = node.get("violation")
            told.nodes[plain(path)] = Standing(
                node["relevant"], node["required"], value, None if value is None else violation is None
            )
    return told


# -- Web Forms


def web_forms(form: Path, steps: Sequence[Step], folder: Path, seconds: float) -> Told:
    """What ODK Web Forms' engine says; a process for each form, ended after some seconds."""
    script = [{"add": step.path} if step.act == "add" else {"set": step.path, "value": step.value} for step in steps]
    try:
        done = subprocess.run(
            ["node", str(folder / "ref.mjs"), str(form), "-", "--no-choices"],
            input=json.dumps(script), capture_output=True, text=True, timeout=seconds, check=False, cwd=folder,
            env={**os.environ, "TZ": ZONE},
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        return Told(error=type(error).__name__)
    if answer.get("error") or not answer.get("snapshots"):
        return Told(error=str(answer.get("error")))
    told = Told(refused=[str(one) for one in answer["stepErrors"]])
    for path, node in answer["snapshots"][-1]["nodes"].items():
        value = node.get("value")
        told.nodes[plain(path)] = Standing(
            node["relevant"], node["required"], value, None if value is None else node.get("violation") is None
        )
    return told
