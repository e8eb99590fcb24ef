"""What became of a bundle, or would, as the command line tells it: sentences for a person, one object for a script."""

from collections.abc import Iterable

from desktop.cli.printing import say, told_counts
from desktop.models.brought import records_told
from desktop.models.rules.findings import Finding
from desktop.sync.merging import Outcome

_WORDS = {"merged": "Đã ghép", "already": "Đã có từ trước", "held": "Giữ lại", "refused": "Không nhận"}
_MOST_LINES = 40


def outcome_as_json(outcome: Outcome) -> dict[str, object]:
    """One object a bundle (DESIGN 8); what a plan would add and change is under `records`."""
    return {
        "file": outcome.file,
        "verdict": outcome.verdict,
        "reason": outcome.reason,
        "message": outcome.message,
        "advice": outcome.advice,
        "sender": outcome.sender,
        "number": outcome.number,
        "counts": outcome.counts,
        "conflicts": outcome.conflicts,
        "differences": [
            {"table": one.table, "id": one.record, "field": one.field, "name": one.name, "values": list(one.values)}
            for one in outcome.differences
        ],
        "findings": findings_as_json(outcome.findings),
        "records": [
            {"table": one.table, "id": one.record, "name": one.name, "change": one.change, "fields": list(one.columns)}
            for one in outcome.records
        ],
        "equal_counts": outcome.equal_counts,
        "released": [outcome_as_json(released) for released in outcome.released],
    }


def findings_as_json(found: Iterable[Finding]) -> list[dict[str, str]]:
    """What the rules find, one object a finding."""
    return [
        {
            "severity": one.severity.value,
            "rule": one.rule,
            "table": one.table,
            "id": one.record,
            "message": one.message,
            "advice": one.advice,
        }
        for one in found
    ]


def say_outcome(outcome: Outcome, *, planned: bool) -> None:
    """Say it to a person."""
    if planned and outcome.verdict == "merged":
        say(f"Sẽ ghép: {outcome.file}, {outcome.entries} thay đổi; chưa ghi gì.")
    else:
        say(f"{_WORDS[outcome.verdict]}: {outcome.file}. {outcome.message} {outcome.advice}".rstrip())
    if outcome.counts:
        say(f"  {outcome.sender}, gói số {outcome.number}: {told_counts(outcome.counts)}.")
    _say_lines(records_told(outcome.records, outcome.added))
    if outcome.conflicts:
        when = "Sẽ có" if planned else "Có"
        say(f"  {when} {outcome.conflicts} chỗ khác nhau cần xem (toso conflicts):")
        _say_lines([one.told for one in outcome.differences])
    if outcome.findings:
        say(f"  {len(outcome.findings)} điều cần xem lại:")
        _say_lines([f"{one.message} {one.advice}".rstrip() for one in outcome.findings])
    if outcome.equal_counts is False:
        say("  Hai bên đã đủ gói của nhau mà số liệu không khớp: hãy chạy toso check trên cả hai máy và báo hỗ trợ.")
    for released in outcome.released:
        say_outcome(released, planned=False)


def _say_lines(lines: list[str]) -> None:
    say(*(f"    {line}" for line in lines[:_MOST_LINES]))
    if len(lines) > _MOST_LINES:
        say(f"    và {len(lines) - _MOST_LINES} dòng nữa (xem đủ với --json)")
