"""Xuất dữ liệu…: which round, as what, with personal questions or not, what for; then a place for the file.

The export itself and its line in the log are `desktop.surveys.exports.logged`; decision 0015 says what goes out.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.access_log import PURPOSES
from desktop.models.survey_rounds import Round
from desktop.surveys.exports.logged import Wanted, export_logged
from desktop.surveys.exports.responses import Written
from desktop.text import fold
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.results.views import tr
from desktop.ui.tasks import Progress

_ALL = "all"
#: Format -> its words, the ending of its file, and what the dialog for files calls it.
_KINDS: dict[str, tuple[str, str, str]] = {
    "xlsx": ("Excel (có bảng mã)", ".xlsx", "Tệp Excel (*.xlsx)"),
    "csv": ("CSV (mở bằng Excel được)", ".csv", "Tệp CSV (*.csv)"),
    "sav": ("SPSS", ".sav", "Tệp SPSS (*.sav)"),
    "package": ("Gói dữ liệu mở (Frictionless)", ".zip", "Gói dữ liệu (*.zip)"),
    "odk": ("ODK (mỗi phiếu một tệp)", ".zip", "Gói ODK (*.zip)"),
}


class ExportDialog(EntryDialog):
    """Signal: written(object), what was written, once it is there."""

    written = Signal(object)

    def __init__(self, desk: Desk, rounds: Sequence[Round], shown: str, parent: QWidget) -> None:
        told = tr("Tệp có mã hộ, không có tên và số điện thoại, trừ khi chọn kèm ở dưới.")
        super().__init__(tr("Xuất dữ liệu khảo sát"), told, tr("Chọn nơi lưu và xuất"), parent, width=600)
        self._desk = desk
        self.leave_words = tr("Thôi, không xuất")
        self._rounds = {one.id or "": one for one in rounds}
        several = [Choice(_ALL, tr("Tất cả các đợt"))] if len(self._rounds) > 1 else []
        named = [Choice(one, round_.name.capitalize()) for one, round_ in self._rounds.items()]
        self.round = ChoiceField([*named, *several], as_row=False)
        self.round.show_code(shown or next(iter(self._rounds), None))
        self.kind = ChoiceField([Choice(kind, told) for kind, (told, _, _) in _KINDS.items()], as_row=False)
        self.kind.show_code("xlsx")
        self.purpose = ChoiceField([Choice(code, told) for code, told in PURPOSES.items()], as_row=False)
        self.personal = TickBox(tr("Kèm câu hỏi có dữ liệu cá nhân (tên, số điện thoại...)"))
        self._warning = words(
            tr("Chỉ giao tệp cho người được phép, xong việc thì xóa. Nhật ký ghi là có kèm."),
            "problem",
        )
        policy = self._warning.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the dialog has room for it from the start
        self._warning.setSizePolicy(policy)
        self._warning.hide()
        self.personal.toggled.connect(self._warning.setVisible)
        for field in (
            self.form.field("round", tr("Đợt khảo sát"), self.round, required=True),
            self.form.field("kind", tr("Loại tệp"), self.kind, required=True),
            self.form.field("purpose", tr("Để làm gì"), self.purpose, required=True,
                            hint=tr("Nhật ký xuất dữ liệu ghi lại lúc xuất, loại tệp và việc này.")),
            self.personal,
            self._warning,
        ):  # fmt: skip
            self.form.column.addWidget(field)
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """What must be said before anything goes out."""
        asked = (
            ("round", self.round, tr("Hãy chọn đợt khảo sát.")),
            ("kind", self.kind, tr("Hãy chọn loại tệp.")),
            ("purpose", self.purpose, tr("Hãy chọn xuất để làm gì.")),
        )
        return [Wrong(name, told) for name, field, told in asked if field.code() is None]

    def try_to_save(self) -> None:
        """Ask for a place, then export; the dialog stays until the file is there."""
        found = self.wrongs()
        self.form.show_wrongs(found)
        if found:
            return
        path = self.ask_place()
        if path:
            self.export_to(path)

    def ask_place(self) -> Path | None:
        """A place for the file; None when the person leaves."""
        _, ending, kinds = _KINDS[self.kind.code() or "xlsx"]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = str(Path(folder) / f"{self.file_name()}{ending}")
        name, _ = QFileDialog.getSaveFileName(self, tr("Chọn nơi lưu"), offered, tr(kinds))
        return Path(name).with_suffix(ending) if name else None

    def file_name(self) -> str:
        """The name that is offered, without marks and spaces: "khao-sat-dot-1"."""
        chosen = self._rounds.get(self.round.code() or "")
        told = fold(chosen.name) if chosen else "cac dot"
        return f"khao-sat-{'-'.join(told.split())}" + ("-odk" if self.kind.code() == "odk" else "")

    def export_to(self, path: Path) -> None:
        """Export into a file, off the window's thread; a refusal is told and the dialog stays."""
        chosen = self._rounds.get(self.round.code() or "")
        wanted = Wanted(
            [chosen] if chosen else list(self._rounds.values()), self.kind.code() or "xlsx", path,
            personal=self.personal.isChecked(), purpose=self.purpose.code() or "",
        )  # fmt: skip
        store = self._desk.store

        def work(progress: Progress) -> Written:
            return export_logged(store, wanted, progress)

        self._desk.work(self, tr("Đang xuất dữ liệu"), work, self._done)

    def _done(self, found: Written) -> None:
        self.accept()
        self.written.emit(found)

    def reject(self) -> None:
        """Nothing was typed here that could be lost."""
        self.done(0)
