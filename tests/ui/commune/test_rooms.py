"""The other rooms of the commune's desk on a real store: standing, answers to reports, conflicts, enrolment, report."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.models import commune_queries as queries
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.reporting import CommuneReport, Period, VillageReport
from desktop.ui.commune.own_reports_card import OwnReportsCard
from desktop.ui.commune.period_dialog import PeriodDialog
from desktop.ui.commune.remark_dialog import RemarkDialog
from desktop.ui.commune.village_dialog import VillageDialog
from desktop.ui.commune.village_page import VillagePage
from desktop.ui.commune.villages_list import TO_CALL, Line
from tests.ui.commune.conftest import Commune


def lines(commune: Commune) -> list[Line]:
    source = commune.villages.source
    return list(source.rows(0, source.count()))


def test_the_first_room_says_whom_to_call(commune: Commune) -> None:
    room = commune.villages
    late = [line.village.name for line in lines(commune) if line.village and line.village.report_overdue]
    titles = [tile.button.accessibleName() for tile in room.now.tiles]
    assert titles[0] == f"1 thôn nộp chậm. {late[0]}" or len(late) > 1
    assert any("chỗ khác nhau" in title for title in titles)
    last = lines(commune)[-1]
    assert last.village is None  # the totals stand at the end
    assert len(last.shown) == len(queries.villages(commune.store))


def test_the_totals_stay_at_the_end_however_it_is_sorted(commune: Commune) -> None:
    source = commune.villages.source
    for descending in (False, True):
        source.sort("visits", descending=descending)
        assert source.rows(0, 99)[-1].village is None


def test_a_village_that_owes_is_found_by_its_filter(commune: Commune) -> None:
    room = commune.villages
    room.list.filtered.emit(TO_CALL)
    shown = [line.village for line in lines(commune) if line.village]
    assert shown
    assert all(one.report_overdue or one.report_state == "can_sua" or one.held_bundles for one in shown)


def _village_with(commune: Commune, state: str) -> str:
    report = commune.store.first(VillageReport.select().where(VillageReport.state == state))
    assert report is not None
    return str(report.village_id)


def test_a_village_that_handed_in_nothing_has_no_figures(commune: Commune) -> None:
    room = commune.villages
    silent = next(line.village for line in lines(commune) if line.village and line.village.last_bundle is None)
    room.show_village(silent.id)
    assert room.village.report is not None
    told = " ".join(label.text() for label in room.village.report.findChildren(QLabel))
    assert "chưa nộp số liệu" in told
    assert "0 buổi" not in told


def test_a_report_is_received(commune: Commune) -> None:
    room = commune.villages
    village = _village_with(commune, "can_sua")
    room.show_village(village)
    card = room.village.report
    assert card is not None
    assert card.receive is not None
    card.receive.click()
    report = commune.store.first(VillageReport.select().where(VillageReport.village_id == village))
    assert report is not None
    assert (report.state, report.received_on) == ("da_tiep_nhan", commune.desk.day)


def test_a_report_goes_back_with_a_remark(commune: Commune) -> None:
    room = commune.villages
    village = _village_with(commune, "da_tiep_nhan")
    room.show_village(village)
    card = room.village.report
    assert card is not None
    card._write_remark("Ghi rõ xóm nào mất sóng.")
    report = commune.store.first(VillageReport.select().where(VillageReport.village_id == village))
    assert report is not None
    assert (report.state, report.remark, report.received_on) == ("can_sua", "Ghi rõ xóm nào mất sóng.", None)


def test_a_report_does_not_go_back_without_a_word(commune: Commune, qtbot: QtBot) -> None:
    dialog = RemarkDialog("Nà Cà", "", commune.window)
    qtbot.addWidget(dialog)
    told: list[str] = []
    dialog.write = told.append
    dialog.try_to_save()
    assert not told
    dialog.remark.setPlainText("Thiếu số hộ.")
    dialog.try_to_save()
    assert told == ["Thiếu số hộ."]


# --- enrolment ---


def test_a_file_that_asks_for_nothing_is_told(commune: Commune, tmp_path: Path) -> None:
    (tmp_path / "la.toso").write_bytes(b"khong phai")
    room = commune.enrolment
    room.take_files([tmp_path / "la.toso"])
    assert room.card is None
    assert room.banner is not None
    assert "la.toso" in room.banner.accessibleName()


# --- the report ---


def test_words_are_kept_by_themselves_and_suggestions_only_added(commune: Commune) -> None:
    room = commune.report
    box = room.words.boxes["ton_tai"]
    before = box.text()
    assert not box.take_button.isHidden()
    box.take_button.click()
    assert box.text().startswith(before)
    assert box.text() != before
    room.words.keep_now()
    kept = commune.store.first(CommuneReport.select().where(CommuneReport.period_id == room.period.period_id))
    assert kept is not None
    assert kept.narrative["ton_tai"] == box.text()
    assert kept.narrative["chi_dao"] == room.words.boxes["chi_dao"].text()


def test_words_of_one_period_do_not_come_into_another(commune: Commune) -> None:
    room = commune.report
    first = room.period.period_id
    room.words.boxes["sang_kien"].editor.setPlainText("Lớp học tối thứ Bảy.")
    other = next(one.id for one in queries.periods(commune.store) if one.id != first)
    room.period.choose(other)
    assert room.words.boxes["sang_kien"].text() == ""
    room.period.choose(first)
    assert room.words.boxes["sang_kien"].text() == "Lớp học tối thứ Bảy."


def test_the_pdf_is_saved_and_its_pages_are_shown(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    room = commune.report
    room.save_to(tmp_path / "bao-cao.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "bao-cao.pdf").exists())
    assert (tmp_path / "bao-cao.pdf").read_bytes().startswith(b"%PDF")
    room.show_view(2)
    qtbot.waitUntil(lambda: room.paper.pages > 1)


def test_paper_copies_are_counted(commune: Commune) -> None:
    room = commune.report
    assert room.facts is not None
    persons = sum(len(one.persons) or 1 for one in room.facts.recipients if one.channel == "giay")
    assert room.recipients.told.text().startswith(f"In {persons} bản giấy")


# --- villages and periods ---


def test_a_village_is_added_with_its_head(commune: Commune, qtbot: QtBot) -> None:
    dialog = VillageDialog(commune.desk, None, commune.window)
    qtbot.addWidget(dialog)
    dialog.code.setText("02107-01")
    dialog.name.setText("Nà Mới")
    dialog.try_to_save()
    assert "Đã có thôn" in dialog.form.fields["code"].problem
    dialog.code.setText("02107-77")
    dialog.people["head"][0].setText("Nông Văn Thử")
    dialog.people["head"][1].setText("0912 345 678")
    dialog.try_to_save()
    village = commune.store.first(Village.select().where(Village.code == "02107-77"))
    assert village is not None
    head = queries.contacts(commune.store, commune.desk.day)[village.id][0]
    assert (head.name, head.phone) == ("Nông Văn Thử", "0912345678")


def test_a_month_is_added(commune: Commune, qtbot: QtBot) -> None:
    dialog = PeriodDialog(commune.desk, commune.window)
    qtbot.addWidget(dialog)
    dialog.try_to_save()
    period = commune.store.first(Period.select().where(Period.name == "tháng 9 năm 2025"))
    assert period is not None
    assert period.due_on is not None


# --- every room ---


@pytest.mark.parametrize("key", ["villages", "inbox", "conflicts", "report", "enrolment", "lists"])
def test_every_control_has_a_name_and_can_be_reached(commune: Commune, key: str) -> None:
    commune.window.open_room(key)
    page = commune.window.page(key)
    controls: list[QWidget] = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)]
    controls += page.findChildren(QPlainTextEdit)
    for control in controls:
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert control.accessibleName(), control
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_report_that_a_village_began_by_itself_is_on_its_page_alone(commune: Commune) -> None:
    village = queries.villages(commune.store)[0]
    day = commune.desk.day
    with changing(commune.store) as change:
        own = change.add(
            Period, village_id=village.id, kind="dot_xuat", name="đợt cao điểm", first_day=day, last_day=day
        )
        change.add(VillageReport, village_id=village.id, period_id=own, state="da_gui", sent_on=day)
    assert own not in [one.id for one in queries.periods(commune.store)]
    room = commune.villages
    page = VillagePage(commune.desk)
    page.show_village(village.id, room.period.period_id)
    (card,) = page.findChildren(OwnReportsCard)
    assert card.has_any
    card.chosen.emit(own)
    assert page.report is not None
    assert page.report._period_id == own
    assert page.report.receive is not None
    page.report.receive.click()
    assert commune.store.value("SELECT state FROM village_report WHERE period_id = ?", [own]) == "da_tiep_nhan"
    page.deleteLater()


def test_a_sudden_period_is_asked_of_everybody(commune: Commune, qtbot: QtBot) -> None:
    dialog = PeriodDialog(commune.desk, commune.window)
    qtbot.addWidget(dialog)
    dialog.choose("dot_xuat")
    dialog.name.setText("đợt tháng an toàn số")
    dialog.due.show_date(None)
    dialog.try_to_save()
    assert dialog.form.fields["due_on"].problem  # by when is the commune's to say
    dialog.due.show_date(commune.desk.day)
    dialog.try_to_save()
    period = commune.store.first(Period.select().where(Period.name == "đợt tháng an toàn số"))
    assert period is not None
    assert (period.kind, period.village_id, period.due_on) == ("dot_xuat", None, commune.desk.day)
