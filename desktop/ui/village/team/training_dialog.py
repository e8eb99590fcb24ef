"""Writing down a course that the village held, or only who was at a course of the commune (R041-R047)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models import catalogues
from desktop.models.team_history import Term
from desktop.models.training import Training
from desktop.models.training_records import Course, tick
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, code_list_field
from desktop.ui.village.team.two_columns import TwoColumns
from desktop.ui.village.work.editors import TickList

_USUAL_ORGANISER = "Phòng Văn hóa - Xã hội"  # R041


class TrainingDialog(TwoColumns):
    """A course and who was there. The commune's own course is not written over here; its list of who came is."""

    def __init__(
        self, desk: Desk, village_id: str | None, course: Course | None, people: Sequence[Term], parent: QWidget
    ) -> None:
        own = course is None or course.own
        title = self.tr("Lớp tập huấn") if own or course is None else course.name
        explained = "" if own else self.tr("Lớp do xã ghi. Thôn chỉ đánh dấu ai đã dự.")
        record, save = course.id if course else "", self.tr("Lưu lớp tập huấn")
        super().__init__(desk, "team-training", record, title, explained, save, parent, width=780)
        self._village, self._course, self._own = village_id, course, own
        self.name, self.place, self.partners = QLineEdit(), QLineEdit(), QLineEdit()
        self.organiser = QLineEdit(_USUAL_ORGANISER)
        self.held_on, self.ended_on = DateField(today=desk.day), DateField(today=desk.day)
        self.kind = code_list_field("training_forms")
        labels = catalogues.labels("training_topics")
        self.topics = TickList(self.tr("Nội dung"), list(labels.items()))
        self._people = [term.person_id for term in people]
        self.came = TickList(self.tr("Ai đã dự"), [(term.person_id, term.name) for term in people])
        self._show(course)
        if own:
            self._arrange()
        else:
            self._arrange_people()
        self.lay_out()

    def _show(self, course: Course | None) -> None:
        self.held_on.show_date(self._desk.day)
        self.kind.show_code("truc_tiep")
        if course is None:
            return
        for editor, text in (
            (self.name, course.name), (self.place, course.place),
            (self.partners, course.partners), (self.organiser, course.organiser),
        ):  # fmt: skip
            editor.setText(text)
        self.held_on.show_date(course.held_on)
        self.ended_on.show_date(course.ended_on)
        self.kind.show_code(course.form)
        self.topics.show_keys(course.topics)
        self.came.show_keys(list(course.came))

    def _arrange(self) -> None:
        field, column = self.form.field, self.form.column
        column.addWidget(field("name", self.tr("Tên lớp"), self.name, required=True))
        self.put_fields(
            [
                field("held_on", self.tr("Ngày mở lớp"), self.held_on, required=True),
                field("ended_on", self.tr("Đến ngày (nếu nhiều ngày)"), self.ended_on),
            ]
        )
        self._arrange_people()
        column.addWidget(field("form", self.tr("Hình thức"), self.kind, required=True))
        column.addWidget(field("topics", self.tr("Nội dung"), self.topics))
        self.put_fields(
            [
                field("organiser", self.tr("Đơn vị chủ trì"), self.organiser),
                field("partners", self.tr("Đơn vị phối hợp"), self.partners),
                field("place", self.tr("Nơi học"), self.place),
            ]
        )

    def _arrange_people(self) -> None:
        hint = self.tr("Chưa đánh dấu ai thì coi như chưa điểm danh.")
        self.form.column.addWidget(self.form.field("came", self.tr("Ai đã dự"), self.came, hint=hint))

    def wrongs(self) -> list[Wrong]:
        """A day, and an end that is not before it."""
        on, last = self.held_on.entered_date(), self.ended_on.entered_date()
        found = []
        if self._own and on is None and not self.held_on.problem():
            found.append(Wrong("held_on", self.tr("Chưa ghi ngày mở lớp.")))
        if on and last and last < on:
            found.append(Wrong("ended_on", self.tr("Ngày kết thúc không được trước ngày mở lớp.")))
        if self._own and self.kind.code() is None:
            found.append(Wrong("form", self.tr("Chưa chọn hình thức.")))
        return found

    def attendance(self) -> dict[str, bool | None]:
        """Who was there; as long as nobody is ticked it is not known of anybody."""
        there = self.came.keys()
        return {person: person in there if there else None for person in self._people}

    def save(self) -> None:
        """Write the course and who was there in one act."""
        store = self._desk.store
        with self._desk.acting() as acts:
            record = self._course.id if self._course else ""
            if self._own and record:
                acts.set(Training, record, **self._values())
            elif self._own:
                record = acts.add(Training, village_id=self._village, **self._values())
            tick(acts, store, self._village, record, self.attendance())

    def _values(self) -> dict[str, object]:
        return {
            "name": one_line(self.name.text()),
            "held_on": self.held_on.entered_date(),
            "ended_on": self.ended_on.entered_date(),
            "form": self.kind.code(),
            "topics": self.topics.keys(),
            "organiser": one_line(self.organiser.text()) or None,
            "partners": one_line(self.partners.text()) or None,
            "place": one_line(self.place.text()) or None,
        }
