"""Villages merged, renamed or split by decision: what moves and what stays is read before a word is written (R111)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.places import Village
from desktop.models.restructuring import Resolution, merge, rename
from desktop.models.restructuring_plan import answers_of, laptops_of, weigh
from desktop.models.schema import TABLES
from desktop.models.splitting import split
from desktop.sync.exporting import Exported
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.commune.restructure_form import MERGE, RENAME, SPLIT, RestructureForm
from desktop.ui.commune.restructure_words import Told, merge_words, rename_words, split_words
from desktop.ui.commune.restructured_card import RestructuredCard
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.targets_bar import AskFolder, choose_folder
from desktop.ui.parts.turning_page import TurningPage
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_2, SPACE_4
from desktop.ui.village_bundle import write_for_village

_DO = {MERGE: "Nhập thôn", RENAME: "Đổi tên thôn", SPLIT: "Tách thôn"}


class RestructurePage(TurningPage):
    """Signals: left(), to go back; enrol_wanted(); village_wanted(str), the id of the village to look at.

    `form` is what is asked, `done` the card that tells what comes next. `ask_folder` asks where to write a bundle.
    """

    two_columns_from = 900
    left = Signal()
    enrol_wanted = Signal()
    village_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Nhập, tách, đổi tên thôn"), " ", scrolling=True, parent=parent)
        self._desk = desk
        self.ask_folder: AskFolder = choose_folder
        self.form: RestructureForm | None = None
        self.done: RestructuredCard | None = None
        self._content = QWidget()
        self._back = ActButton(Act(tr("Về các thôn"), self.left.emit, "chevron-left", "Esc"))
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._content, 1)

    def begin(self, village_id: str = "") -> None:
        """Ask afresh, about a village when it is known."""
        self.done = None
        self.show_subtitle(tr("Làm theo quyết định đã ký. Đọc kỹ phần bên cạnh trước khi làm; lúc này chưa ghi gì."))
        self.form = RestructureForm(self._desk)
        self.form.show_village(village_id)
        self._put(self._asking(self.form))
        self.form.changed.connect(self._tell_plan)
        self._tell_plan()

    def _put(self, content: QWidget) -> None:
        old, self._content = self._content, content
        self.body.replaceWidget(old, content)
        old.hide()
        old.deleteLater()

    def _asking(self, form: RestructureForm) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        columns = self.new_columns(SPACE_4)
        asked = Card()
        asked.body.addWidget(form)
        self._homes_card = Card(tr("Những hộ nào sang thôn mới"))
        self._homes_card.body.addWidget(form.homes)
        left = QVBoxLayout()
        left.setSpacing(SPACE_4)
        left.addWidget(asked)
        left.addWidget(self._homes_card)
        left.addStretch(1)
        columns.addLayout(left, 5)
        columns.addLayout(self._plan_side(), 4)
        column.addLayout(columns)
        column.addStretch(1)
        return content

    def _plan_side(self) -> QVBoxLayout:
        self._plan_card = Card(tr("Sẽ thay đổi gì"))
        self._plan = QWidget()
        self._plan_card.body.addWidget(self._plan)
        self.do_button = ActButton(Act(tr("Làm theo quyết định"), self.carry_out, "gavel", "Ctrl+S"), primary=True)
        self._plan_card.body.addWidget(self.do_button, 0, Qt.AlignmentFlag.AlignRight)
        side = QVBoxLayout()
        side.addWidget(self._plan_card)
        side.addStretch(1)
        return side

    # --- the plan ---

    def _tell_plan(self) -> None:
        """Say what would happen, as soon as there is enough to say."""
        form, told = self.form, self.told()
        if form is None:
            return
        self._homes_card.setVisible(form.act.code() == SPLIT)
        plan = QWidget()
        lines = QVBoxLayout(plan)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE_2)
        if told is None:
            hint = tr("Chọn việc, thôn và ngày có hiệu lực; chỗ này sẽ ghi rõ gì chuyển, gì giữ nguyên.")
            lines.addWidget(words(hint, "subtitle"))
        else:
            parts = ((tr("Chuyển"), told.moves), (tr("Giữ nguyên"), told.stays), (tr("Các máy"), told.laptops))
            for heading, sentences in parts:
                lines.addWidget(words(heading, "strong"))
                for sentence in sentences:
                    lines.addWidget(words(f"• {sentence}", ""))
        old, self._plan = self._plan, plan
        self._plan_card.body.replaceWidget(old, plan)
        old.hide()
        old.deleteLater()

    def told(self) -> Told | None:
        """The plan of what stands in the form; None as long as something is missing."""
        form, store = self.form, self._desk.store
        village = form.chosen() if form else None
        by = form.resolution() if form else None
        if form is None or village is None or by is None:
            return None
        own, on = weigh(store, village.id), by.effective_on
        if form.act.code() == MERGE and form.going():
            return merge_words([(one.name, weigh(store, one.id)) for one in form.going()], (village.name, own), on)
        if form.act.code() == RENAME and form.new_name() and form.new_code():
            return rename_words(village.name, form.new_name(), form.new_code(), own, on)
        if form.act.code() == SPLIT and form.new_name() and form.homes.chosen():
            homes = form.homes.chosen()
            return split_words(village.name, form.new_name(), len(homes), answers_of(store, homes), own, on)
        return None

    # --- the act ---

    def carry_out(self) -> None:
        """Do what the decision says, once everything is there and the officer has said so."""
        form = self.form
        if form is None:
            return
        found = form.wrongs()
        form.show_wrongs(found)
        village, by = form.chosen(), form.resolution()
        if found or village is None or by is None:
            return
        act = form.act.code() or ""
        advice = tr("Không có nút hoàn tác: muốn đổi lại phải có quyết định khác.")
        if not ask(
            self, self._question(form, village, by), tr(_DO[act]), tr("Xem lại"), advice=advice, destructive=True
        ):
            return
        work = self._work_of(form, village, by)
        self._desk.work(
            self.window(),
            tr("Đang ghi"),
            lambda _progress: work(),
            lambda made: self._did(form, act, village, made),
        )

    @staticmethod
    def _question(form: RestructureForm, village: Village, by: Resolution) -> str:
        told = {
            MERGE: tr("Nhập {olds} vào thôn {name} từ ngày {day}?"),
            RENAME: tr("Đổi thôn {name} thành {new} ({code}) từ ngày {day}?"),
            SPLIT: tr("Tách {count} hộ của thôn {name} thành thôn {new} ({code}) từ ngày {day}?"),
        }[form.act.code() or MERGE]
        return told.format(
            olds=", ".join(tr("thôn {name}").format(name=one.name) for one in form.going()),
            name=village.name,
            new=form.new_name(),
            code=form.new_code(),
            count=format_count(len(form.homes.chosen())),
            day=format_input_date(by.effective_on),
        )

    def _work_of(self, form: RestructureForm, village: Village, by: Resolution) -> Callable[[], str]:
        """The act as plain values: it runs off the window's thread. It gives the id of the village to go on with."""
        store, name, code = self._desk.store, form.new_name(), form.new_code()
        olds, homes = [one.id for one in form.going()], form.homes.chosen()
        act = form.act.code()

        def work() -> str:
            if act == SPLIT:
                return split(store, village.id, name=name, code=code, households=homes, by=by)
            if act == RENAME:
                rename(store, village.id, name=name, code=code, by=by)
            else:
                merge(store, olds, village.id, by=by)
            return village.id

        return work

    def _did(self, form: RestructureForm, act: str, village: Village, made: str) -> None:
        """One card says what comes next."""
        touched = [*form.going(), village] if act == MERGE else [village]
        tell = [one.id for one in touched if laptops_of(self._desk.store, one.id)]
        self.form = None
        self._desk.tell_changed(frozenset(TABLES))
        self.done = self._next_card(act, made, tell)
        self.no_columns()
        self.show_subtitle(tr("Đã ghi xong."))
        self._put(self.done)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_card(self, act: str, made: str, tell: Sequence[str]) -> RestructuredCard:
        store = self._desk.store
        named = [found for record in tell if (found := store.get(Village, record))]
        village = store.get(Village, made)
        assert village is not None  # noqa: S101 - it was just written
        card = RestructuredCard(act, village, named)
        card.bundle_wanted.connect(self.tell_village)
        card.enrol_wanted.connect(self.enrol_wanted)
        card.done.connect(partial(self.village_wanted.emit, made))
        return card

    def tell_village(self, village_id: str) -> None:
        """Write the commune's bundle that tells a village's laptops."""
        write_for_village(self._desk, self, self.ask_folder, village_id, self._told_village)

    def _told_village(self, village: Village, made: Exported) -> None:
        if self.done:
            self.done.show_written(village, made.path.name)

    # --- shape ---

    def arrive(self) -> None:
        """The keyboard stands on the first question."""
        (self.form.act if self.form else self._back).setFocus(Qt.FocusReason.OtherFocusReason)
