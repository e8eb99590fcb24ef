"""Reports: figures filled in, words kept as they are typed, the paper, sending."""

from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from desktop.models.reporting import VillageReport
from desktop.ui.desk import Desk
from desktop.ui.village.report_room import ReportRoom
from desktop.ui.window import DeskWindow
from tests.ui.village.conftest import OpenVillage

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
    page._boxes["kho_khan"].setPlainText("Sóng yếu ở xóm trên")
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
    assert page._boxes["ket_qua"].isReadOnly()
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
