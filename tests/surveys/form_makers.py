"""Makers of forms and answers for tests of results and exports: valid defaults, and a test names what it is about."""

import json
from typing import Any

from desktop.surveys.definition import Choice, Form, Kind, Question, Repeat, Section

MEMBER = "/data/member"
REFUSED, UNKNOWN = {"missing": "refused"}, {"missing": "unknown"}


def question(name: str, kind: Kind = "text", *choices: str, **values: Any) -> Question:
    """A question at the top, or in the repeat that `repeat` names; choices as "code=label" or code alone."""
    made = tuple(Choice(code, label or code) for code, _, label in (choice.partition("=") for choice in choices))
    path = f"{values.get('repeat') or '/data'}/{name}"
    return Question(**{"name": name, "path": path, "kind": kind, "label": f"Hỏi {name}", "choices": made, **values})


def form(*questions: Question, repeats: tuple[Repeat, ...] = (), version: str = "1", **values: Any) -> Form:
    """A form with one section for the top and one for each repeat; conditions are those of its questions."""
    paths = ("", *(repeat.path for repeat in repeats))
    sections = tuple(
        Section("s", path or "/data/s", "Phần", "", tuple(one for one in questions if one.repeat == path), path)
        for path in paths
    )
    conditions = {one.path: one.relevant for one in questions if one.relevant}
    given: dict[str, Any] = {"conditions": conditions, "repeats": repeats, **values}
    return Form("thu", version, "Phiếu thử", "", (), sections, **given)


def member() -> Repeat:
    """The repeat of a household's members."""
    return Repeat("member", MEMBER, "Thành viên")


def text(answers: object) -> str:
    """An answers object as a store keeps it."""
    return json.dumps(answers, ensure_ascii=False)
