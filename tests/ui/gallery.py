"""Every part and a sample window: `.venv/bin/python -m tests.ui.gallery OUTDIR` writes PNG pictures."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.errors import TosoError
from desktop.ui.acts import Act
from desktop.ui.messages import Message, bug_details, bug_message
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton, BigButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.page import Page
from desktop.ui.parts.problem_list import ProblemList, ShownProblem
from desktop.ui.parts.search_field import SearchField
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.rail import Place, Room
from desktop.ui.settings import ForgetfulSettings
from desktop.ui.states import Shape, State
from desktop.ui.style import apply_look
from desktop.ui.tokens import Look, TextSize, Theme, Tone
from desktop.ui.window import DeskWindow
from tests.ui.samples import AWAY, DONE, LONG_PLACE, NOT_YET, PLACE, REFUSED, STATUS, nothing, rooms

USUAL, LEAST, AT_125 = QSize(1366, 768), QSize(1024, 560), QSize(1093, 614)


def parts_page() -> Page:
    """All parts that the sample rooms do not show."""
    page = Page(
        "Mẫu các thành phần", "Dùng để xem và để kiểm tra", Act("Lưu hộ này", nothing, key="Ctrl+S"), scrolling=True
    )
    page.body.addWidget(problems())
    page.body.addWidget(
        Banner(
            Tone.INFO,
            "Xã gửi biểu mẫu mới: Khảo sát hộ đợt 2/2026.",
            "Các bản nháp cũ vẫn giữ nguyên.",
            Act("Xem biểu mẫu", nothing),
        )
    )
    page.body.addWidget(
        Banner(Tone.WARN, "Gói số 12 đã ghi ra USB 4 ngày, xã chưa báo nhận.", "Hãy gọi cán bộ xã hỏi lại.")
    )
    page.body.addWidget(
        Banner(
            Tone.BAD,
            "USB bị rút khi đang ghi.",
            "Dữ liệu trên máy còn nguyên. Cắm lại USB rồi nộp lại.",
            Act("Nộp lại", nothing),
        )
    )
    page.body.addWidget(form_card())
    page.body.addWidget(buttons_card())
    page.body.addStretch()
    return page


def problems() -> ProblemList:
    """A list of two problems."""
    shown = ProblemList()
    shown.show_problems(
        [
            ShownProblem("Chưa ghi ngày hỗ trợ", "date"),
            ShownProblem("Số người trong hộ phải từ 1 trở lên, hoặc gõ dấu - nếu chưa rõ", "size"),
        ]
    )
    return shown


def form_card() -> Card:
    """Fields of every kind, one with a problem."""
    card = Card("Biểu mẫu")
    name = FormField(
        "Họ và tên chủ hộ", SearchField("Gõ tên, không cần dấu"), hint="Như trong sổ của thôn", required=True
    )
    when = FormField("Ngày hỗ trợ", DateField(), required=True)
    when.show_problem("Chưa đọc được ngày này. Hãy gõ ngày/tháng/năm đủ 4 số năm, ví dụ 05/07/1985.")
    size = FormField("Số người trong hộ", NumberField(least=1, most=30), hint='Gõ "-" nếu chưa rõ')
    kinds = [
        Choice("yes", "Có"),
        Choice("no", "Không"),
        Choice("unknown", "Không rõ"),
        Choice("refused", "Không trả lời"),
    ]
    consent = FormField("Chủ hộ đồng ý cung cấp thông tin", ChoiceField(kinds))
    many = [Choice(str(number), f"Dịch vụ số {number}") for number in range(1, 13)]
    service = FormField("Việc đã hướng dẫn", ChoiceField(many))
    for field in (name, when, size, consent, service):
        card.body.addWidget(field)
    card.body.addStretch()
    return card


def buttons_card() -> Card:
    """Buttons, chips and an empty state."""
    card = Card("Nút bấm và trạng thái")
    card.body.addWidget(BigButton(Act("Ghi lượt hỗ trợ", nothing, "hand-heart"), primary=True))
    card.body.addWidget(BigButton(Act("Khảo sát hộ tiếp theo", nothing, "clipboard-check-outline")))
    waiting = ActButton(Act("Ghép số liệu", nothing, "call-merge"))
    waiting.setEnabled(False)
    card.body.addWidget(_side_by_side(ActButton(Act("In danh sách", nothing, "printer-outline", "Ctrl+P")), waiting))
    late = State("Hạn 25/11", Tone.BAD, Shape.TRIANGLE)
    card.body.addWidget(_side_by_side(*(StateChip(each) for each in (DONE, NOT_YET, AWAY, REFUSED, late))))
    card.body.addWidget(
        EmptyState(
            "inbox-outline",
            "Chưa có ý kiến nào",
            "Nơi ghi việc được giao và ý kiến của người dân.",
            Act("Ghi ý kiến", nothing, "plus"),
        )
    )
    return card


def _side_by_side(*parts: QWidget) -> QWidget:
    line = Flow(gap=12)
    for part in parts:
        line.add(part)
    return line


def sample_window(place: Place = PLACE) -> DeskWindow:
    """The village desk with sample rooms."""
    parts = Room("parts", "Mẫu", "format-list-checks", parts_page)
    window = DeskWindow(place, rooms([parts]), ForgetfulSettings())
    window.set_status(*STATUS)
    return window


def dialogs(parent: QWidget) -> Iterator[tuple[str, Message]]:
    """One dialog of each kind."""
    error = TosoError(
        "USB đã đầy, gói số 12 chưa ghi xong. Dữ liệu trên máy còn nguyên.", "Hãy xóa bớt tệp hoặc dùng USB khác."
    )
    told = Message("alert-outline", "warn", error.message, error.advice, parent)
    told.add_button("Đã hiểu", "primary", told.accept, usual=True)
    yield "bao", told
    asked = Message(
        "help-circle-outline",
        "accent",
        "Xóa hộ 02107-01-014 khỏi danh sách?",
        "Hộ và 3 lượt hỗ trợ sẽ ẩn đi. Có thể lấy lại trong Nhật ký.",
        parent,
    )
    asked.add_button("Xóa hộ này", "danger", asked.accept)
    asked.add_button("Giữ lại", "primary", asked.reject, usual=True)
    yield "hoi", asked
    try:
        [][1]
    except IndexError as bug:
        yield "loi", bug_message(parent, bug_details(bug))


def _shoot(window: DeskWindow, size: QSize, file: Path) -> None:
    window.resize(size)
    window.show()
    for _ in range(4):
        QApplication.processEvents()
    window.grab().save(str(file))


def _shoot_rooms(folder: Path, size: QSize, name: str, keys: tuple[str, ...], place: Place = PLACE) -> None:
    window = sample_window(place)
    for key in keys:
        window.open_room(key)
        _shoot(window, size, folder / f"{key}-{name}.png")
        area = window.page(key).findChild(QScrollArea, "")
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if key == "parts" and inside:
            inside.grab().save(str(folder / f"{key}-{name}-whole.png"))
    window.close()
    window.deleteLater()


def _shoot_dialogs(folder: Path) -> None:
    window = sample_window()
    _shoot(window, LEAST, folder / "today-behind.png")
    for name, dialog in dialogs(window):
        dialog.show()
        QApplication.processEvents()
        picture = QPixmap(LEAST)
        window.render(picture)
        painter = QPainter(picture)
        painter.drawPixmap(QPoint((LEAST.width() - dialog.width()) // 2, 120), dialog.grab())
        painter.end()
        picture.save(str(folder / f"dialog-{name}.png"))
        dialog.close()
    window.close()
    window.deleteLater()


def main(folder: Path) -> None:
    """Write every picture; 125 % needs a process of its own, because Qt reads its scale once."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    if os.environ.get("QT_SCALE_FACTOR"):
        apply_look(application, Look())
        _shoot_rooms(folder, AT_125, "125", ("today", "households", "parts"))
        return
    for look, name in (
        (Look(), "sang"),
        (Look(Theme.DARK), "toi"),
        (Look(Theme.CONTRAST, TextSize.LARGEST), "tuong-phan-rat-to"),
    ):
        apply_look(application, look)
        place = LONG_PLACE if look.text_size is TextSize.LARGEST else PLACE
        _shoot_rooms(folder, USUAL, f"{name}-1366", ("today", "households", "survey", "parts"), place)
        _shoot_rooms(folder, LEAST, f"{name}-1024", ("today", "households", "parts"), place)
        if look.text_size is TextSize.NORMAL and look.theme is Theme.LIGHT:
            _shoot_dialogs(folder)
    again = {**os.environ, "QT_SCALE_FACTOR": "1.25"}
    subprocess.run([sys.executable, "-m", "tests.ui.gallery", str(folder)], env=again, check=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
