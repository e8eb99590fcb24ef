"""What a bundle will leave to look at, in a few sentences: columns that differ, what the rules find anew."""

from desktop.sync.merging import Outcome
from desktop.text import format_count
from desktop.ui.conflicts.wording import tr

_MOST = 3


def to_look_at(outcome: Outcome, *, is_village: bool = False) -> list[str]:
    """Sentences with the first names; none when nothing is left to look at."""
    told = []
    if outcome.conflicts:
        head = tr("Có {count} chỗ khác nhau, xã sẽ chọn") if is_village else tr("Có {count} chỗ khác nhau, cần xã chọn")
        named = "; ".join(one.told for one in outcome.differences[:_MOST])
        told.append(f"{head.format(count=format_count(outcome.conflicts))}: {named}{_more(outcome.conflicts)}.")
    if outcome.findings:
        head = tr("Có {count} điều cần xem lại").format(count=format_count(len(outcome.findings)))
        named = " ".join(one.message for one in outcome.findings[:_MOST])
        told.append(f"{head}: {named}{_more(len(outcome.findings))}")
    return told


def _more(count: int) -> str:
    return tr(" và {count} chỗ nữa").format(count=format_count(count - _MOST)) if count > _MOST else ""


def has_names(outcome: Outcome) -> bool:
    """Whether there is more to show than these sentences."""
    return bool(outcome.records or outcome.differences or outcome.findings)
