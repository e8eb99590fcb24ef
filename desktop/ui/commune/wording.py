"""Words that several rooms of the commune desk share: how a village stands, what became of a bundle."""

from PySide6.QtCore import QCoreApplication

from desktop.models.overview_commune import VillageState
from desktop.sync.merging import Outcome
from desktop.text import DASH
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


def _tr(text: str) -> str:
    return QCoreApplication.translate("CommuneWording", text)


def report_chip(village: VillageState) -> State:
    """How a village's report of the period in hand stands."""
    if village.report_overdue:
        late = _tr("Cần sửa, quá hạn") if village.report_state == "can_sua" else _tr("Chưa nộp, quá hạn")
        return State(late, Tone.BAD, Shape.TRIANGLE)
    return {
        "chua_nop": State(_tr("Chưa nộp"), Tone.WARN, Shape.RING),
        "nhap": State(_tr("Thôn đang soạn"), Tone.WARN, Shape.RING),
        "da_gui": State(_tr("Đã nộp, chờ xem"), Tone.INFO, Shape.HALF),
        "can_sua": State(_tr("Đã trả lại"), Tone.WARN, Shape.HALF),
        "da_tiep_nhan": State(_tr("Đã tiếp nhận"), Tone.GOOD, Shape.FULL),
        "da_khoa": State(_tr("Đã khóa sổ"), Tone.GOOD, Shape.TICK),
    }[village.report_state]


def bundle_words(village: VillageState) -> str:
    """The last bundle and its age: "số 3, 12 ngày trước"."""
    if village.last_bundle is None or village.days_old is None:
        return _tr("chưa nhận gói nào")
    age = _tr("hôm nay") if village.days_old <= 0 else _tr("{days} ngày trước").format(days=village.days_old)
    held = _tr(", giữ {count} gói").format(count=village.held_bundles) if village.held_bundles else ""
    return _tr("số {number}, {age}").format(number=village.last_bundle, age=age) + held


def part_words(part: int | None, whole: int | None) -> str:
    """A part of a whole, 83/95, or "-" when it is not known."""
    return DASH if part is None or whole is None else f"{part}/{whole}"


def outcome_chip(outcome: Outcome, *, planned: bool) -> State:
    """What became of a bundle, or what will."""
    match outcome.verdict:
        case "merged" if planned:
            return State(_tr("Nhận được"), Tone.INFO, Shape.HALF)
        case "merged":
            return State(_tr("Đã ghép"), Tone.GOOD, Shape.FULL)
        case "already":
            return State(_tr("Đã có rồi"), Tone.QUIET, Shape.TICK)
        case "held":
            return State(_tr("Giữ lại, thiếu gói trước"), Tone.WARN, Shape.HALF)
    return State(_tr("Không nhận"), Tone.BAD, Shape.CROSS)
