"""Nộp về xã: what goes and where to, what the commune has said to hold, and what the commune sends back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.models.schema import TABLES
from desktop.sync.exporting import Exported, export
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.page import Page
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.sticks import find_sticks
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.village.enrol_card import EnrolCard
from desktop.ui.village.fresh import keep_fresh
from desktop.ui.village.handing_over import Written, counts_words, to_go, written
from desktop.ui.village.receive_card import ReceiveCard

_FOLDER = "handover.folder"
_MOST_WRITTEN = 6


class HandoverRoom(Page):
    """One page: what goes up, what came down, what became of the bundles."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Nộp về xã"), scrolling=True, parent=parent)
        self._desk = desk
        self._folders: list[tuple[QRadioButton, Path]] = []
        self._banner: Banner | None = None
        self._up = QWidget()
        self._past = QWidget()
        self.receive = ReceiveCard(desk)
        self.receive.merged.connect(self.refresh)
        self.body.setSpacing(SPACE_4)
        self.body.addWidget(self._up)
        self.body.addWidget(self.receive)
        self.body.addWidget(self._past)
        self.body.addStretch(1)
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    @property
    def is_enrolled(self) -> bool:
        """Whether the commune has certified this laptop."""
        return self._desk.credentials.certificate is not None

    def refresh(self) -> None:
        """Read again what would go and what went."""
        enrolled = self.is_enrolled
        self.show_subtitle("" if enrolled else self.tr("Máy này chưa ghi danh với xã"))
        if isinstance(self._up, EnrolCard) and not enrolled:
            self._up.refresh()
        else:
            self._up = self._replaced(self._up, self._go_card() if enrolled else self._enrol_card())
        self._past = self._replaced(self._past, self._past_card(written(self._desk.store)))
        self.receive.setVisible(enrolled)

    def _replaced(self, old: QWidget, new: QWidget) -> QWidget:
        self.body.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new

    # --- going up ---

    def _enrol_card(self) -> Card:
        card = EnrolCard(self._desk)
        card.asked.connect(lambda told: self.say(Tone.GOOD, told))
        card.enrolled.connect(self._now_enrolled)
        return card

    def _now_enrolled(self, told: str) -> None:
        self._desk.tell_changed(frozenset(TABLES))
        self.refresh()
        self.say(Tone.GOOD, told)

    def _go_card(self) -> Card:
        going = to_go(self._desk.store)
        card = Card(self.tr("Gói số {number} sẽ mang về xã").format(number=going.number))
        if going.entries:
            told = self.tr("{count} thay đổi xã chưa báo nhận: {records}.")
            records = counts_words(going.counts)
            card.body.addWidget(words(told.format(count=format_count(going.entries), records=records), ""))
        else:
            nothing = self.tr("Không có gì mới, xã đã báo nhận tất cả. Vẫn có thể ghi gói để báo tin cho xã.")
            card.body.addWidget(words(nothing, ""))
        card.body.addWidget(words(self.tr("Ghi vào đâu"), "strong"))
        card.body.addLayout(self._places())
        line = QHBoxLayout()
        self._write = ActButton(
            Act(self.tr("Ghi gói ra USB"), self.write, "usb-flash-drive-outline", "Ctrl+S"), primary=True
        )
        line.setSpacing(SPACE_3)
        line.addWidget(self._write)
        line.addWidget(ActButton(Act(self.tr("Chọn thư mục khác"), self._ask_folder, "folder-open-outline")))
        line.addStretch(1)
        card.body.addLayout(line)
        note = self.tr(  # the seal is technical, it is no signature in the law's sense
            "Tệp đã niêm phong, chỉ máy của xã mở được. Ghi ra USB chưa phải là đã nộp, xã báo nhận mới xong."
        )
        card.body.addWidget(words(note, "quiet"))
        return card

    def _places(self) -> QVBoxLayout:
        """Sticks first, then the folder of last time, then any other."""
        column = QVBoxLayout()
        column.setSpacing(0)
        self._folders = []
        offered = [(self.tr("USB {name}").format(name=stick.name), stick.path) for stick in find_sticks()]
        last = self._desk.settings.get(_FOLDER)
        if last and Path(last).is_dir() and Path(last) not in [path for _, path in offered]:
            offered.append((self.tr("Thư mục lần trước: {path}").format(path=last), Path(last)))
        for label, path in offered:
            radio = QRadioButton(label.replace("&", "&&"))
            radio.setAccessibleName(label)
            self._folders.append((radio, path))
            column.addWidget(radio)
        if self._folders:
            self._folders[0][0].setChecked(True)
        else:
            column.addWidget(words(self.tr("Chưa thấy USB nào. Cắm USB rồi bấm F5, hoặc chọn thư mục khác."), "quiet"))
        return column

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Chọn USB hoặc thư mục"), self._desk.settings.get(_FOLDER)
        )
        if folder:
            self.write_to(Path(folder))

    def write(self) -> None:
        """Write the bundle to the place that is chosen; without one ask."""
        chosen = next((path for radio, path in self._folders if radio.isChecked()), None)
        if chosen:
            self.write_to(chosen)
        else:
            self._ask_folder()

    def write_to(self, folder: Path) -> None:
        """Write the bundle into a folder, off the window's thread."""
        store, keys = self._desk.store, self._desk.credentials

        def work(progress: Progress) -> Exported:
            progress(self.tr("Đang ghi và đọc lại để kiểm tra"))
            return export(store, keys, folder)

        self._desk.work(self, self.tr("Đang ghi gói"), work, self._written)

    def _written(self, done: Exported) -> None:
        self._desk.settings.keep(_FOLDER, str(done.path.parent))
        self._desk.tell_changed(frozenset({"bundle"}))
        told = self.tr("Đã ghi gói số {number}: {name}").format(number=done.number, name=done.path.name)
        advice = self.tr("Có {count} thay đổi, đã đọc lại và khớp. Đưa USB hoặc gửi tệp này cho cán bộ xã.")
        self.say(Tone.GOOD, told, advice.format(count=format_count(done.entries)))

    # --- what became of them ---

    def _past_card(self, bundles: list[Written]) -> Card:
        card = Card(self.tr("Các gói đã nộp"))
        for place, one in enumerate(bundles[:_MOST_WRITTEN]):
            if place:
                card.body.addWidget(rule())
            card.body.addLayout(self._bundle_row(one))
        if not bundles:
            card.body.addWidget(words(self.tr("Chưa ghi gói nào."), "subtitle"))
        return card

    def _bundle_row(self, one: Written) -> QHBoxLayout:
        line, told = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(SPACE_4)
        told.setSpacing(0)
        head = self.tr("Gói số {number} · ghi ngày {day} · {count} thay đổi")
        told.addWidget(
            words(
                head.format(number=one.number, day=format_input_date(one.on), count=format_count(one.entries)), "strong"
            )
        )
        told.addWidget(words(one.file_name, "quiet"))
        line.addLayout(told, 1)
        received = State(self.tr("Xã đã báo nhận"), Tone.GOOD, Shape.TICK)
        waiting = State(self.tr("Đã ghi, xã chưa báo nhận"), Tone.WARN, Shape.HALF)
        line.addWidget(StateChip(received if one.received else waiting), 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    # --- words above ---

    def say(self, tone: Tone, message: str, advice: str = "") -> None:
        """Say something at the top of the page, instead of what was said there before."""
        if self._banner:
            self.body.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = Banner(tone, message, advice)
        self.body.insertWidget(0, self._banner)

    def arrive(self) -> None:
        """The keyboard stands on the act that one came for."""
        if self.is_enrolled:
            self._write.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()
