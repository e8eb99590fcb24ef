"""ODK submissions: one XML file a response, as Collect would have sent it (OpenRosa; ODK XForms specification).

They lie in an archive as Briefcase lays them out: `forms/` has the definitions, `instances/uuid…/submission.xml` the
responses. A reason for having no answer, which ODK does not know, is an attribute of our own on an empty element.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import msgspec

from desktop.surveys.definition import Form, Question
from desktop.surveys.exports.rows import Exported, Why
from desktop.surveys.exports.xlsx import member
from desktop.text import nfc

MISSING = "urn:toso:answers"
OPENROSA = "http://openrosa.org/xforms"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PERSONAL = frozenset({"C", "N"})
_IN_OPENROSA = re.compile(r"<\w+:meta\b")
_REASONS = frozenset(why.value for why in Why)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")

Fits = Callable[[Question], bool]


@dataclass
class _Node:
    """One element of the form's instance: a question, or what stands around some; `source` names a repeat's answers."""

    name: str
    question: Question | None = None
    source: str = ""
    children: dict[str, "_Node"] = field(default_factory=dict)


class Submissions:
    """Writes the responses to one version of a form."""

    def __init__(self, form: Form, definition: str = "", *, personal: bool = False) -> None:
        self._form = form
        self._meta = ("orx:meta", "orx:instanceID") if _IN_OPENROSA.search(definition) else ("meta", "instanceID")
        self._root = _tree(form, lambda question: personal or question.personal not in _PERSONAL)

    def written(self, response: Exported) -> str:
        """The submission of a response."""
        answers = _decoded(response.answers)
        about = f"id={quoteattr(response.form_id)} version={quoteattr(response.form_version)}"
        inside = "".join(self._inside(self._root, answers))
        outer, inner = self._meta
        meta = f"<{outer}><{inner}>{instance_id(response)}</{inner}></{outer}>"
        spaces = f'xmlns:orx="{OPENROSA}" xmlns:toso="{MISSING}"'
        root = self._root.name
        return f"{_HEAD}<{root} {about} {spaces}>{inside}{meta}</{root}>\n"

    def _inside(self, node: _Node, answers: Mapping[str, object]) -> Iterator[str]:
        """What stands inside an element, with the answers of its repeat."""
        for child in node.children.values():
            if child.question:
                yield _answered(child.name, answers.get(child.question.name))
                continue
            entries = _entries(answers, child.source) if child.source else [answers]
            for entry in entries:
                yield f"<{child.name}>{''.join(self._inside(child, entry))}</{child.name}>"


def instance_id(response: Exported) -> str:
    """The instanceID of a response."""
    return f"uuid:{response.key}"


def write_archive(
    path: Path, writers: Mapping[str, Submissions], definitions: Mapping[str, str], responses: Iterable[Exported]
) -> int:
    """Write all submissions to a path that nobody reads yet; gives how many there are."""
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for version, definition in definitions.items():
            archive.writestr(member(f"forms/{_UNSAFE.sub('_', version) or 'bieu_mau'}.xml"), definition)
        nearest = next(iter(writers.values()))
        for response in responses:
            text = writers.get(response.form_version, nearest).written(response)
            folder = _UNSAFE.sub("", instance_id(response))
            archive.writestr(member(f"instances/{folder}/submission.xml"), text)
            count += 1
    return count


def _tree(form: Form, fits: Fits) -> _Node:
    """The elements around and of every question, in the form's order."""
    repeats = {repeat.path: repeat.name for repeat in form.repeats}
    questions = [one for one in (*form.questions, *form.hidden) if one.kind != "note" and fits(one)]
    first = questions[0].path if questions else "/data"
    root = _Node(first.split("/")[1])
    for question in questions:
        node, path = root, f"/{root.name}"
        for name in question.path.split("/")[2:]:
            path = f"{path}/{name}"
            node = node.children.setdefault(name, _Node(name, source=repeats.get(path, "")))
        node.question = question
    return root


def _decoded(answers: str) -> Mapping[str, object]:
    try:
        found = msgspec.json.decode(answers)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _entries(answers: Mapping[str, object], source: str) -> list[Mapping[str, object]]:
    """The entries of a repeat."""
    listed = answers.get(source)
    return [entry if isinstance(entry, dict) else {} for entry in listed] if isinstance(listed, list) else []


def _answered(name: str, answer: object) -> str:
    """The element of one question."""
    if isinstance(answer, dict):
        missing = answer.get("missing")
        return f"<{name} toso:missing={quoteattr(missing)}/>" if missing in _REASONS else f"<{name}/>"
    text = _text(answer)
    return f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>"


def _text(answer: object) -> str:
    """An answer as an XForm keeps it."""
    if isinstance(answer, str):
        return nfc(answer)
    if isinstance(answer, list):
        return " ".join(nfc(str(code)) for code in answer)
    return repr(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else ""
