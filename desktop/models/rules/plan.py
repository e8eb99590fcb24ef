"""Rules about the plan's own dates and about there being one commune (R014, R017)."""

from collections.abc import Sequence
from datetime import date

from desktop.models.rules.findings import Finding, error, warning
from desktop.text import format_date


def milestone_kept(record: str, name: str, before: date, done_on: date | None, day: date) -> list[Finding]:
    """R014: "trước ngày" is strictly before; a milestone that is late or was met late is said."""
    if done_on is not None and done_on < before:
        return []
    if done_on is None and day < before:
        return []
    state = "hoàn thành muộn" if done_on else "quá hạn"
    message = f"{name}: {state}, hạn là trước ngày {format_date(before)}."
    return [warning("R014", "milestone", record, message, "Hãy ghi ngày xong, hoặc đôn đốc nơi chủ trì.")]


def one_commune(records: Sequence[str]) -> list[Finding]:
    """R017: one commune an installation."""
    if len(records) <= 1:
        return []
    message = f"Sổ này có {len(records)} hồ sơ xã; mỗi sổ chỉ của một xã."
    advice = "Hãy giữ một hồ sơ và xóa hồ sơ kia."
    return [error("R017", "commune", record, message, advice, extent=len(records)) for record in records]
