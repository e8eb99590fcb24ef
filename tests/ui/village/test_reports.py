"""Reports: figures filled in, words kept as they are typed, the paper, sending."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.models.access_log import OPENED, access_lines
from desktop.models.report_calendar import place_on, sudden_period
from desktop.models.reporting import VillageReport
from desktop.models.sessions import Session
from desktop.models.village_periods import PeriodRow, own_village_id
from desktop.ui.desk import Desk
from desktop.ui.period_dialog import PeriodDialog
from desktop.ui.village.report_page import ReportPage
from desktop.ui.village.report_room import ReportRoom
from desktop.ui.village.report_steps import steps_of
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import CTRL, focused, press, press_on
from tests.ui.village.conftest import Answering, OpenVillage

DeskAndWindow = tuple[Desk, DeskWindow]


def _room(window: DeskWindow) -> ReportRoom:
    window.open_room("reports")
    room = window.page("reports")
    assert isinstance(room, ReportRoom)
    return room


def _report(desk: Desk, period: str) -> VillageReport | None:
    return desk.store.first(VillageReport.select().where(VillageReport.period_id == period, ~VillageReport.deleted))


def test_words_are_kept_when_another_room_is_opened(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    page = _room(window).report
    assert _report(desk, page._period_id) is None
    page.words.boxes["kho_khan"].setPlainText("Sóng yếu ở xóm trên")
    window.open_room("today")
    kept = _report(desk, page._period_id)
    assert kept is not None
    assert (kept.state, kept.narrative) == ("nhap", {"kho_khan": "Sóng yếu ở xóm trên"})


def test_sending_freezes_the_figures(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    page = _room(window).report
    page.send()
    sent = _report(desk, page._period_id)
    assert sent is not None
    assert (sent.state, sent.sent_on) == ("da_gui", desk.day)
    assert "HD01" in str(msgspec.json.encode(sent.figures))
    assert page.words.boxes["ket_qua"].isReadOnly()
    page._take_back()
    again = _report(desk, page._period_id)
    assert again is not None
    assert again.state == "nhap"


def test_a_returned_report_opens_first_with_the_communes_words(open_village: OpenVillage):
    _, window = open_village("thon-03")
    page = _room(window).report
    assert page.period is not None
    assert page.period.state == "can_sua"
    assert page._banners
    assert page.period.remark in page._banners[0].accessibleName()


def test_the_paper_is_shown_and_saved(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path):
    _, window = desk_and_window
    room = _room(window)
    with qtbot.waitSignal(room.paper.ready, timeout=20_000):
        room.report.show_paper()
    assert room.paper.paper.pages >= 1
    assert room.paper.save_to(tmp_path / "bao-cao.pdf")
    assert (tmp_path / "bao-cao.pdf").read_bytes().startswith(b"%PDF")


# --- periods of the village's own ---


def test_a_sudden_report_is_begun_by_keyboard(desk_and_window: DeskAndWindow, answering: Answering):
    """The days of the last week stand there already: two keys begin it, and its figures are those of its days."""
    desk, window = desk_and_window
    page = _room(window).report

    def fill(dialog: PeriodDialog) -> None:
        press_on(dialog.kind, Qt.Key.Key_5)
        assert dialog.first.isVisible()
        press_on(dialog, Qt.Key.Key_S, CTRL)
        assert dialog.result() == PeriodDialog.DialogCode.Accepted

    add_period(answering, fill, page)
    period = page.period
    assert period is not None
    assert (period.kind, period.own, period.state) == ("dot_xuat", True, "nhap")
    assert (period.first_day, period.last_day) == (desk.day - timedelta(days=6), desk.day)
    facts = page.facts()
    assert facts is not None
    assert facts.figures["HD01"].value == len(
        desk.store.rows(
            "SELECT 1 FROM session WHERE NOT deleted AND held_on BETWEEN ? AND ?",
            [period.first_day.isoformat(), period.last_day.isoformat()],
        )
    )


def add_period(answering: Answering, fill: Callable[..., None], page: ReportPage) -> None:
    """Press Ctrl+N on the page and answer the dialog that comes."""
    came = answering(PeriodDialog, fill)
    press_on(page, Qt.Key.Key_N, CTRL)
    assert len(came) == 1


def test_what_cannot_be_a_period_is_said_beside_its_field(desk_and_window: DeskAndWindow, answering: Answering):
    desk, window = desk_and_window
    page = _room(window).report
    told: list[str] = []

    def fill(dialog: PeriodDialog) -> None:
        dialog.choose("dot_xuat")
        for first, last in ((0, -5), (2, 3)):
            dialog.first.show_date(desk.day + timedelta(days=first))
            dialog.last.show_date(desk.day + timedelta(days=last))
            dialog.try_to_save()
            told.extend(field.problem for field in dialog.form.fields.values() if field.problem)
        dialog.done(0)

    add_period(answering, fill, page)
    assert any("Ngày cuối phải từ ngày" in text for text in told)
    assert any("Ngày đầu chưa đến" in text for text in told)


def test_periods_that_are_there_are_not_offered_again(desk_and_window: DeskAndWindow, answering: Answering):
    _, window = desk_and_window
    page = _room(window).report
    offered: dict[str, list[str]] = {}

    def fill(dialog: PeriodDialog) -> None:
        for kind in ("thang", "quy", "nam"):
            dialog.choose(kind, "duong_lich")
            offered[kind] = [dialog.which.itemText(place) for place in range(dialog.which.count())]
        dialog.choose("thang", "nd_09")
        offered["nd_09"] = [dialog.which.itemText(0)]
        dialog.done(0)

    add_period(answering, fill, page)
    assert not any(text.startswith("Tháng 8 năm 2025") for text in offered["thang"])
    assert not any(text.startswith("Quý III năm 2025") for text in offered["quy"])
    assert offered["thang"][0].startswith("Tháng 9 năm 2025")
    assert offered["nam"][1].startswith("Năm 2025")
    assert offered["nd_09"] == ["Tháng 8 năm 2025 (15/07/2025 - 14/08/2025)"]


def test_an_own_period_goes_over_to_the_communes_or_is_deleted(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    page = _room(window).report
    page.begin(place_on("thang", "duong_lich", desk.day).facts())
    page.words.boxes["kho_khan"].setPlainText("Sóng yếu")
    page.keep()
    theirs = page._periods[-1].id
    page._periods = [  # as if the commune had published these days
        replace(one, report_id=None, state="", kind="thang", first_day=own.first_day, last_day=own.last_day)
        if one.id == theirs and (own := page.period)
        else one
        for one in page._periods
    ]
    page._join()
    report = _report(desk, theirs)
    assert report is not None
    assert report.narrative == {"kho_khan": "Sóng yếu"}
    page.begin(sudden_period(desk.day, desk.day))
    assert not page._drop.isHidden()
    page._drop_period()
    assert not any(one.own for one in page._periods)


# --- figures and their records ---


def test_a_figure_opens_its_records_and_gives_the_keyboard_back(qtbot: QtBot, desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = _room(window)
    facts = room.report.facts()
    assert facts is not None
    room.report.figures.go_to("HD02")
    press(Qt.Key.Key_Return)
    assert room.shown is room.records
    assert room.records.rows is not None
    assert room.records.rows.total == facts.figures["HD02"].value
    assert f"Cộng: {facts.figures['HD02'].value} lượt" in room.records._foot.text()
    assert room.records.view.hasFocus()
    press_on(room.records, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not room.records.isVisible())
    assert getattr(focused(), "code", "") == "HD02"
    press(Qt.Key.Key_Up)
    assert getattr(focused(), "code", "") == "HD01"


def test_every_figure_of_the_demo_has_its_records(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = _room(window)
    facts = room.report.facts()
    assert facts is not None
    for code, figure in facts.figures.items():
        room.report.show_records(code)
        rows = room.records.rows
        assert rows is not None
        assert figure.value in (None, rows.total), code
        assert figure.base in (None, rows.total_base), code


def test_opening_a_list_of_households_is_noted(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = _room(window)
    room.report.show_records("KS-1")
    (line,) = access_lines(desk.store, 0, 5, OPENED)
    assert (line.what, line.about, line.records) == ("households", "KS-1", len(room.records.rows.parts))  # type: ignore[union-attr]


def test_from_a_record_one_goes_to_its_room(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = _room(window)
    for code, key in (("HD01", "support"), ("HD02", "support"), ("KS-1", "households"), ("TC02", "roster")):
        window.open_room("reports")
        room.report.show_records(code)
        press(Qt.Key.Key_Return)
        assert window.room == key, code


# --- the states ---


def _commune_answers(desk: Desk, report: VillageReport, **values: object) -> None:
    """As if the commune's bundle had been merged."""
    with desk.store.transaction():
        for name, value in values.items():
            desk.store.execute(f"UPDATE village_report SET {name} = ? WHERE id = ?", [value, report.id])
    desk.tell_changed(frozenset({"village_report"}))


def test_the_steps_say_where_the_report_is_and_what_can_be_done(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    page = _room(window).report
    assert [step.words for step in steps_of(_shown(page))] == ["Nháp", "Đã gửi", "Đã tiếp nhận", "Đã khóa"]
    assert "Đưa vào gói tới" in page.steps.told
    page.send()
    assert [step.words for step in steps_of(_shown(page))][1] == "Đã gửi 06/09/2025"
    assert "chưa ghi ra đâu" in page.steps.told
    report = _report(desk, page._period_id)
    assert report is not None
    _commune_answers(desk, report, state="can_sua", remark="Ghi rõ xóm")
    assert [step.words for step in steps_of(_shown(page))][2] == "Cần sửa"
    assert "Ghi rõ xóm" in page._banners[0].accessibleName()
    assert page.primary is not None
    assert page.primary.isVisible()
    _commune_answers(desk, report, state="da_khoa", received_on="2025-09-07")
    assert "khóa sổ" in page.steps.told
    assert not page.primary.isVisible()
    assert page.words.boxes["ket_qua"].isReadOnly()


def _shown(page: ReportPage) -> PeriodRow:
    assert page.period is not None
    return page.period


def test_a_locked_report_keeps_its_figures_and_says_what_differs_today(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    page = _room(window).report
    page.send()
    sent = page.facts()
    report = _report(desk, page._period_id)
    assert sent is not None
    assert report is not None
    _commune_answers(desk, report, state="da_khoa", received_on="2025-09-06")
    assert "Sổ hôm nay khác" not in page._figures_told.text()
    with desk.acting() as acts:
        acts.add(Session, village_id=own_village_id(desk.store), kind="HN", held_on=_shown(page).first_day)
    now = page.facts()
    assert now is not None
    assert now.figures["HD01"].value == sent.figures["HD01"].value
    assert "Sổ hôm nay khác ở 1 chỉ tiêu" in page._figures_told.text()
    (row,) = [button for button in page.figures.buttons if button.code == "HD01"]
    assert f"hôm nay {(sent.figures['HD01'].value or 0) + 1} buổi" in row.accessibleName()


# --- suggestions ---


def test_a_suggestion_goes_in_at_the_cursor_and_writes_over_nothing(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    card = _room(window).report.words
    box = card.boxes["ky_toi"]
    assert box.placeholderText().startswith("Gợi ý: ")
    assert box.toPlainText() == ""
    box.setPlainText("Trước. Sau.")
    cursor = box.textCursor()
    cursor.setPosition(6)
    cursor.setPosition(11, cursor.MoveMode.KeepAnchor)  # what is marked is not written over either
    box.setTextCursor(cursor)
    box.setFocus()
    press_on(box, Qt.Key.Key_G, CTRL)
    text = box.toPlainText()
    assert text.startswith("Trước. Sau.") or (text.startswith("Trước.") and text.endswith("Sau."))
    assert card._suggested["ky_toi"] in text
    box.undo()
    assert box.toPlainText() == "Trước. Sau."


def test_a_sent_report_offers_no_suggestions(desk_and_window: DeskAndWindow, monkeypatch):
    _, window = desk_and_window
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    page = _room(window).report
    page.send()
    assert all(button.isHidden() for button in page.words.buttons.values())
