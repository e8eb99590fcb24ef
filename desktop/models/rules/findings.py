"""What a rule has to say about a record: a value, never an exception."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from desktop.errors import TosoError


class Severity(Enum):
    """How much weight a finding has (DOMAIN 1): an error blocks a change, a warning wants a look, an info is said."""

    ERROR = "ERR"
    WARNING = "WARN"
    INFO = "INFO"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as a rule wants it; `rule` is the row of DOMAIN 1 (R019) or "field" for a plain column.

    `extent` says how far from the rule it is, in the rule's own unit (members, deputies), where that can grow.
    """

    severity: Severity
    rule: str
    table: str
    record: str
    message: str
    advice: str = ""
    field: str = ""
    extent: int = 0

    @property
    def blocks(self) -> bool:
        """Whether a change that causes this is refused."""
        return self.severity is Severity.ERROR

    @property
    def wants_a_look(self) -> bool:
        """Whether somebody has to look at it; what is only said is no work."""
        return self.severity is not Severity.INFO

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """Which rule is broken where. The words may change with a name or a number; this does not."""
        return self.rule, self.table, self.record, self.field


class RuleBroken(TosoError):
    """A change was refused because of the findings that it would cause; nothing was written."""

    code = "rule"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(" ".join(dict.fromkeys(finding.message for finding in self.findings)), first.advice)


def made_worse(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings that block now and did not before, or not as much: twelve members down to eleven is no harm done."""
    return arisen((one for one in before if one.blocks), (one for one in after if one.blocks))


def arisen(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings that are there now and were not before, or not as much, each subject once."""
    known: dict[tuple[str, str, str, str], int] = {}
    for finding in before:
        known[finding.subject] = max(finding.extent, known.get(finding.subject, 0))
    worse = {
        finding.subject: finding
        for finding in after
        if finding.subject not in known or finding.extent > known[finding.subject]
    }
    return list(worse.values())


def error(
    rule: str, table: str, record: str, message: str, advice: str = "", field: str = "", *, extent: int = 0
) -> Finding:
    """A finding that blocks."""
    return Finding(Severity.ERROR, rule, table, record, message, advice, field, extent)


def warning(rule: str, table: str, record: str, message: str, advice: str = "", field: str = "") -> Finding:
    """A finding that wants a look."""
    return Finding(Severity.WARNING, rule, table, record, message, advice, field)


def info(rule: str, table: str, record: str, message: str, advice: str = "") -> Finding:
    """A finding that is only said."""
    return Finding(Severity.INFO, rule, table, record, message, advice)
