"""Invented content for the gallery and the tests: a village desk with no store behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.text import fold, format_count, name_sort_key
from desktop.ui.acts import Act
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.parts.bars import Bar
from desktop.ui.parts.todo_row import Todo
from desktop.ui.rail import Place, Room
from desktop.ui.rows import Column
from desktop.ui.states import Shape, State
from desktop.ui.tables import RowsModel
from desktop.ui.today_page import Tile, Today, TodayPage
from desktop.ui.tokens import Tone

PLACE = Place("Thôn Nà Quang", "xã Thanh Thịnh")
LONG_PLACE = Place("Thôn Nà Quang - Khuổi Lót Thượng", "xã Thanh Thịnh, tỉnh Thái Nguyên")

DONE = State("Đã xong", Tone.GOOD, Shape.FULL)
NOT_YET = State("Chưa", Tone.WARN, Shape.RING)
AWAY = State("Vắng", Tone.WARN, Shape.HALF)
REFUSED = State("Từ chối", Tone.BAD, Shape.CROSS)

STATUS = (
    State("Đã lưu lúc 19:42", Tone.GOOD, Shape.TICK),
    State("Sao lưu gần nhất: hôm nay 07:30", Tone.GOOD, Shape.TICK),
    State("Xã đã nhận đến gói số 11, gói 12 chưa báo nhận", Tone.WARN, Shape.HALF),
)


def nothing() -> None:
    """What a sample's button does."""


@dataclass(frozen=True)
class Household:
    """A line of the sample list."""

    code: str
    head: str
    hamlet: str
    phone: str
    survey: State
    support: str


_SURNAMES = ("Nguyễn Văn", "Nông Thị", "Lường Văn", "Hoàng Thị", "Triệu Văn", "Bàn Thị", "Đặng Văn", "Lý A")
_GIVEN = ("Hạnh", "Hảo", "Hiến", "Hòa", "Hoà", "Hồng", "Hùng", "Hưng", "Hữu", "Páo", "Ước", "Yến")
_HAMLETS = ("Nà Ba", "Khuổi Lót", "Cốc Po")
_SUPPORT = ("18/11 · VNeID mức 2", "-", "02/11 · Dịch vụ công trực tuyến", "10/11 · Sổ sức khỏe điện tử", "-")
_STATES = (DONE, NOT_YET, DONE, DONE, AWAY, DONE, REFUSED)


def household(number: int) -> Household:
    """The sample household of a number; the same every time."""
    head = f"{_SURNAMES[number % len(_SURNAMES)]} {_GIVEN[number % len(_GIVEN)]}"
    phone = "-" if number % 3 == 1 else f"0912 {345 + number % 600:03} {678 - number % 600:03}"
    hamlet, state = _HAMLETS[number % len(_HAMLETS)], _STATES[number % len(_STATES)]
    return Household(f"02107-01-{number + 1:03}", head, hamlet, phone, state, _SUPPORT[number % len(_SUPPORT)])


COLUMNS: Sequence[Column[Household]] = (
    Column("Mã hộ", lambda row: row.code, width=138, key="code"),
    Column("Chủ hộ", lambda row: row.head, width=170, key="head", strong=True),
    Column("Xóm", lambda row: row.hamlet, width=100, key="hamlet"),
    Column("Điện thoại", lambda row: row.phone, width=132, spare=1),
    Column("Khảo sát", lambda row: row.survey.words, width=122, key="survey", state=lambda row: row.survey),
    Column("Hỗ trợ gần nhất", lambda row: row.support, width=250, key="support", spare=2),
)


class Households:
    """A RowSource that makes its rows when asked and remembers what it was asked for."""

    columns = COLUMNS

    def __init__(self, total: int) -> None:
        self._all = [household(number) for number in range(total)]
        self._shown = list(self._all)
        self.asked: list[tuple[int, int]] = []
        self.sorted_by: tuple[str, bool] = ("", False)

    def count(self) -> int:
        return len(self._shown)

    def rows(self, offset: int, limit: int) -> Sequence[Household]:
        self.asked.append((offset, limit))
        return self._shown[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        self.sorted_by = (key, descending)
        by: Callable[[Household], str] = lambda row: name_sort_key(row.head) if key == "head" else row.code  # noqa: E731
        self._shown.sort(key=by, reverse=descending)

    def search(self, text: str) -> None:
        wanted = fold(text).split()
        self._shown = [row for row in self._all if all(part in fold(row.head) for part in wanted)]


class ManyRows:
    """A source of any length that holds no rows at all; for measuring what a list asks for."""

    columns = COLUMNS

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[int, int]] = []
        self.sorted_by: list[tuple[str, bool]] = []

    def count(self) -> int:
        return self.total

    def rows(self, offset: int, limit: int) -> Sequence[Household]:
        self.asked.append((offset, limit))
        return [household(number) for number in range(offset, min(offset + limit, self.total))]

    def sort(self, key: str, *, descending: bool) -> None:
        self.sorted_by.append((key, descending))


def todos() -> list[Todo]:
    """Things to do, as on the sketch."""
    return [
        Todo(
            State("Hạn 25/11", Tone.BAD, Shape.TRIANGLE),
            "Nộp báo cáo tháng 11",
            "Còn 3 ngày · số liệu đã điền sẵn, cần xem lại 2 mục",
            nothing,
        ),
        Todo(
            State("12 hộ", Tone.WARN, Shape.RING), "Hộ chưa khảo sát đợt 2/2026", "Khuổi Lót 7 hộ, Nà Ba 5 hộ", nothing
        ),
        Todo(
            State("1 đơn", Tone.WARN, Shape.RING),
            "Đơn xin tham gia Tổ chờ Tổ trưởng",
            "Nông Thị Hiền · nộp ngày 20/11",
            nothing,
        ),
        Todo(
            State("Gói 12", Tone.WARN, Shape.HALF),
            "Đã ghi ra USB, xã chưa báo nhận",
            "Ghi ngày 18/11 · 34 thay đổi",
            nothing,
        ),
        Todo(
            State("14:00", Tone.INFO, Shape.FULL),
            "Hẹn hỗ trợ lại: Lường Văn Hòa",
            "Sổ sức khỏe điện tử · chiều nay",
            nothing,
        ),
    ]


def today() -> Today:
    """The sample day."""
    return Today(
        day="Chủ Nhật, ngày 22 tháng 11 năm 2026",
        todos=todos(),
        calm="Không còn việc nào chờ.",
        tiles=(
            Tile("46", "lượt hỗ trợ", "tháng trước 38"),
            Tile("31", "người được hướng dẫn", "lần đầu: 9"),
            Tile("83/95", "hộ đã khảo sát", "từ chối 2 · vắng 3"),
            Tile("7", "thành viên Tổ", "1 cộng tác viên"),
        ),
        bars_heading="Tháng này hỗ trợ gì",
        bars=(
            Bar("Dịch vụ công trực tuyến", 18),
            Bar("VNeID mức 2", 11),
            Bar("Thanh toán điện tử", 9),
            Bar("Sổ sức khỏe điện tử", 6),
            Bar("Gian hàng số", 2),
        ),
        no_bars="Tháng này chưa có lượt hỗ trợ nào.",
    )


def today_page() -> TodayPage:
    """Hôm nay with the sample day."""
    page = TodayPage(
        (
            Act("Ghi lượt hỗ trợ", nothing, "hand-heart", "F2"),
            Act("Khảo sát hộ tiếp theo", nothing, "clipboard-check-outline", "F3"),
            Act("Nộp về xã", nothing, "usb-flash-drive-outline", "F9"),
        )
    )
    page.show_today(today())
    return page


def households_page(total: int = 95) -> ListPage:
    """Hộ dân with sample rows and a working search."""
    add = Act("Thêm hộ", nothing, "home-plus-outline", "Ctrl+N")
    page = ListPage(
        "Hộ dân",
        "Tìm theo tên, mã hộ, số điện thoại - không cần dấu",
        act=add,
        keys_hint="Enter mở hộ · F3 khảo sát · F2 ghi hỗ trợ",
    )
    source = Households(total)
    page.show_rows(RowsModel(source), lambda count: f"{format_count(count)} trong {format_count(total)} hộ")
    page.show_filters(
        (
            Filter("all", "Tất cả", total),
            Filter("unsurveyed", "Chưa khảo sát", 12),
            Filter("again", "Cần hỗ trợ lại", 4),
            Filter("poor", "Hộ nghèo", 6),
        ),
        "all",
    )
    page.show_empty(
        "home-group",
        "Chưa có hộ nào",
        "Đây là sổ theo dõi các hộ trong thôn. Hãy thêm từng hộ, hoặc nhận danh sách hộ từ tệp Excel.",
        Act("Thêm hộ đầu tiên", nothing, "home-plus-outline"),
    )

    def search(text: str) -> None:
        source.search(text)
        page.rows_changed()

    page.searched.connect(search)
    return page


def rooms(extra: Sequence[Room] = ()) -> list[Room]:
    """The village desk's rooms; those without a sample show an empty list."""
    return [
        Room("today", "Hôm nay", "weather-sunny", today_page, "Ctrl+1"),
        Room("households", "Hộ dân", "home-group", households_page, "Ctrl+2"),
        Room("survey", "Khảo sát", "clipboard-check-outline", lambda: households_page(0), "Ctrl+3"),
        Room("support", "Hỗ trợ", "hand-heart", lambda: households_page(0), "Ctrl+4"),
        Room("team", "Tổ", "account-group", lambda: households_page(0), "Ctrl+5"),
        Room("tasks", "Việc & ý kiến", "format-list-checks", lambda: households_page(0), "Ctrl+6"),
        Room("handover", "Nộp về xã", "usb-flash-drive-outline", lambda: households_page(0), "Ctrl+7"),
        Room("reports", "Báo cáo", "file-document-outline", lambda: households_page(0), "Ctrl+8"),
        *extra,
        Room("settings", "Cài đặt", "cog-outline", lambda: households_page(0), at_foot=True),
    ]
