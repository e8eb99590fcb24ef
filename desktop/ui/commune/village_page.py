"""One village on the commune desk: whom to call, its report to take or return, what breaks a rule, its laptops."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.models.checking import findings
from desktop.models.places import Device, Village
from desktop.models.placing import villages_of
from desktop.models.reporting import Period, VillageReport
from desktop.models.rules.findings import Severity
from desktop.models.teams import Person
from desktop.text import DASH, format_input_date, format_phone
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3

_STATES = {
    "nhap": "thôn đang soạn",
    "da_gui": "đã nộp, chờ xã xem",
    "can_sua": "đã trả lại để sửa",
    "da_tiep_nhan": "đã tiếp nhận",
    "da_khoa": "đã khóa sổ",
}


class VillagePage(QWidget):
    """What the officer needs when on the telephone with a village head."""

    def __init__(self, desk: Desk, village_id: str, back: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._village_id = desk, village_id
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        self.back = ActButton(Act(self.tr("Về danh sách thôn"), back, "chevron-left", "Alt+Left"))
        line.addWidget(self.back)
        line.addStretch(1)
        outer.addLayout(line)
        inside = QWidget()
        set_role(inside, "page-body")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        set_role(area, "page-scroll")
        area.setWidget(inside)
        outer.addWidget(area, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the village again."""
        while self._column.count():
            item = self._column.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.deleteLater()
        village = self._desk.store.get(Village, self._village_id)
        if village is None:
            return
        for card in (self._people(village), self._report(), self._to_see(), self._devices()):
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _people(self, village: Village) -> Card:
        card = Card(self.tr("Gọi cho ai"))
        for title, record in (
            (self.tr("Trưởng thôn"), village.head_id),
            (self.tr("Bí thư Chi Đoàn"), village.youth_secretary_id),
        ):
            person = self._desk.store.get(Person, record) if record else None
            told = f"{person.full_name}, {format_phone(person.phone) if person.phone else DASH}" if person else DASH
            card.body.addWidget(words(f"{title}: {told}", ""))
        return card

    def _report(self) -> Card:
        card = Card(self.tr("Báo cáo của thôn"))
        query = VillageReport.select().where(~VillageReport.deleted, VillageReport.village_id == self._village_id)
        reports = self._desk.store.all(query.order_by(VillageReport.sent_on.desc()))
        if not reports:
            card.body.addWidget(words(self.tr("Thôn chưa nộp báo cáo nào."), "quiet"))
        for report in reports[:3]:
            self._one_report(card, report)
        return card

    def _one_report(self, card: Card, report: VillageReport) -> None:
        period = self._desk.store.get(Period, report.period_id)
        sent = f", ngày gửi {format_input_date(report.sent_on)}" if report.sent_on else ""
        name = period.name if period else DASH
        card.body.addWidget(
            words(self.tr("{name}: {state}{sent}").format(name=name, state=_STATES[report.state], sent=sent), "strong")
        )
        for text in (report.narrative or {}).values():
            card.body.addWidget(words(str(text), ""))
        if report.remark:
            card.body.addWidget(words(self.tr("Nhận xét của xã: {remark}").format(remark=report.remark), "quiet"))
        if report.state == "da_gui":
            self._judge(card, report)

    def _judge(self, card: Card, report: VillageReport) -> None:
        remark = QPlainTextEdit()
        remark.setFixedHeight(72)
        remark.setTabChangesFocus(True)
        field = FormField(self.tr("Nhận xét khi trả lại"), remark, hint=self.tr("Thôn sẽ đọc được ở gói sau."))
        card.body.addWidget(field)
        line = QHBoxLayout()
        accept = Act(self.tr("Tiếp nhận báo cáo"), lambda: self._set_state(report.id, "da_tiep_nhan", ""))
        line.addWidget(ActButton(accept, primary=True))

        def send_back() -> None:
            text = remark.toPlainText().strip()
            field.show_problem("" if text else self.tr("Hãy ghi thôn cần sửa chỗ nào."))
            if text:
                self._set_state(report.id, "can_sua", text)

        line.addWidget(ActButton(Act(self.tr("Trả lại để sửa"), send_back)))
        line.addStretch(1)
        card.body.addLayout(line)

    def _set_state(self, report: str, state: str, remark: str) -> None:
        day = self._desk.day if state == "da_tiep_nhan" else None
        with self._desk.acting() as acts:
            acts.set(VillageReport, report, state=state, received_on=day, remark=remark)

    def _to_see(self) -> Card:
        card = Card(self.tr("Điều cần xem"))
        store = self._desk.store
        heavy = [one for one in findings(store, self._desk.day) if one.severity is not Severity.INFO]
        places = villages_of(store, ((one.table, one.record) for one in heavy))
        own = [one for one in heavy if places.get((one.table, one.record)) == self._village_id]
        for one in own:
            card.body.addWidget(words(f"{one.message} {one.advice}".strip(), ""))
        if not own:
            card.body.addWidget(words(self.tr("Không có điều gì trái quy định."), "quiet"))
        return card

    def _devices(self) -> Card:
        card = Card(self.tr("Máy đã ghi danh"))
        query = Device.select().where(~Device.deleted, Device.village_id == self._village_id)
        for device in self._desk.store.all(query):
            state = self.tr("đã thu hồi") if device.revoked_on else self.tr("đang dùng")
            holder = f", {device.holder}" if device.holder else ""
            card.body.addWidget(words(f"{device.name}{holder}: {state}, {format_input_date(device.enrolled_on)}", ""))
        if card.body.count() == 1:
            card.body.addWidget(words(self.tr("Chưa có máy nào. Xem phòng Ghi danh máy."), "quiet"))
        return card
