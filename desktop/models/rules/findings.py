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
    """One thing that is not as a rule wants it; `rule` is the row of DOMAIN 1 (R019) or "field" for a plain column."""

    severity: Severity
    rule: str
    table: str
    record: str
    message: str
    advice: str = ""
    field: str = ""

    @property
    def blocks(self) -> bool:
        """Whether a change that causes this is refused."""
        return self.severity is Severity.ERROR


class RuleBroken(TosoError):
    """A change was refused because of the findings that it would cause; nothing was written."""

    code = "rule"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(" ".join(finding.message for finding in self.findings), first.advice)


def error(rule: str, table: str, record: str, message: str, advice: str = "", field: str = "") -> Finding:
    """A finding that blocks."""
    return Finding(Severity.ERROR, rule, table, record, message, advice, field)


def warning(rule: str, table: str, record: str, message: str, advice: str = "", field: str = "") -> Finding:
    """A finding that wants a look."""
    return Finding(Severity.WARNING, rule, table, record, message, advice, field)


def info(rule: str, table: str, record: str, message: str, advice: str = "") -> Finding:
    """A finding that is only said."""
    return Finding(Severity.INFO, rule, table, record, message, advice)
