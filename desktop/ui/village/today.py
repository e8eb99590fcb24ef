"""Hôm nay: the village's numbers in words, and every thing to do with the room where it is done."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.decided import count_unread
from desktop.models.lives import forget_new_life
from desktop.models.overview import VillageOverview, village_overview
from desktop.models.periods import ReportDue
from desktop.models.session_queries import count_follow_ups
from desktop.models.settling import count_to_decide
from desktop.models.store_news import store_news
from desktop.text import DASH, format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.bars import Bar
from desktop.ui.parts.todo_row import Todo
from desktop.ui.states import Shape, State
from desktop.ui.today_page import Tile, Today, TodayPage
from desktop.ui.tokens import Tone
from desktop.ui.village.bundle_steps import LONG_DAYS
from desktop.ui.village.decided_room import READ
from desktop.ui.village.ways import Ways
from desktop.ui.village.wording import initial_upper, weekday
from desktop.ui.village.work.today_todos import WORK, work_todos

_TABLES = frozenset(
    {
        *("household", "consent", "response", "session", "session_line", "membership", "application", "person"),
        *("team", "period", "village_report", "survey_round", "village", "parameter", "decision", READ),
        "bundle",
    }
)
_SOON = 3  # days before a deadline is red
_MOST_FINDINGS = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("VillageToday", text)


def today_page(desk: Desk, ways: Ways) -> TodayPage:
    """The room that opens first."""
    page = VillageTodayPage(
        [
            Act(_tr("Ghi buổi hỗ trợ"), ways.record_session, "hand-heart", "F2", key_is_elsewhere=True),
            Act(_tr("Khảo sát hộ tiếp theo"), ways.survey_next, "clipboard-check-outline", "F3", key_is_elsewhere=True),
            Act(_tr("Nộp về xã"), ways.hand_over, "usb-flash-drive-outline", "F9", key_is_elsewhere=True),
        ],
        desk,
        ways,
    )
    keep_fresh(page, desk, _TABLES | WORK, page.refresh)
    return page


class VillageTodayPage(TodayPage):
    """Reads the overview and says it."""

    def __init__(self, acts: list[Act], desk: Desk, ways: Ways) -> None:
        super().__init__(acts)
        self._desk, self._ways = desk, ways

    def refresh(self) -> None:
        """Read the store again."""
        day = self._desk.day
        self.show_today(_told(village_overview(self._desk.store, day), self._desk, self._ways))


def _told(seen: VillageOverview, desk: Desk, ways: Ways) -> Today:
    month = seen.this_month.month
    return Today(
        day=f"{weekday(desk.day)}, ngày {desk.day.day} tháng {desk.day.month} năm {desk.day.year}",
        todos=[
            *_news_todos(desk, ways),
            *_enrol_todo(desk, ways),
            *_decided_todo(desk, ways),
            *work_todos(desk, ways),
            *_todos(seen, ways, desk.day, enrolled=_is_enrolled(desk)),
            *_follow_up_todo(count_follow_ups(desk.store), ways),
        ],
        calm=_tr("Không còn việc nào chờ. Bấm F2 để ghi buổi hỗ trợ mới."),
        tiles=_tiles(seen),
        bars_heading=_tr("Tháng {month} hỗ trợ gì (lượt)").format(month=month.first_day.month),
        bars=[Bar(service.name, service.visits) for service in seen.top_services],
        no_bars=_tr("Tháng này chưa ghi lượt hỗ trợ nào."),
    )


def _tiles(seen: VillageOverview) -> list[Tile]:
    now, before, survey = seen.this_month, seen.last_month, seen.survey
    visits = _tr("tháng trước {count}").format(count=format_count(before.visits.value))
    new = _tr("lần đầu: {count} người").format(count=format_count(now.new_people.value))
    surveyed = f"{format_count(survey.surveyed)}/{format_count(survey.households)}" if survey.households else DASH
    apart = _tr("từ chối {refused} · vắng {away}").format(refused=survey.refused, away=survey.away)
    helpers = _tr("{count} cộng tác viên").format(count=format_count(seen.collaborators))
    return [
        Tile(format_count(now.visits.value), _tr("lượt hỗ trợ tháng này"), visits),
        Tile(format_count(now.sessions.value), _tr("buổi hỗ trợ tháng này"), new),
        Tile(surveyed, _tr("hộ đã khảo sát {round}").format(round=survey.round_name).strip(), apart),
        Tile(format_count(seen.members), _tr("thành viên Tổ"), helpers),
    ]


def _is_enrolled(desk: Desk) -> bool:
    return desk.credentials.certificate is not None


def _news_todos(desk: Desk, ways: Ways) -> Iterator[Todo]:
    """A store that was copied or put back, here or at the commune, and what the commune asks for again."""
    news = store_news(desk.store)

    def read() -> None:
        forget_new_life(desk.store)
        ways.hand_over()

    if news.own:
        title = {
            "restored": _tr("Sổ này vừa được khôi phục từ bản cũ"),
            "copied": _tr("Sổ này vừa được chép sang chỗ mới"),
        }[news.own.reason]
        told = _tr("Không mất gì và không trùng với sổ gốc. Hãy nộp về xã một lần, rồi nhận gói của xã")
        yield Todo(State(_tr("Cần biết"), Tone.INFO, Shape.HALF), title, told, read)
    asked = sum(one.asked for one in news.others)
    lost = sum(one.lost for one in news.others)
    told = _tr("Bấm Nộp về xã một lần, gói mới mang đủ phần thiếu")
    if asked:
        title = _tr("Xã xin nộp lại {count} thay đổi").format(count=format_count(asked))
        yield Todo(State(_tr("Xã xin lại"), Tone.WARN, Shape.TRIANGLE), title, told, ways.hand_over)
    elif lost:
        title = _tr("Máy xã đã về bản cũ, thiếu {count} thay đổi đã nộp").format(count=format_count(lost))
        yield Todo(State(_tr("Nộp lại"), Tone.WARN, Shape.TRIANGLE), title, told, ways.hand_over)


def _enrol_todo(desk: Desk, ways: Ways) -> Iterator[Todo]:
    """Until the commune knows this laptop, nothing can be handed in; everything else goes on."""
    if not _is_enrolled(desk):
        state = State(_tr("Chưa ghi danh"), Tone.WARN, Shape.RING)
        told = _tr("Vẫn ghi sổ bình thường, ghi danh xong mới nộp được")
        yield Todo(state, _tr("Ghi danh máy này với xã"), told, ways.hand_over)


def _todos(seen: VillageOverview, ways: Ways, day: date, *, enrolled: bool) -> Iterator[Todo]:
    for due in seen.reports_due:
        yield _report_todo(due, ways)
    for one in seen.applications:
        title = _tr("Đơn xin vào Tổ") if one.kind == "join" else _tr("Đơn xin ra khỏi Tổ")
        told = _tr("{name} · nộp ngày {day} · chờ Tổ trưởng").format(
            name=one.name, day=format_input_date(one.submitted_on)
        )
        yield Todo(State(_tr("Chờ duyệt"), Tone.WARN, Shape.RING), title, told, lambda: ways.open("applications"))
    yield from _survey_todo(seen, ways)
    if enrolled:
        yield from _bundle_todo(seen, ways, day)
    for finding in seen.findings[:_MOST_FINDINGS]:
        tone = Tone.BAD if finding.blocks else Tone.WARN
        state = State(_tr("Cần sửa") if finding.blocks else _tr("Nên xem"), tone, Shape.TRIANGLE)
        yield Todo(state, finding.message, finding.advice, lambda: ways.open("roster"))


def _follow_up_todo(count: int, ways: Ways) -> Iterator[Todo]:
    """Whom help was promised again."""
    if count:
        state = State(_tr("{count} lời hẹn").format(count=format_count(count)), Tone.WARN, Shape.RING)
        yield Todo(state, _tr("Hẹn hỗ trợ lại bà con"), _tr("Xem hẹn ai, việc gì"), lambda: ways.open("follow_ups"))


def _report_todo(due: ReportDue, ways: Ways) -> Todo:
    title = _tr("Báo cáo {period}").format(period=due.period.name)
    if due.state == "can_sua":
        state = State(_tr("Sửa lại"), Tone.BAD, Shape.TRIANGLE)
        return Todo(state, title, _tr("Xã trả lại để sửa, xem ý kiến của xã"), lambda: ways.open("reports"))
    if due.days_left is None or due.period.due_on is None:
        return Todo(
            State(_tr("Báo cáo"), Tone.INFO, Shape.RING), title, _tr("Chưa đặt hạn nộp"), lambda: ways.open("reports")
        )
    on = due.period.due_on
    late = due.days_left < 0
    tone = Tone.BAD if due.days_left <= _SOON else Tone.WARN
    state = State(_tr("Hạn {day}").format(day=f"{on.day:02}/{on.month:02}"), tone, Shape.TRIANGLE)
    left = _tr("Quá hạn {count} ngày") if late else _tr("Còn {count} ngày") if due.days_left else _tr("Hạn là hôm nay")
    told = f"{left.format(count=format_count(abs(due.days_left)))} · {_tr('số liệu đã điền sẵn')}"
    return Todo(state, title, told, lambda: ways.open("reports"))


def _survey_todo(seen: VillageOverview, ways: Ways) -> Iterator[Todo]:
    survey = seen.survey
    if not survey.round_name or not survey.left_over:
        return
    hamlets = [f"{one.hamlet or _tr('chưa ghi xóm')} {one.households} hộ" for one in survey.left[:4]]
    state = State(_tr("{count} hộ").format(count=format_count(survey.left_over)), Tone.WARN, Shape.RING)
    title = _tr("Hộ chưa khảo sát {round}").format(round=survey.round_name)
    yield Todo(state, initial_upper(title), ", ".join(hamlets), lambda: ways.open("survey"))


def _decided_todo(desk: Desk, ways: Ways) -> Iterator[Todo]:
    """What the commune decided since one last looked, and what only this village can decide."""
    unread, own = count_unread(desk.store), count_to_decide(desk.store)
    if own:
        title = _tr("{count} mục hai máy của thôn ghi khác nhau").format(count=format_count(own))
        state = State(_tr("Thôn quyết"), Tone.WARN, Shape.TRIANGLE)
        yield Todo(state, title, _tr("Chọn giá trị đúng, ghi lý do"), lambda: ways.open("decided"))
    if unread:
        title = _tr("Xã đã quyết định {count} chỗ khác nhau").format(count=format_count(unread))
        state = State(_tr("Mới"), Tone.INFO, Shape.FULL)
        yield Todo(state, title, _tr("Xem giá trị nào được giữ và lý do"), lambda: ways.open("decided"))


def _bundle_todo(seen: VillageOverview, ways: Ways, day: date) -> Iterator[Todo]:
    last = seen.last_bundle
    if seen.unexported:
        state = State(_tr("Chưa nộp"), Tone.WARN, Shape.HALF)
        title = _tr("{count} thay đổi chưa ghi vào gói nào").format(count=format_count(seen.unexported))
        told = _tr("Bấm F9 để ghi ra USB nộp về xã")
        yield Todo(state, title, told, ways.hand_over)
    elif seen.unacknowledged and last:
        days = (day - last.written_on).days
        tone = Tone.BAD if days >= LONG_DAYS else Tone.WARN
        state = State(_tr("Gói {number}").format(number=last.number), tone, Shape.HALF)
        on = format_input_date(last.written_on)
        told = _tr("Ghi ngày {day} · {count} thay đổi").format(day=on, count=format_count(last.entries))
        if days >= LONG_DAYS:
            told = f"{told} · {_tr('đã {days} ngày, nên gọi cán bộ xã').format(days=format_count(days))}"
        yield Todo(state, _tr("Đã ghi ra, xã chưa báo nhận"), told, ways.hand_over)
