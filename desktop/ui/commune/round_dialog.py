"""Mở đợt khảo sát: begins a round with a questionnaire, without which no village can ask it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.designing import begin_round
from desktop.models.form_versions import FormVersion
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong


class RoundDialog(EntryDialog):
    """Asks for a name and the days; a round may have no last day."""

    def __init__(self, desk: Desk, form: FormVersion, parent: QWidget) -> None:
        explained = tr("Hỏi theo “{name}”. Các thôn thấy đợt này sau khi nhận gói xã gửi.").format(name=form.name)
        super().__init__(tr("Mở đợt khảo sát"), explained, tr("Mở đợt này"), parent, width=560)
        self._desk, self._form = desk, form
        self.name = QLineEdit(tr("đợt {number}").format(number=len(form.rounds) + 1))
        self.first_day, self.last_day = DateField(today=desk.day), DateField(today=desk.day)
        self.first_day.show_date(desk.day)
        for name, label, editor, hint in (
            ("name", tr("Tên đợt"), self.name, ""),
            ("first_day", tr("Bắt đầu từ ngày"), self.first_day, ""),
            (
                "last_day",
                tr("Đến hết ngày"),
                self.last_day,
                tr("Để trống khi chưa định; hết hạn vẫn hỏi bổ sung được."),
            ),
        ):
            self.form.column.addWidget(self.form.field(name, label, editor, hint=hint, required=name != "last_day"))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """A round has a name and a first day, and does not end before it begins."""
        first, last = self.first_day.entered_date(), self.last_day.entered_date()
        found = [] if self.name.text().strip() else [Wrong("name", tr("Hãy ghi tên đợt."))]
        if first is None:
            found.append(Wrong("first_day", tr("Hãy ghi ngày bắt đầu.")))
        elif last is not None and last < first:
            found.append(Wrong("last_day", tr("Ngày kết thúc phải từ ngày bắt đầu trở đi.")))
        return found

    def save(self) -> None:
        """Write the round."""
        first = self.first_day.entered_date()
        if first is None:
            return
        with self._desk.acting() as acts:
            begin_round(
                acts, self._desk.store, self._form.form_id, name=self.name.text(), first_day=first,
                last_day=self.last_day.entered_date(),
            )  # fmt: skip
