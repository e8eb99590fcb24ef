"""Biểu mẫu: the commune's questionnaires, from the officer's Excel file to the villages, and closed again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import files
from desktop.models.designing import close_form, drop_draft, keep_draft, publish_draft, reopen_form
from desktop.models.form_versions import FormVersion, definition_of, form_versions, workbook_of
from desktop.reports.catalogue import questionnaire_pdf
from desktop.surveys.bringing import Brought, bring
from desktop.surveys.paper.kept import blank_of
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.compare_page import ComparePage
from desktop.ui.commune.form_problems import FormProblems
from desktop.ui.commune.forms_list import FormsList, is_closed, is_draft
from desktop.ui.commune.naming import tr
from desktop.ui.commune.round_dialog import RoundDialog
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.interview.trial_page import TrialPage
from desktop.ui.messages import ask
from desktop.ui.paper_dialog import PaperDialog
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.page import Page
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.tokens import Tone

_TABLES = frozenset({"form", "survey_round", "response"})
_FORM = frozenset({"form"})


class FormsRoom(PageStack):
    """The list first; problems of a file, a trial and a comparison take its place and give it back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Biểu mẫu"), parent)
        self._desk = desk
        self.paper: PaperDialog | None = None
        self.list = FormsList(desk, self.ask_file)
        self.problems = FormProblems(self.show_list, self.ask_file)
        self.trial = TrialPage(desk)
        self.comparison = ComparePage(desk, self.show_list)
        for page in (self.list, self.problems, self.trial, self.comparison):
            self.put(page)
        self.trial.left.connect(self.show_list)
        self.list.view.opened.connect(lambda _row: self._try_chosen())
        self._offer_acts()
        keep_fresh(self, desk, _TABLES, self.list.read)

    def _offer_acts(self) -> None:
        offered: tuple[tuple[Act, Callable[[FormVersion], bool], Callable[[FormVersion], object]], ...] = (
            (Act(tr("Làm thử"), _nothing, "clipboard-check-outline", "F3"), _always, self.try_out),
            (Act(tr("Phát hành"), _nothing, "bullhorn-outline"), is_draft, self.publish),
            (Act(tr("Mở đợt khảo sát"), _nothing, "calendar-check-outline"), _is_open, self.begin_round),
            (Act(tr("In phiếu trắng"), _nothing, "printer-outline", "Ctrl+P"), _always, self.print_blank),
            (Act(tr("So hai bản"), _nothing, "compare-horizontal"), self._has_others, self.compare),
            (Act(tr("Lưu tệp Excel gốc…"), _nothing, "content-save-outline"), _has_file, self.ask_where),
            (Act(tr("Bỏ bản nháp"), _nothing, "trash-can-outline"), is_draft, self.drop),
            (Act(tr("Đóng biểu mẫu"), _nothing, "lock-outline"), _is_open, self.close_version),
            (Act(tr("Mở lại"), _nothing, "undo"), is_closed, self.reopen),
        )
        for act, when, do in offered:
            self.list.offer(act, when, do)

    def _has_others(self, _one: FormVersion) -> bool:
        model = self.list.view.rows_model()
        return model is not None and model.rowCount() > 1

    def show_list(self) -> None:
        """Back to the list."""
        self.list.read()
        self.show_page(self.list)

    def _open(self, page: Page) -> None:
        self.list.say(None)
        self.show_page(page)

    # --- adding ---

    def ask_file(self) -> None:
        """Ask for a workbook."""
        kinds = tr("Biểu mẫu Excel (*.xlsx *.xls);;XForm (*.xml)")
        name, _ = QFileDialog.getOpenFileName(self, tr("Thêm biểu mẫu từ Excel"), "", kinds)
        if name:
            self.add_from(Path(name))

    def add_from(self, path: Path) -> None:
        """Look at a workbook off the window's thread; what can be used becomes a draft."""
        self._desk.work(self, tr("Đang kiểm tra biểu mẫu"), lambda progress: bring(path, progress), self._take)

    def _take(self, brought: Brought) -> None:
        source = brought.source
        if source is None:
            self.problems.show_problems(brought, tr("Biểu mẫu này chưa dùng được."))
            self._open(self.problems)
            return
        became = attempt(self, lambda: keep_draft(self._desk.store, source, brought.workbook))
        if became is None:
            return
        self._desk.tell_changed(_FORM)
        told = {
            "added": tr("Đã thêm bản nháp {version} của “{name}”: {count} câu."),
            "replaced": tr("Đã thay bản nháp {version} của “{name}” bằng tệp này: {count} câu."),
            "same": tr("Bản nháp {version} của “{name}” đã có, tệp này giống hệt."),
            "published": tr("Bản {version} của “{name}” đã phát hành từ trước, tệp này giống hệt."),
        }[became].format(version=source.version, name=source.name, count=format_count(brought.questions))
        self.show_list()
        self.list.choose(source.form_id, source.version)
        if brought.problems:
            self.problems.show_problems(brought, told, Act(tr("Làm thử"), self._try_chosen, "clipboard-check-outline"))
            self._open(self.problems)
        else:
            advice = tr("Hãy làm thử rồi phát hành.") if became in ("added", "replaced") else ""
            self.list.say(Banner(Tone.GOOD, told, advice))

    # --- looking ---

    def _try_chosen(self) -> None:
        chosen = self.list.chosen()
        if chosen:
            self.try_out(chosen)

    def try_out(self, one: FormVersion) -> None:
        """Ask the questionnaire as a village will; nothing is kept."""
        if self.trial.open_form(definition_of(self._desk.store, one), one.name, one.version):
            self._open(self.trial)

    def print_blank(self, one: FormVersion) -> None:
        """Show the blank paper."""
        facts = attempt(self, lambda: blank_of(definition_of(self._desk.store, one), self._desk.store))
        if facts is None:
            return
        told = tr("{count} trang A4, in hai mặt được.")
        self.paper = PaperDialog(
            self._desk, tr("Phiếu trắng"), f"phieu-trang-{one.form_id}", lambda: questionnaire_pdf(facts), self,
            about=tr("Bản in của phiếu"), told=lambda count: told.format(count=count),
        )  # fmt: skip
        self.paper.open()

    def compare(self, one: FormVersion) -> None:
        """Lay a version beside another."""
        self.comparison.open_version(one)
        self._open(self.comparison)

    # --- acting ---

    def publish(self, one: FormVersion) -> None:
        """Publish a draft after asking."""
        if not ask(
            self,
            tr("Phát hành “{name}”, bản {version}?").format(name=one.name, version=one.version),
            tr("Phát hành"),
            tr("Để sau"),
            advice=tr(
                "Các thôn nhận biểu mẫu cùng gói xã gửi sau."
                " Phát hành rồi thì không sửa bản này được, chỉ đóng lại hoặc ra bản mới."
            ),
        ):  # fmt: skip
            return
        if attempt(self, lambda: self._publish(one)):
            told = tr("Đã phát hành “{name}”, bản {version}. Các thôn nhận cùng gói xã gửi sau.")
            self._say_done(told.format(name=one.name, version=one.version), one)

    def _publish(self, one: FormVersion) -> bool:
        with self._desk.acting() as acts:
            publish_draft(acts, self._desk.store, one.form_id, one.version)
        return True

    def _say_done(self, told: str, one: FormVersion) -> None:
        self.list.read()
        self.list.choose(one.form_id, one.version)
        now = self.list.chosen()
        if now is not None and now.is_open and not now.rounds:
            begin = Act(tr("Mở đợt khảo sát"), lambda: self.begin_round(now), "calendar-check-outline")
            self.list.say(
                Banner(Tone.WARN, told, tr("Chưa có đợt khảo sát nào dùng biểu mẫu này nên thôn chưa hỏi được."), begin)
            )
        else:
            self.list.say(Banner(Tone.GOOD, told))

    def drop(self, one: FormVersion) -> None:
        """Throw a draft away after asking."""
        question = tr("Bỏ bản nháp {version} của “{name}”?").format(version=one.version, name=one.name)
        advice = tr("Tệp Excel đã lưu kèm bản nháp này cũng bỏ. Tệp ở chỗ khác của anh chị không bị đụng tới.")
        if ask(self, question, tr("Bỏ bản nháp"), tr("Giữ lại"), advice=advice, destructive=True):
            attempt(self, lambda: drop_draft(self._desk.store, one.form_id, one.version))
            self.list.say(None)
            self._desk.tell_changed(_FORM)

    def close_version(self, one: FormVersion) -> None:
        """Close a version after asking; what villages will ask with then is said beforehand."""
        others = (each for each in form_versions(self._desk.store) if each.form_id == one.form_id and each != one)
        left = next((each for each in others if each.is_open), None)
        begun = tr("Phiếu đang ghi dở vẫn làm nốt được, phiếu đã xong vẫn tính. Mở lại lúc nào cũng được.")
        told = (
            tr("Bản {version} còn mở, nên thôn sẽ mở phiếu mới theo bản đó.").format(version=left.version)
            if left
            else tr("Thôn không mở phiếu mới theo biểu mẫu này nữa.")
        )
        question = tr("Đóng “{name}”, bản {version}?").format(name=one.name, version=one.version)
        if ask(self, question, tr("Đóng biểu mẫu"), tr("Để như cũ"), advice=f"{told} {begun}"):
            self._set_closed(one, closed=True)

    def reopen(self, one: FormVersion) -> None:
        """Open a closed version again."""
        self._set_closed(one, closed=False)

    def _set_closed(self, one: FormVersion, *, closed: bool) -> None:
        def write() -> bool:
            with self._desk.acting() as acts:
                if closed:
                    close_form(acts, self._desk.store, one.record, self._desk.day)
                else:
                    reopen_form(acts, one.record)
            return True

        if attempt(self, write):
            told = tr("Đã đóng “{name}”, bản {version}.") if closed else tr("Đã mở lại “{name}”, bản {version}.")
            self._say_done(told.format(name=one.name, version=one.version), one)

    def begin_round(self, one: FormVersion) -> None:
        """Ask for a round with this form."""
        dialog = RoundDialog(self._desk, one, self)
        if dialog.exec():
            told = tr("Đã mở {round} với “{name}”. Các thôn nhận cùng gói xã gửi sau.")
            self.list.say(Banner(Tone.GOOD, told.format(round=dialog.name.text().strip(), name=one.name)))
        dialog.deleteLater()

    # --- the officer's file ---

    def ask_where(self, one: FormVersion) -> None:
        """Ask where to save the workbook."""
        name, _ = QFileDialog.getSaveFileName(self, tr("Lưu tệp Excel gốc"), one.file_name)
        if name:
            self.save_workbook(one, Path(name))

    def save_workbook(self, one: FormVersion, path: Path) -> bool:
        """Save the officer's file as it was brought, to the byte."""
        content = workbook_of(self._desk.store, one.form_id, one.version)
        if content is None:
            return False
        if attempt(self, lambda: files.write_checked(path, content)) is None:
            return False
        self.list.say(Banner(Tone.GOOD, tr("Đã lưu {name}.").format(name=files.name_of(path))))
        return True


def _nothing() -> None:
    """What an act does that is only offered."""


def _always(_one: FormVersion) -> bool:
    return True


def _is_open(one: FormVersion) -> bool:
    return one.is_open


def _has_file(one: FormVersion) -> bool:
    return bool(one.file_name)
