"""Hôm nay reminds of reports and bundles: from the day before they are due until the commune has them, end to end."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.models.reporting import VillageReport
from desktop.models.setup import own_village
from desktop.models.store import Store
from desktop.sync import credentials
from desktop.sync.exporting import export
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.village.handing_over import written
from desktop.ui.village.report_page import ReportPage
from desktop.ui.village.report_room import ReportRoom
from desktop.ui.village.today import VillageTodayPage
from desktop.ui.window import DeskWindow
from tests.makers import move_home
from tests.ui.screen import NOW, settle
from tests.ui.village.conftest import OpenVillage


@pytest.fixture
def commune(demo: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the demo's commune."""
    move_home(demo / "xa", tmp_path / "xa")
    with Store.open(tmp_path / "xa", ScriptedClock(NOW + timedelta(hours=1), seed=9)) as opened:
        yield opened


def _told(window: DeskWindow) -> list[str]:
    """The lines of Hôm nay, read anew."""
    window.open_room("today")
    page = window.page("today")
    assert isinstance(page, VillageTodayPage)
    page.refresh()
    settle()
    return [row.accessibleName() for row in page.findChildren(TodoRow) if row.isVisible()]


def _line(window: DeskWindow, part: str) -> str:
    return next((line for line in _told(window) if part in line), "")


def _page(window: DeskWindow) -> ReportPage:
    window.open_room("reports")
    room = window.page("reports")
    assert isinstance(room, ReportRoom)
    return room.report


@contextmanager
def _on(desk: Desk, day: datetime) -> Iterator[None]:
    """Another day on this machine."""
    with ExitStack() as stack:
        before = desk.store.clock
        stack.callback(setattr, desk.store, "clock", before)
        desk.store.clock = ScriptedClock(day, seed=31)
        yield


def test_a_report_is_reminded_of_until_it_is_sent(open_village: OpenVillage, monkeypatch: pytest.MonkeyPatch):
    desk, window = open_village("thon-03")
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    assert _line(window, "Báo cáo tháng 8 năm 2025").startswith("Sửa lại. ")  # the commune has returned it
    quarter = "Báo cáo quý III năm 2025"
    assert "Hạn 03/10" in _line(window, quarter)
    for day, words in ((30, "Còn 3 ngày"), (33, "Hạn là hôm nay"), (36, "Quá hạn 3 ngày")):
        with _on(desk, datetime(2025, 8, 31, 2, 0, tzinfo=UTC) + timedelta(days=day)):
            assert words in _line(window, quarter)
    page = _page(window)
    page.send()
    assert _line(window, "Báo cáo tháng 8 năm 2025") == ""
    assert _line(window, quarter)


def test_the_line_opens_the_report(open_village: OpenVillage):
    _, window = open_village("thon-03")
    _told(window)
    (row,) = [one for one in window.page("today").findChildren(TodoRow) if "Sửa lại" in one.accessibleName()]
    row.click()
    assert window.room == "reports"
    period = _page(window).period
    assert period is not None
    assert period.state == "can_sua"


def test_a_bundle_is_reminded_of_until_the_commune_has_it(open_village: OpenVillage, commune: Store, tmp_path: Path):
    """Not written, written, a week old, acknowledged: the reminder goes with the commune's receipt and not before."""
    desk, window = open_village()
    assert "chưa ghi vào gói nào" in _line(window, "thay đổi")
    folder = tmp_path / "usb"
    folder.mkdir()
    bundle = export(desk.store, desk.credentials, folder).path
    waiting = _line(window, "xã chưa báo nhận")
    assert f"Gói {written(desk.store)[0].number}. " in waiting
    assert "nên gọi cán bộ xã" not in waiting
    with _on(desk, NOW + timedelta(days=7)):
        assert "đã 7 ngày, nên gọi cán bộ xã" in _line(window, "xã chưa báo nhận")
    keys = credentials.load(commune.home)
    assert merge_file(commune, keys, bundle).verdict == "merged"
    assert _line(window, "xã chưa báo nhận")  # that the commune has merged it is not known here yet
    answer = export(commune, keys, tmp_path, village=own_village(desk.store)).path
    shutil.copy(answer, folder / answer.name)
    assert merge_file(desk.store, desk.credentials, folder / answer.name).verdict == "merged"
    assert written(desk.store)[0].received
    assert _line(window, "xã chưa báo nhận") == ""


def test_a_returned_report_comes_down_with_the_communes_words(
    open_village: OpenVillage, commune: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Sent, carried up, given back with a remark, carried down: Hôm nay and the report say so; then sent again."""
    desk, window = open_village()
    monkeypatch.setattr("desktop.ui.village.report_page.ask", lambda *_, **__: True)
    page = _page(window)
    page.send()
    period = page.period
    assert period is not None
    keys, up = credentials.load(commune.home), tmp_path / "len"
    up.mkdir()
    assert merge_file(commune, keys, export(desk.store, desk.credentials, up).path).verdict == "merged"
    commune_desk = Desk(commune, keys, desk.settings)
    with commune_desk.acting() as acts:
        acts.set(VillageReport, period.report_id or "", state="can_sua", remark="Ghi rõ xóm nào")
    answer = export(commune, keys, tmp_path, village=own_village(desk.store)).path
    assert merge_file(desk.store, desk.credentials, answer).verdict == "merged"
    desk.tell_changed(frozenset({"village_report", "bundle"}))
    assert _line(window, f"Báo cáo {period.name}").startswith("Sửa lại. ")
    page = _page(window)
    page.show_report(period.id)
    assert "Ghi rõ xóm nào" in page._banners[0].accessibleName()
    page.send()
    assert _line(window, f"Báo cáo {period.name}") == ""
