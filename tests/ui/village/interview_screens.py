"""Pictures of the interview: a repeat with three members, one question at a time, a draft whose form has changed."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.interview.form import InterviewForm
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.surveys.test_xform import xform
from tests.ui.interview.forms import bind, line
from tests.ui.screen import Screen, settle

_YES: dict[str, object] = {"gap": "gap_duoc", "dong_y": "ky", "nguoi_tl": "Nông Thị Thử", "so_nk": 5, "so_14": 4}


def _choices(path: str, label: str, *labels: str) -> str:
    """A question with choices."""
    items = "".join(f"<item><label>{one}</label><value>c{at}</value></item>" for at, one in enumerate(labels))
    return f'<select1 ref="/data/{path}"><label>{label}</label>{items}</select1>'


def members_form() -> str:
    """A questionnaire that asks about each member of the household."""
    consent = (
        '<select1 ref="/data/dong_y"><label>Hộ có đồng ý trả lời không?</label><item><label>Đồng ý, ký phiếu</label>'
        "<value>ky</value></item><item><label>Từ chối</label><value>tu_choi</value></item></select1>"
    )
    asked = line("nguoi/ten", "Họ và tên") + (
        '<input ref="/data/nguoi/tuoi"><label>Tuổi của <output value="../ten"/></label></input>'
        '<input ref="/data/nguoi/lop"><label><output value="../ten"/> đang học lớp mấy</label></input>'
    )
    asked += _choices("nguoi/may", "Có điện thoại thông minh không", "Có", "Không", "Dùng chung")
    body = (
        f"{consent}<group><label>Nhà ở</label>{_choices('nha', 'Nhà đang ở là', 'Nhà xây', 'Nhà sàn', 'Khác')}</group>"
    )
    body += f'<group ref="/data/nguoi"><label>Người</label><repeat nodeset="/data/nguoi">{asked}</repeat></group>'
    binds = bind("nguoi/tuoi", "int", required="true()", constraint=". &lt; 120")
    binds += bind("nguoi/lop", "int", relevant="../tuoi &lt; 18")
    return xform(binds, body, "<dong_y/><nha/><nguoi><ten/><tuoi/><lop/><may/></nguoi>")


def _room(window: DeskWindow) -> SurveyRoom:
    window.open_room("survey")
    room = window.page("survey")
    assert isinstance(room, SurveyRoom)
    return room


def _begun(room: SurveyRoom, answers: dict[str, object]) -> InterviewForm:
    room.survey_next()
    form = room.page.interview
    assert form is not None
    form.show_answers({**form.answers(), **answers})
    form.changed.emit()
    settle()
    return form


def _members(desk: Desk, window: DeskWindow) -> QWidget:
    with desk.store.transaction():
        desk.store.execute("UPDATE form SET definition = ?", [members_form()])
    room = _room(window)
    people = [
        {"ten": "Nông Văn Thử", "tuoi": 47, "may": "c0"}, {"ten": "Lý Thị Mẫu", "tuoi": 44, "may": "c0"},
        {"ten": "Nông Thị Ví Dụ", "tuoi": 12},
    ]  # fmt: skip
    form = _begun(room, {"dong_y": "ky", "nha": "c1", "nguoi": people})
    form.go_to("/data/nguoi[3]/lop")
    QTest.qWait(30)
    return window


def _one(desk: Desk, window: DeskWindow) -> QWidget:
    room = _room(window)
    form = _begun(room, _YES)
    room.page.bar.one_by_one.setChecked(True)
    form.go_to("ket_noi")
    QTest.qWait(30)
    return window


def _needs(_desk: Desk, window: DeskWindow) -> QWidget:
    form = _begun(_room(window), {**_YES, "nhu_cau": ["CQ03", "XH08"]})
    form.go_to("nhu_cau")
    QTest.qWait(30)
    return window


def publish_newer(desk: Desk) -> None:
    """The commune's form as it stands after its next bundle: a question with another name, one choice with another."""
    text = str(desk.store.value("SELECT definition FROM form LIMIT 1")).replace('version="2025.1"', 'version="2025.2"')
    text = text.replace("/data/A/sdt", "/data/A/dien_thoai").replace("<sdt/>", "<dien_thoai/>")
    text = text.replace("<name>con</name>", "<name>con_chau</name>")
    columns = [row[1] for row in desk.store.rows("PRAGMA table_info(form)")]
    newer = {"id": "0199ffff-0000-7000-8000-000000000001", "version": "2025.2", "definition": text}
    chosen = ", ".join("?" if name in newer else name for name in columns)
    with desk.store.transaction():
        given = [newer[name] for name in columns if name in newer]
        desk.store.execute(f"INSERT INTO form SELECT {chosen} FROM form LIMIT 1", given)


def _newer(desk: Desk, window: DeskWindow, *, carry: bool = False) -> QWidget:
    room = _room(window)
    _begun(room, {**_YES, "quan_he": "con", "sdt": "0912345678"})
    household = room.page._household
    assert household is not None
    room.page.leave()
    publish_newer(desk)
    room.survey(household.id)
    if carry and room.page._banner:
        room.page._banner.button.click()
    settle()
    return window


INTERVIEW_SCREENS = [
    Screen("thon-phieu-ba-nguoi", "thon-01", _members),
    Screen("thon-phieu-tung-cau", "thon-01", _one),
    Screen("thon-phieu-nhu-cau", "thon-01", _needs),
    Screen("thon-phieu-ban-moi", "thon-01", _newer),
    Screen("thon-phieu-da-chuyen", "thon-01", lambda desk, window: _newer(desk, window, carry=True)),
]
