"""Khảo sát: how every household stands in the round, and the interview in its place."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.duplicate_responses import asked_twice
from desktop.models.form_versions import is_closed
from desktop.models.forms_at_hand import form_at_hand
from desktop.models.survey_progress import Part, Standing, interviewer_names, standings
from desktop.models.survey_rounds import AWAY, DONE, DRAFT, NOT_YET, REFUSED, Round
from desktop.models.village_queries import SurveyRow
from desktop.text import format_count, format_input_date, format_phone, name_sort_key, text_sort_key
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.interview.opening import read_beside
from desktop.ui.interview.page import InterviewPage
from desktop.ui.interview.recovering import half_typed_in
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.messages import tell
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.entry_form import slim
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.results.results_page import ResultsPage
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import Tone
from desktop.ui.village.listed import Listed
from desktop.ui.village.progress_page import ProgressPage
from desktop.ui.village.survey_papers import SurveyPapers
from desktop.ui.village.wording import survey_state

_TABLES = frozenset({"household", "response", "consent", "survey_round", "form"})
_LEFT, _ALL, _PART = "left", "all", "part"
_MOST_NAMED = 3


class SurveyRoom(PageStack):
    """The list of the round first; a household's interview takes its place and keeps what is answered."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Khảo sát"), parent)
        self._desk = desk
        self._rounds: list[Round] = []
        self._round = Round(desk.day)
        self._rows: list[SurveyRow] = []
        self._standings: dict[str, Standing] = {}
        self._part, self._part_name = Part(), ""
        self._read_version = ""  # of the questionnaire that was made ready
        self._banner: Banner | None = None
        self._twice: Banner | None = None
        self._round_field: ChoiceField | None = None
        self._source = self._make_source()
        self.list = self._make_list()
        self.page = InterviewPage(desk)
        self.progress = ProgressPage()
        self.results: ResultsPage | None = None
        for page in (self.list, self.page, self.progress):
            self.put(page)
        self.progress.left.connect(self._back)
        self.progress.view.wanted.connect(self.show_part)
        self.page.left.connect(self._back)
        self.page.done.connect(self._done)
        keep_fresh(self, desk, _TABLES, self._read)

    # --- the list ---

    def _make_source(self) -> Listed[SurveyRow]:
        columns: list[Column[SurveyRow]] = [
            Column(self.tr("Mã hộ"), lambda row: row.code or "-", width=134, key="code", spare=1),
            Column(self.tr("Chủ hộ"), lambda row: row.head_name, width=200, key="head", strong=True),
            Column(self.tr("Xóm"), lambda row: row.hamlet or "-", width=120, key="hamlet"),
            Column(self.tr("Điện thoại"), lambda row: format_phone(row.phone), width=128, spare=2),
            Column(
                self.tr("Khảo sát"),
                lambda row: survey_state(row.state).words,
                width=150,
                key="state",
                state=lambda row: survey_state(row.state),
            ),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{row.head_name} {row.code} {row.hamlet} {row.phone}",
            filters={
                _LEFT: lambda row: row.state not in (DONE, REFUSED),
                DRAFT: lambda row: row.state == DRAFT,
                AWAY: lambda row: row.state == AWAY,
                REFUSED: lambda row: row.state == REFUSED,
                DONE: lambda row: row.state == DONE,
                _ALL: lambda _row: True,
                _PART: lambda row: row.id in self._standings and self._part.holds(self._standings[row.id]),
            },
            sort_keys={
                "code": lambda row: row.code,
                "head": lambda row: name_sort_key(row.head_name),
                "hamlet": lambda row: text_sort_key(row.hamlet),
                "state": lambda row: row.state,
            },
        )

    def _make_list(self) -> ListPage:
        go_on = Act(self.tr("Khảo sát hộ tiếp theo"), self.survey_next, "clipboard-check-outline", "F3", True)
        page = ListPage(
            self.tr("Khảo sát"),
            self.tr("Tìm hộ theo tên, mã, xóm - không cần dấu"),
            act=go_on,
            keys_hint=self.tr("Enter hỏi hộ này"),
        )
        page.show_rows(RowsModel(self._source), self._count_words)
        page.searched.connect(self._search)
        page.filtered.connect(self._narrow)
        page.opened.connect(self._open)
        self.papers = SurveyPapers(self._desk, page.view.chosen_row, lambda: self._round)
        self.papers.add(ActButton(Act(self.tr("Tiến độ của đợt"), self.show_progress, "chart-bar")))
        self.papers.add(ActButton(Act(self.tr("Kết quả"), self.show_results, "format-list-checks")))
        page.body.addWidget(self.papers)
        return page

    def _count_words(self, count: int) -> str:
        total = format_count(self._source.total)
        return self.tr("{count} trong {total} hộ").format(count=format_count(count), total=total)

    def _read(self) -> None:
        rounds = queries.rounds(self._desk.store, self._desk.day)
        if [one.id for one in rounds] != [one.id for one in self._rounds]:
            self._rounds = rounds
            self._show_rounds()
        same = next((one for one in rounds if one.id == self._round.id), None)
        self._round = same or (rounds[0] if rounds else Round(self._desk.day))
        half_typed = half_typed_in(self._desk.store, self._round)
        self._rows = [
            row if row.id not in half_typed or row.state == DONE else _as_draft(row)
            for row in queries.survey_rows(self._desk.store, self._round)
            if row.status == "dang_cu_tru" or row.state == DONE
        ]
        self._standings = self._read_standings()
        self._source.take(self._rows)
        self._show_filters()
        self._make_form_ready()
        self._show_nothing_left()
        self.list.rows_changed()
        self.list.show_subtitle(self._round_words())
        self._tell_asked_twice()
        told = self._round_words()
        self.progress.show_progress(list(self._standings.values()), interviewer_names(self._desk.store), told)

    def _make_form_ready(self) -> None:
        """Have the questionnaire read while the person still looks for a household."""
        found = queries.form_definition(self._desk.store, self._round.form_id)
        if found and found[0] != self._read_version:
            self._read_version = found[0]
            read_beside(found[1])

    def _read_standings(self) -> dict[str, Standing]:
        """The resident households as the list has them: what is half typed counts as begun."""
        states = {row.id: row.state for row in self._rows}
        found = standings(self._desk.store, self._round)
        return {one.household_id: one._replace(state=states.get(one.household_id, one.state)) for one in found}

    def _tell_asked_twice(self) -> None:
        """Households with more than one response that counts; the last one is taken until somebody puts it right."""
        twice = asked_twice(self._desk.store, self._round)
        names = [row.head_name for row in self._rows if row.id in twice]
        self._twice = replace_banner(self.list.body, self._twice, self._asked_twice(names) if names else None)

    def _asked_twice(self, names: Sequence[str]) -> Banner:
        told = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
        message = self.tr("{count} hộ có hơn một phiếu trong đợt này: {names}.").format(count=len(names), names=told)
        advice = self.tr("Phiếu hỏi sau cùng được tính. Hãy mở từng hộ, xem lại rồi hoàn thành một phiếu đúng.")
        return Banner(Tone.WARN, message, advice)

    def _show_nothing_left(self) -> None:
        """What stands there when no household is left to ask, or none is in the register."""
        if self._rows:
            heading = self.tr("Đã hỏi hết các hộ của đợt này")
            advice = self.tr("Hộ vắng hoặc từ chối vẫn hỏi lại được.")
            see_all = Act(self.tr("Xem tất cả các hộ"), lambda: self._narrow(_ALL))
            self.list.show_empty("clipboard-check-outline", heading, advice, see_all)
        else:
            heading = self.tr("Chưa có hộ nào để khảo sát")
            advice = self.tr("Hãy ghi các hộ của thôn ở mục Hộ dân (Ctrl+2) trước, rồi quay lại đây.")
            self.list.show_empty("clipboard-check-outline", heading, advice)

    def _round_words(self) -> str:
        if self._round.id is None and form_at_hand(self._desk.store):
            return self.tr("Máy chưa ghi danh: hỏi theo phiếu có sẵn, ghi danh xong các phiếu này vẫn tính.")
        if self._round.id is None:
            return self.tr("Xã chưa mở đợt khảo sát nào. Khi xã gửi đợt khảo sát và biểu mẫu về, phiếu sẽ có ở đây.")
        last = self._round.last_day
        until = self.tr("đến hết ngày {day}").format(day=format_input_date(last)) if last else ""
        over = self.tr("đợt này đã hết hạn, vẫn hỏi bổ sung được") if last and last < self._desk.day else ""
        if is_closed(self._desk.store, self._round.form_id):
            over = self.tr("xã đã đóng biểu mẫu, chỉ làm nốt phiếu đang ghi dở")
        done = sum(row.state == DONE for row in self._rows)
        told = self.tr("đã xong {done}/{total} hộ").format(done=done, total=len(self._rows))
        return " · ".join(part for part in (self._round.name.capitalize(), told, until, over) if part)

    def _show_rounds(self) -> None:
        """With several rounds one chooses; the latest is chosen first."""
        if len(self._rounds) < 2:
            return
        field = slim(ChoiceField([Choice(one.id or "", one.name) for one in self._rounds], as_row=False))
        field.setAccessibleName(self.tr("Đợt khảo sát"))
        field.show_code(self._rounds[0].id)
        field.code_changed.connect(self._choose_round)
        if self._round_field:
            self._round_field.hide()
            self._round_field.deleteLater()
        self._round_field = field
        self.list.body.insertWidget(0, field)

    def _choose_round(self, code: object) -> None:
        self._round = next((one for one in self._rounds if one.id == code), self._round)
        self._read()

    def _show_filters(self) -> None:
        shown: tuple[tuple[str, str], ...] = (
            (_LEFT, self.tr("Còn phải hỏi")),
            (DRAFT, self.tr("Đang ghi dở")),
            (AWAY, self.tr("Vắng")),
            (REFUSED, self.tr("Từ chối")),
            (DONE, self.tr("Đã xong")),
            (_ALL, self.tr("Tất cả")),
        )
        if self._source.filter == _PART:
            shown = (*shown, (_PART, self._part_name))
        filters = [Filter(key, words, self._source.count_of(key)) for key, words in shown]
        self.list.show_filters(filters, self._source.filter)

    def _search(self, text: str) -> None:
        self._source.search(text)
        self.list.rows_changed()

    def _narrow(self, key: str) -> None:
        self._source.narrow_to(key)
        self._show_filters()
        self.list.rows_changed()

    # --- the round's progress ---

    def show_progress(self) -> None:
        """Show how far the round is."""
        self._read()
        self.show_page(self.progress)

    def show_results(self) -> None:
        """Show what the answers of this village come to; the page is made when it is first asked for."""
        if self.results is None:
            self.results = ResultsPage(self._desk, Act(self.tr("Về danh sách hộ"), self._back, "chevron-left", "Esc"))
            self.put(self.results)
        self.show_page(self.results)

    def show_part(self, part: Part, name: str) -> None:
        """Show the households behind a bar."""
        self._part, self._part_name = part, name
        self.list.search.clear()
        self._source.search("")
        self._narrow(_PART)
        self.show_page(self.list)

    # --- interviews ---

    def _open(self, row: SurveyRow) -> None:
        self.survey(row.id)

    def survey_next(self, after: str = "") -> None:
        """Open the next household of the round that has no answers yet."""
        self._read()
        found = queries.next_to_survey(self._rows, after)
        if found:
            self.survey(found)
        else:
            self._say(self.tr("Không còn hộ nào chưa hỏi trong đợt này."))
            self.show_page(self.list)

    def survey(self, household_id: str) -> None:
        """Open a household's interview."""
        if self._round.id is None:
            self._read()
        kept = queries.interview_of(self._desk.store, household_id, self._round)
        opened = attempt(self, lambda: self.page.open_household(household_id, self._round, kept))
        if opened:
            self._say("")
            self.show_page(self.page)
        elif opened is False:
            tell(self, _closed() if is_closed(self._desk.store, self._round.form_id) else _no_form())

    def _back(self) -> None:
        self._read()
        self.show_page(self.list)

    def _done(self, household_id: str, go_on: bool) -> None:
        if go_on:
            self.survey_next(household_id)
            return
        row = next((row for row in queries.survey_rows(self._desk.store, self._round) if row.id == household_id), None)
        self._back()
        if row:
            state = survey_state(row.state).words.lower()
            self._say(self.tr("Đã lưu phiếu của hộ {name}: {state}.").format(name=row.head_name, state=state))

    def _say(self, text: str) -> None:
        banner = Banner(Tone.GOOD, text) if text else None
        self._banner = replace_banner(self.list.body, self._banner, banner)


def _as_draft(row: SurveyRow) -> SurveyRow:
    state = DRAFT if row.state in (NOT_YET, AWAY, DRAFT) else row.state
    return replace(row, state=state)


def _closed() -> TosoError:
    return TosoError(
        "Xã đã đóng biểu mẫu của đợt khảo sát này, không mở phiếu mới được.",
        "Phiếu đang ghi dở vẫn làm nốt được: bấm Đang ghi dở để thấy các hộ đó.",
    )


def _no_form() -> TosoError:
    return TosoError(
        "Máy này chưa có biểu mẫu khảo sát của xã.",
        "Hãy nhận gói dữ liệu hoặc tệp ghi danh của xã ở mục Nộp về xã (F9), rồi làm lại.",
    )
