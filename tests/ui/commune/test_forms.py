"""Biểu mẫu: from the officer's file to the villages, looked at and tried before, closed after; bad files in words."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.errors import TosoError
from desktop.models.form_versions import CLOSED, DRAFT, IN_USE, FormVersion, form_versions
from desktop.models.survey_rounds import round_on
from desktop.ui.commune import forms_room as room_module
from desktop.ui.commune.forms_room import FormsRoom
from desktop.ui.commune.round_dialog import RoundDialog
from tests.surveys.books import SETTINGS, YES_NO, book, survey
from tests.ui.commune.conftest import Commune
from tests.ui.commune.form_screens import forms_room, newer_workbook
from tests.ui.screen import settle

Adds = Callable[[Path], FormsRoom]
advised: list[str] = []  #: what stood beside the questions that were answered with yes


@pytest.fixture
def room(commune: Commune) -> FormsRoom:
    return forms_room(commune.window)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[TosoError]:
    """The errors that the window told."""
    errors: list[TosoError] = []
    monkeypatch.setattr("desktop.ui.messages.tell", lambda _parent, error: errors.append(error))
    return errors


@pytest.fixture
def adds(room: FormsRoom, told: list[TosoError], qtbot: QtBot) -> Adds:
    """Adds a file and waits until it was looked at."""

    def add(path: Path) -> FormsRoom:
        room.show_list()
        room.list.say(None)
        errors = len(told)
        room.add_from(path)
        qtbot.waitUntil(
            lambda: room.list._banner is not None or room.shown is not room.list or len(told) > errors, timeout=20_000
        )
        settle()
        return room

    return add


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question is answered with yes."""
    asked: list[str] = []
    advised.clear()

    def answer(_parent: object, question: str, *_buttons: str, advice: str = "", **_given: object) -> bool:
        asked.append(question)
        advised.append(advice)
        return True

    monkeypatch.setattr(room_module, "ask", answer)
    return asked


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def small(folder: Path, label: str = "Hộ có mấy người?", version: str = "1") -> Path:
    settings = [SETTINGS[0], ["Phiếu thử", "thu", version]]
    asked = [["type", "name", "label"], ["integer", "so", label], ["text", "ten", "Tên"]]
    return saved(folder, "phiếu thử.xlsx", book(survey=asked, settings=settings))


def listed(room: FormsRoom, form_id: str = "thu") -> list[tuple[str, str]]:
    return [(one.version, one.state) for one in form_versions(room._desk.store) if one.form_id == form_id]


def banner(room: FormsRoom) -> str:
    assert room.list._banner is not None
    return room.list._banner.accessibleName()


def chosen(room: FormsRoom) -> FormVersion:
    one = room.list.chosen()
    assert one is not None
    return one


def offered(room: FormsRoom) -> set[str]:
    return {part.accessibleName() for part in room.list.acts.parts() if not part.isHidden()}


def test_a_file_becomes_a_draft_that_stays_on_this_desk(adds: Adds, commune: Commune, tmp_path: Path) -> None:
    journal = commune.tables()["journal"]
    room = adds(small(tmp_path))
    assert banner(room) == "Đã thêm bản nháp 1 của “Phiếu thử”: 2 câu. Hãy làm thử rồi phát hành."
    assert listed(room) == [("1", DRAFT)]
    assert (chosen(room).form_id, chosen(room).file_name) == ("thu", "phiếu thử.xlsx")
    assert {"Làm thử", "Phát hành", "Bỏ bản nháp", "Lưu tệp Excel gốc…", "So hai bản"} <= offered(room)
    assert not {"Mở đợt khảo sát", "Đóng biểu mẫu", "Mở lại"} & offered(room)
    assert commune.tables()["journal"] == journal


def test_the_same_file_twice_and_one_that_was_mended(adds: Adds, tmp_path: Path) -> None:
    adds(small(tmp_path))
    assert "đã có, tệp này giống hệt" in banner(adds(small(tmp_path)))
    room = adds(small(tmp_path, "Số người?"))
    assert "Đã thay bản nháp 1" in banner(room)
    assert listed(room) == [("1", DRAFT)]


def test_publishing_asks_writes_the_record_and_says_that_a_round_is_missing(
    adds: Adds, commune: Commune, yes: list[str], tmp_path: Path
) -> None:
    room = adds(small(tmp_path))
    room.publish(chosen(room))
    assert yes == ["Phát hành “Phiếu thử”, bản 1?"]
    assert listed(room) == [("1", IN_USE)]
    assert "Chưa có đợt khảo sát nào" in banner(room)
    assert {"Mở đợt khảo sát", "Đóng biểu mẫu"} <= offered(room)
    assert not {"Phát hành", "Bỏ bản nháp"} & offered(room)
    dialog = RoundDialog(commune.desk, chosen(room), room)
    dialog.name.clear()
    dialog.try_to_save()
    assert dialog.result() == 0
    dialog.name.setText("đợt hè")
    dialog.try_to_save()
    assert dialog.result() == 1
    begun = next(one for one in [round_on(commune.store, commune.desk.day)])
    assert chosen(room).rounds == ("đợt hè",)
    assert begun.form_id == "hgd_so"  # the household questionnaire's rounds come first


def test_a_published_version_with_other_questions_is_refused_in_words(
    adds: Adds, yes: list[str], told: list[TosoError], tmp_path: Path
) -> None:
    room = adds(small(tmp_path))
    room.publish(chosen(room))
    adds(small(tmp_path, "Khác"))
    assert [error.code for error in told] == ["other-text"]
    assert listed(room) == [("1", IN_USE)]
    room = adds(small(tmp_path, "Khác", "2"))
    assert listed(room) == [("2", DRAFT), ("1", IN_USE)]


def test_closing_and_opening_again(adds: Adds, room: FormsRoom, yes: list[str]) -> None:
    room.close_version(chosen(room))
    assert listed(room, "hgd_so") == [("2025.1", CLOSED)]
    assert "Mở lại" in offered(room)
    assert not {"Đóng biểu mẫu", "Mở đợt khảo sát"} & offered(room)
    room.reopen(chosen(room))
    assert listed(room, "hgd_so") == [("2025.1", IN_USE)]
    assert len(yes) == 1  # opening again harms nobody
    assert advised[0].startswith("Thôn không mở phiếu mới theo biểu mẫu này nữa.")


def test_closing_says_which_version_is_asked_then(adds: Adds, yes: list[str]) -> None:
    room = adds(newer_workbook())
    room.publish(chosen(room))
    room.close_version(chosen(room))
    assert advised[-1].startswith("Bản 2025.1 còn mở")
    assert listed(room, "hgd_so") == [("2026.1", CLOSED), ("2025.1", IN_USE)]


def test_a_trial_keeps_nothing_and_checks_as_the_village_does(room: FormsRoom, commune: Commune) -> None:
    before = commune.tables()
    QTest.keyClick(room.list.view, Qt.Key.Key_Return)
    form = room.trial.interview
    assert form is not None
    asked = {form.filling.question(node).name for node in form.asked()}
    assert "gap" in asked
    assert not {"ma_ho", "thon"} & asked  # the village's desk fills them in
    room.trial.check()
    assert not form.problems.isHidden()
    form.show_answers({**form.answers(), "gap": "vang_nha"})
    form.changed.emit()
    assert "không lưu gì" in room.trial.bar.told()
    room.trial.check()
    assert room.trial._banner is not None
    assert "đủ và đúng" in room.trial._banner.accessibleName()
    room.trial._again()
    assert room.trial.interview is not form
    room.trial.leave()
    assert room.shown is room.list
    assert room.trial.interview is None
    assert commune.tables() == before


def test_two_versions_are_laid_side_by_side(adds: Adds) -> None:
    room = adds(newer_workbook())
    room.compare(chosen(room))
    found = room.comparison.found
    assert found is not None
    assert [one.name for one in found.added] == ["so_may"]
    assert [one.name for one in found.removed] == ["sdt"]
    assert [one.entry.name for one in found.changed] == ["so_nk"]
    assert "từ bản 2025.1 sang bản 2026.1" in room.comparison.subtitle.text()


def test_the_workbook_comes_back_to_the_byte(adds: Adds, yes: list[str], tmp_path: Path) -> None:
    path = small(tmp_path)
    room = adds(path)
    room.publish(chosen(room))
    assert room.save_workbook(chosen(room), tmp_path / "lại.xlsx")
    assert (tmp_path / "lại.xlsx").read_bytes() == path.read_bytes()
    assert "Đã lưu lại.xlsx." in banner(room)


def test_a_full_stick_is_told_and_leaves_nothing(
    adds: Adds, told: list[TosoError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = adds(small(tmp_path))
    full = type("Usage", (), {"total": 10_000, "used": 10_000, "free": 0})()
    monkeypatch.setattr("desktop.files.shutil.disk_usage", lambda _path: full)
    assert not room.save_workbook(chosen(room), tmp_path / "usb" / "lại.xlsx")
    assert [error.code for error in told] == ["no-space"]
    assert list((tmp_path / "usb").iterdir()) == []


def test_the_shipped_questionnaires_workbook_is_there(room: FormsRoom, tmp_path: Path) -> None:
    assert chosen(room).file_name == "hgd_so.xlsx"
    assert "Lưu tệp Excel gốc…" in offered(room)


def test_a_draft_that_is_thrown_away_is_gone(adds: Adds, yes: list[str], tmp_path: Path) -> None:
    room = adds(small(tmp_path))
    room.drop(chosen(room))
    assert listed(room) == []
    assert (tmp_path / "phiếu thử.xlsx").exists()


def _archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def _broken_sheet() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(survey(["integer", "so", "Số"]))) as whole, zipfile.ZipFile(stream, "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, whole.read(name)[:200] if "sheet1" in name else whole.read(name))
    return stream.getvalue()


_MANY = [YES_NO[0], *(["yn", f"c{at}", f"C{at}"] for at in range(50_000))]
_BAD = {
    "empty": (b"", "Tệp rỗng"),
    "word": (_archive(word__document_xml=b"<a/>"), "Đây là tệp Word"),
    "bomb": (_archive(xl__workbook_xml=bytes(60_000_000)), "phình ra quá lớn"),
    "broken sheet": (_broken_sheet(), "Không đọc được nội dung"),
    "50,000 choices": (survey(["select_one yn", "a", "A"], choices=_MANY), "quá nhiều dòng"),
    "odd id": (
        book(survey=[["type", "name", "label"], ["text", "a", "A"]], settings=[SETTINGS[0], ["Phiếu", "../x|y", "1"]]),
        "ký tự không dùng được",
    ),
    "unknown question": (survey(["integer", "so", "Số", "${khong} > 1"], more=("relevant",)), "khong"),
}


@pytest.mark.parametrize("name", _BAD)
def test_a_bad_file_is_one_clear_line_and_nothing_is_kept(
    adds: Adds, commune: Commune, tmp_path: Path, name: str
) -> None:
    data, words = _BAD[name]
    before = commune.tables()
    room = adds(saved(tmp_path, "phieu.xlsx", data))
    assert room.shown is room.problems
    (line,) = room.problems.lines
    assert words in line.accessibleName()
    assert commune.tables() == before


def test_remarks_stop_nothing(adds: Adds, tmp_path: Path) -> None:
    room = adds(saved(tmp_path, "anh.xlsx", survey(["image", "a", "Ảnh nhà"], ["text", "b", "Tên"])))
    assert room.shown is room.problems
    assert "không bắt buộc sửa" in room.problems._parts[0].accessibleName()
    assert listed(room) == [("1", DRAFT)]
    room.problems._back.run()
    assert room.list.isVisible()
    assert chosen(room).form_id == "thu"


def test_a_stick_that_was_pulled_out_is_told(adds: Adds, told: list[TosoError], tmp_path: Path) -> None:
    room = adds(tmp_path / "usb" / "phieu.xlsx")
    assert [error.code for error in told] == ["file"]
    assert room.shown is room.list


def test_an_empty_room_says_how_to_begin(commune: Commune, room: FormsRoom) -> None:
    with commune.store.transaction():
        commune.store.execute("UPDATE form SET deleted = 1")
    room.refresh()
    assert not room.list.view.isVisible()
    assert offered(room) == set() or room.list.acts.isHidden()
