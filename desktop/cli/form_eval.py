"""`toso form eval`: takes answers step by step through a form and tells how every question stands then."""

from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.asking import Request
from desktop.cli.printing import give, table
from desktop.clock import Clock
from desktop.errors import FormProblem, TosoError
from desktop.files import read_limited
from desktop.surveys.engine.interview import Interview, open_form
from desktop.surveys.engine.plan import plan_of
from desktop.surveys.engine.tables import tables_of
from desktop.surveys.reading import xform_text

_LARGEST_STEPS = 5_000_000
_LARGEST_TABLE = 20_000_000


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """One step: exactly one of `set` (with `value`), `add`, `remove` and `lang`."""

    set: str | None = None
    value: str | None = None
    add: str | None = None
    remove: str | None = None
    lang: str | None = None
    dump: bool | None = None


def evaluate(request: Request) -> int:
    """Evaluate a form with answers; exit 1 when a step could not be taken."""
    interview = open_beside(request.file, request.clock)
    errors = [] if request.answers is None else _take(interview, _steps(request.answers))
    nodes = _nodes(interview)
    if request.as_json:
        give({"nodes": nodes, "step_errors": errors, "languages": interview.languages})
    else:
        shown = [(path, node["value"] or "", node["message"]) for path, node in nodes.items() if node["relevant"]]
        table(["Câu hỏi", "Giá trị", "Chưa đúng"], shown)
    return int(bool(errors))


def open_beside(path: Path, clock: Clock) -> Interview:
    """Open a form's file with the lists that lie in the same folder."""
    xml = xform_text(path)

    def read(name: str) -> str | None:
        beside = path.parent / Path(name).name
        return read_limited(beside, _LARGEST_TABLE).decode("utf-8", "replace") if beside.is_file() else None

    return open_form(xml, clock, tables=tables_of(plan_of(xml).form, read))


def _steps(path: Path) -> list[Step]:
    """The steps in a file; raises `FormProblem` when it holds something else."""
    try:
        return msgspec.json.decode(read_limited(path, _LARGEST_STEPS), type=list[Step])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormProblem(
            "Tệp trả lời không đúng dạng.",
            'Mỗi bước phải là {"set": đường dẫn, "value": chữ}, {"add": ...}, {"remove": ...} hoặc {"lang": ...}.',
            code="bad-steps",
        ) from error


def _take(interview: Interview, steps: list[Step]) -> list[dict[str, str]]:
    """Take the steps; those that could not be taken with the reason."""
    errors = []
    for step in steps:
        try:
            _take_one(interview, step)
        except TosoError as error:
            errors.append({"step": msgspec.json.encode(step).decode(), "message": error.message, "code": error.code})
    return errors


def _take_one(interview: Interview, step: Step) -> None:
    """Take one step; raises `FormProblem`."""
    if step.set is not None:
        interview.set(step.set, step.value or "")
    elif step.add is not None:
        interview.add(step.add)
    elif step.remove is not None:
        interview.remove(step.remove)
    elif step.lang is not None:
        interview.speak(step.lang)


def _nodes(interview: Interview) -> dict[str, dict[str, Any]]:
    """Every node by its path."""
    told = {}
    for node in interview.nodes():
        state = interview.state_of(node)
        told[state.path] = {
            "relevant": state.relevant,
            "required": state.required,
            "readonly": state.readonly,
            "value": state.value,
            "valid": state.valid,
            "message": state.message,
            "label": state.label,
            "choices": [[choice.value, choice.label] for choice in state.choices],
        }
    return told
