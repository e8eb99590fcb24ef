"""Làm thử: a questionnaire asked as a village will ask it, and nothing of it is kept anywhere."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.models import commune_queries as queries
from desktop.surveys.definition import Choice
from desktop.surveys.filling import Filling
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.interview.asking_page import AskingPage
from desktop.ui.interview.form import InterviewForm
from desktop.ui.interview.keeping import ASKER, DAY, HOUSEHOLD_CODE
from desktop.ui.parts.banner import Banner
from desktop.ui.tokens import Tone

_VILLAGES, _MEMBERS = "thon", "thanh_vien"
_NOBODY = "thu"


class TrialPage(AskingPage):
    """It has no household and no round, and writes to no store; what was answered goes when one leaves."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        check = Act(self.tr("Kiểm tra phiếu"), self.check, "text-box-check-outline", "Ctrl+S")
        super().__init__(desk.settings, self.tr("Làm thử"), check, parent)
        self._desk = desk
        self._xform = ""
        self.bar.acts(
            Act(self.tr("Về danh sách biểu mẫu"), self.leave, "chevron-left", "Esc"),
            Act(self.tr("Làm lại từ đầu"), self._again, "refresh", "Ctrl+R"),
        )

    def open_form(self, xform: str, title: str, version: str) -> bool:
        """Begin with a questionnaire; what keeps it from being asked is told, and False returned."""
        self._xform = xform
        if not self.begin_anew():
            return False
        self.title.setText(self.tr("Làm thử: {title}").format(title=title))
        self.show_subtitle(self.tr("Bản {version} · F7 không biết, F8 không trả lời").format(version=version))
        return True

    def _again(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> bool:
        """Forget what was answered."""
        form = attempt(self, self._new_form)
        if form is None:
            return False
        self.put_form(form)
        self.show_banner(None)
        self._tell_standing()
        self.arrive()
        return True

    def kept_words(self) -> str:
        """That nothing is kept."""
        return self.tr("Làm thử nên không lưu gì.")

    def _new_form(self) -> InterviewForm:
        village = next(iter(queries.villages(self._desk.store)), None)
        place = Choice(village.code, village.name) if village else Choice("thon", self.tr("Thôn thử"))
        lists = {_VILLAGES: [place], _MEMBERS: [Choice(_NOBODY, self.tr("Người hỏi thử"))]}
        filling = Filling(self._xform, self._desk.store.clock, lists)
        fixed: dict[str, object] = {
            one.name: place.value for one in filling.form.questions if one.choices_from == _VILLAGES and not one.repeat
        }
        if HOUSEHOLD_CODE in filling.form.by_name:
            fixed[HOUSEHOLD_CODE] = ""
        form = InterviewForm(filling, fixed)
        given = {DAY: self._desk.day.isoformat(), ASKER: _NOBODY}
        form.show_answers({name: answer for name, answer in given.items() if name in filling.form.by_name})
        return form

    def check(self) -> None:
        """Say what would keep these answers from being final, as the village's desk does."""
        if self.interview is None:
            return
        found = self.interview.all_problems()
        self.interview.show_problems(found)
        if not found:
            told = self.tr("Phiếu này đủ và đúng: ở thôn sẽ hoàn thành được.")
            banner = Banner(Tone.GOOD, told, self.tr("Làm thử không lưu gì."))
            self.show_banner(banner)
            QTimer.singleShot(0, lambda: self.reveal(banner))  # after it has its place

    def leave(self) -> None:
        """Back to the list; the answers are forgotten."""
        self.put_form(None)
        self.left.emit()
