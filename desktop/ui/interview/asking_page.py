"""A page on which a questionnaire is asked: its questions, the ways of asking, how far one is. It keeps nothing.

What becomes of the answers is up to the page that follows from it: a household's interview, or a trial.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui.acts import Act
from desktop.ui.interview.form import InterviewForm
from desktop.ui.interview.stepping import Stepper
from desktop.ui.interview.top_bar import TopBar
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.page import Page
from desktop.ui.settings import Settings
from desktop.ui.style import current_look

_WIDE = 940  # pixels of normal text
_AHEAD = 1.5  # so many windows below what is seen are made before one comes there


class AskingPage(Page):
    """Signal: left(), back to the list."""

    left = Signal()

    def __init__(self, settings: Settings, title: str, finish: Act, parent: QWidget | None = None) -> None:
        super().__init__(title, act=finish, scrolling=True, parent=parent)
        self._place = ""
        self._sought: QWidget | None = None
        self._banner: Banner | None = None
        self.interview: InterviewForm | None = None
        self.stepper: Stepper | None = None
        self.bar = TopBar(settings)
        self.bar.put_into(self)
        self.bar.turned.connect(self._turn_ways)
        self.bar.spoken.connect(self._speak)
        self._follow_focus_and_scroll()

    def _follow_focus_and_scroll(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        if self._area:
            self._area.verticalScrollBar().valueChanged.connect(lambda _value: self._make_what_is_seen())
            self._area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._make_what_is_seen())

    def put_form(self, form: InterviewForm | None) -> None:
        """Show a questionnaire in the place of the one before."""
        old, self.interview = self.interview, form
        if form is not None:
            self.stepper = Stepper(form)
            self._turn_ways()
            form.changed.connect(self._changed)
            form.came_to.connect(self._came_to)
            self._turn()
            self.body.insertWidget(0, form, 1)
            filling = form.filling
            wanted = self.bar.offer_languages(filling.languages, filling.language)
            if wanted != filling.language:
                form.speak(wanted)
        if old:
            self._sought = None
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()

    def show_banner(self, banner: Banner | None) -> None:
        """Say something above the questions, instead of what was said before."""
        self._banner = replace_banner(self.body, self._banner, banner)

    # --- while it is asked ---

    def _turn_ways(self) -> None:
        """One question at a time or all on one scroll; interviewing, or entering from paper."""
        if self.interview and self.stepper:
            self.stepper.quick = self.bar.from_paper.isChecked()
            if self.interview.one_by_one != self.bar.one_by_one.isChecked():
                self.interview.turn_one_by_one(self.bar.one_by_one.isChecked())
                self._tell_standing()

    def _speak(self, language: str) -> None:
        """Ask in the language that was chosen."""
        if self.interview and language != self.interview.filling.language:
            self.interview.speak(language)
            self._tell_standing()
            self._make_what_is_seen()

    def _changed(self) -> None:
        self._tell_standing()
        self._make_what_is_seen()

    def kept_words(self) -> str:
        """What happens to the answers, said beside how far one is."""
        return ""

    def _tell_standing(self) -> None:
        if self.interview is None:
            return
        left, asked = len(self.interview.unanswered()), self.interview.asked()
        told = self.tr("Còn {count} câu chưa có trả lời.").format(count=left) if left else self.tr("Đã trả lời hết.")
        if self.interview.one_by_one and self.interview.here in asked:
            at = asked.index(self.interview.here) + 1
            told = self.tr("Câu {at} trong {all}, Page Up về câu trước. ").format(at=at, all=len(asked)) + told
        self.bar.tell(f"{told} {self.kept_words()}".strip())

    def _came_to(self, field: object) -> None:
        if self.interview and self.interview.here is not None:
            self._place = self.interview.here.path
        if self.interview and self.interview.one_by_one:
            self._tell_standing()
        if isinstance(field, QWidget):
            self._sought = field
            QTimer.singleShot(0, self._bring_into_sight)  # after questions have come and gone

    def _bring_into_sight(self) -> None:
        area, sought = self.findChild(QScrollArea), self._sought
        if area and sought and self.interview and self.interview.isAncestorOf(sought):
            area.ensureWidgetVisible(sought, 0, 80)
            inside = area.widget()
            if inside and sought.height() > area.viewport().height():  # a long list: its question stays in sight
                area.ensureVisible(0, sought.mapTo(inside, sought.rect().topLeft()).y(), 0, 8)
        self._make_what_is_seen()

    def _make_what_is_seen(self) -> None:
        if self._area and self.interview and self.isVisible():
            top = self._area.verticalScrollBar().value()
            self.interview.make_between(top, top + int(self._area.height() * _AHEAD))

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.interview and new and self.isVisible() and self.interview.isAncestorOf(new):
            node = self.interview.node_of(new)
            self.interview.here = node or self.interview.here
            self._came_to(new)

    # --- Qt ---

    def arrive(self) -> None:
        """The cursor stands where the person was, else at the first question without an answer."""
        QTimer.singleShot(0, self._go_to_first)  # after the questions are there to be gone to

    def _go_to_first(self) -> None:
        if self.interview is None or not self.isVisible():
            return
        self._make_what_is_seen()
        place = self.interview.node(self._place) if self._place else None
        if place is not None and place in self.interview.asked():
            self.interview.go_to_node(place)
        else:
            self.interview.go_to_first()

    def _turn(self) -> None:
        if self.interview:
            self.interview.turn_narrow(self.width() < current_look().scaled(_WIDE))
            QTimer.singleShot(0, self._measure)  # questions that turned ask for another width and height

    def _measure(self) -> None:
        inside = self._area.widget() if self._area else None
        if inside and self.interview:
            for part in (*self.interview.cards.values(), self.interview, inside):
                layout = part.layout()
                if layout:
                    layout.invalidate()
            inside.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, "không biết" and "không trả lời" stand below the answer."""
        super().resizeEvent(event)
        self._turn()
