"""Makers of teams and members as the rules see them: in order unless a test says otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from desktop.models.rules.findings import Finding, Severity
from desktop.models.rules.states import COMMUNE, VILLAGE, JoinOrLeave, Member, TeamState
from desktop.models.schema import SHARED_MODELS

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
DAY = date(2025, 8, 1)
JOINED = date(2025, 7, 22)

#: What must not come up in front of people: names of tables and columns, and Python's own words.
_FOREIGN = {
    *(name for model in SHARED_MODELS for name in (model.table(), *model.shared_fields())),
    *("None", "True", "False", "commune", "village", "error", "warning", "TT", "TP", "TV", "join", "leave"),
} - {"people"}


def make_member(number: int, role: str = "TV", **values: Any) -> Member:
    """A member whom no rule minds, named in the founding decision."""
    member = Member(
        id=f"m{number}",
        person_id=f"p{number}",
        name=f"Nông Văn {number}",
        role=role,
        started_on=JOINED,
        composition="14",
        lives_in_area=True,
        works_in_area=False,
        criteria=(True, True, True, True),
        in_decision=True,
    )
    return replace(member, **values)


def make_application(number: int, kind: str = "join", **values: Any) -> JoinOrLeave:
    """An application of person `number` to a village team, agreed to by its leader."""
    application = JoinOrLeave(
        id=f"{kind}{number}",
        team_id="t",
        person_id=f"p{number}",
        kind=kind,
        state="agreed",
        submitted_on=date(2025, 7, 20),
        decided_on=JOINED,
        approver="team_leader",
    )
    return replace(application, **values)


def make_team(*members: Member, level: str = VILLAGE, **values: Any) -> TeamState:
    """A team with its decision; without members given, a leader, a deputy and four more, all in order."""
    listed = members or make_members(6)
    team = TeamState(
        id="t",
        level=level,
        name="Tổ xã" if level == COMMUNE else "Tổ thôn Nà Thử",
        members=tuple(listed),
        village_id=None if level == COMMUNE else "v",
        decision_number="15/QĐ-UBND",
        decision_date=JOINED,
        decision_signer="Chủ tịch UBND xã",
    )
    return replace(team, **values)


def make_members(count: int, collaborators: int = 0) -> tuple[Member, ...]:
    """A leader who holds the title, a deputy and members; then collaborators."""
    roles = ["TT", "TP", *["TV"] * max(count - 2, 0)][:count] + ["CTV"] * collaborators
    title = {"TT": "Bí thư Đoàn xã"}
    return tuple(
        make_member(number, role, position_title=title.get(role, "")) for number, role in enumerate(roles, start=1)
    )


Rule = Callable[..., list[Finding]]


def told(findings: Iterable[Finding]) -> list[tuple[Severity, str, str]]:
    """What is found, without the words; the words are looked at on the way."""
    listed = list(findings)
    for finding in listed:
        for sentence in (finding.message, *([finding.advice] if finding.advice else [])):
            assert_readable(sentence)
    return [(finding.severity, finding.rule, finding.record) for finding in listed]


def assert_readable(sentence: str) -> None:
    """A sentence for people: NFC, on one line, from a capital (or a name, a quote) to a full stop, nothing foreign."""
    assert unicodedata.is_normalized("NFC", sentence)
    assert sentence.endswith(".")
    assert not sentence.endswith("..")
    assert "\n" not in sentence
    assert sentence[0] == "“" or sentence[0].isupper()
    assert _FOREIGN.isdisjoint(re.findall(r"[\w]+", sentence)), sentence
