"""Villages merged, renamed and split at the commune's desk: read before, done once, told after."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models import commune_queries as queries
from desktop.models.households import Household
from desktop.models.places import Village, VillageChange
from desktop.models.restructuring_plan import homes_of
from desktop.models.teams import Team
from desktop.ui.commune import restructure_page
from desktop.ui.commune.homes_picker import HomesPicker
from desktop.ui.commune.restructure_form import MERGE, RENAME, SPLIT, RestructureForm
from desktop.ui.commune.restructure_page import RestructurePage
from desktop.ui.parts.big_button import ActButton
from tests.ui.commune.conftest import Commune
from tests.ui.commune.restructure_screens import begun
from tests.ui.screen import settle


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions; each is answered with yes."""
    found: list[str] = []

    def yes(_parent: object, question: str, *_words: object, advice: str, **_more: object) -> bool:
        found.append(f"{question} {advice}")
        return True

    monkeypatch.setattr(restructure_page, "ask", yes)
    return found


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def press(part: QWidget, name: str) -> None:
    next(one for one in part.findChildren(ActButton) if one.accessibleName().startswith(name)).click()
    settle()


def start(commune: Commune, act: str) -> tuple[RestructurePage, RestructureForm, list[Village]]:
    room, form = begun(commune.desk, commune.window, act)
    return room.restructure, form, queries.villages(commune.store)


def do(page: RestructurePage, qtbot: QtBot) -> str:
    page.do_button.click()
    qtbot.waitUntil(lambda: page.done is not None)
    assert page.done is not None
    return words(page.done)


def village(commune: Commune, record: str) -> Village:
    found = commune.store.get(Village, record)
    assert found is not None
    return found


# --- merge ---


def test_what_moves_is_read_before_villages_merge(
    commune: Commune, asked: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    page, form, (into, old, *_) = start(commune, MERGE)
    assert page.told() is None
    form.ticks[old.id].setChecked(True)
    homes = len(homes_of(commune.store, old.id))
    told = words(page._plan_card)
    assert f"{homes} hộ" in told
    assert f"tính vào thôn {into.name} từ 01/09/2025" in told
    assert "kết thúc ngày 31/08/2025" in told
    assert "chứng nhận không đổi" in told
    assert "giữ thôn, tên và số liệu cũ" in told
    assert village(commune, old.id).successor_id is None
    after = do(page, qtbot)
    assert f"Nhập thôn {old.name} vào thôn {into.name} từ ngày 01/09/2025" in asked[0]
    gone = village(commune, old.id)
    assert (gone.successor_id, gone.closed_on) == (into.id, date(2025, 8, 31))
    teams = commune.store.all(Team.select().where(Team.village_id == old.id))
    assert [team.dissolved_on for team in teams] == [date(2025, 8, 31)]
    assert "không phải ghi danh lại" in after
    page.ask_folder = lambda _parent: tmp_path / "usb"
    assert page.done is not None
    for one in (old, into):
        press(page.done, f"Ghi gói cho thôn {one.name}")
        qtbot.waitUntil(lambda one=one: f"cho thôn {one.name}." in words(page.done))  # type: ignore[misc]
    assert len(list((tmp_path / "usb").glob("*.toso"))) == 2
    press(page.done, f"Xong, xem thôn {into.name}")
    room = commune.villages
    assert room.shown is room.village
    assert f"gộp từ thôn {old.name} ({old.code}), theo quyết định 12/QĐ-UBND" in words(room.village)


def test_a_village_that_is_gone_is_not_offered_again(commune: Commune, asked: list[str], qtbot: QtBot) -> None:
    page, form, (into, old, *_) = start(commune, MERGE)
    form.ticks[old.id].setChecked(True)
    do(page, qtbot)
    commune.villages.show_village(old.id)
    page_of_old = commune.villages.village
    assert not page_of_old.restructure.isVisible()
    assert f"đã nhập vào thôn {into.name}" in words(page_of_old)
    commune.villages.begin_restructuring()
    assert page.form is not None
    assert old.id not in page.form.ticks


def test_a_village_does_not_go_into_itself(commune: Commune) -> None:
    page, form, (into, old, *_) = start(commune, MERGE)
    assert not form.ticks[into.id].isEnabled()
    form.ticks[old.id].setChecked(True)
    form.village.show_code(old.id)
    form.village.code_changed.emit(old.id)
    assert form.going() == []
    assert page.told() is None


def test_who_says_no_changes_nothing(commune: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restructure_page, "ask", lambda *_words, **_more: False)
    page, form, (_, old, *_rest) = start(commune, MERGE)
    form.ticks[old.id].setChecked(True)
    before = commune.tables()
    page.do_button.click()
    settle()
    assert commune.tables() == before
    assert page.form is form


# --- rename ---


def test_a_village_gets_another_name(commune: Commune, asked: list[str], qtbot: QtBot) -> None:
    page, form, (one, other, *_) = start(commune, RENAME)
    assert (form.name.text(), form.code.text()) == (one.name, one.code)
    page.do_button.click()
    assert form.fields["name"].problem == "Tên và mã vẫn như cũ, chưa có gì để đổi."
    form.code.setText(other.code)
    page.do_button.click()
    assert form.fields["code"].problem == "Đã có thôn mang mã này."
    form.code.setText(one.code)
    form.name.setText("Nà Mới")
    assert "Thôn Nà Quang là thôn Nà Mới" in words(page._plan_card).replace(one.name, "Nà Quang")
    do(page, qtbot)
    assert len(asked) == 1
    assert village(commune, one.id).name == "Nà Mới"
    commune.villages.show_village(one.id)
    assert f"đổi tên, trước là {one.name} ({one.code})" in words(commune.villages.village)


def test_a_decision_needs_number_and_day(commune: Commune, asked: list[str]) -> None:
    page, form, _ = start(commune, RENAME)
    form.name.setText("Nà Mới")
    form.number.setText(" ")
    form.since.setText("32/13/2025")
    page.do_button.click()
    assert form.fields["number"].problem
    assert form.fields["since"].problem
    form.show_act("")
    form.act.show_code(None)
    page.do_button.click()
    assert form.fields["act"].problem
    assert asked == []


# --- split ---


def heads(view: QWidget, picker: HomesPicker) -> list[str]:
    source = picker._staying_source if view is picker.staying else picker._going_source
    return [home.head for home in source.held]


def test_households_are_chosen_by_hamlet_by_search_and_one_by_one(commune: Commune) -> None:
    _page, form, (one, *_) = start(commune, SPLIT)
    picker, homes = form.homes, homes_of(commune.store, one.id)
    hamlet = homes[0].hamlet
    inside = [home.id for home in homes if home.hamlet == hamlet]
    assert picker.hamlets is not None
    picker.hamlets._choose(0)
    assert picker.chosen() == inside
    outside = next(home for home in homes if home.hamlet != hamlet)
    picker.search.setText(outside.code)
    picker.search.searched.emit(outside.code)
    assert heads(picker.staying, picker) == [outside.head]
    press(picker, "Chuyển cả danh sách này")
    assert set(picker.chosen()) == {*inside, outside.id}
    picker.going.selectAll()
    press(picker, "Trả về hộ đã chọn")
    assert picker.chosen() == []
    picker.search.setText("")
    picker.search.searched.emit("")
    choose = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    picker.staying.selectionModel().select(picker.staying.model().index(2, 0), choose)
    press(picker, "Chuyển hộ đã chọn")
    assert len(picker.chosen()) == 1
    picker.going.opened.emit(next(iter(picker._going_source.held)))
    assert picker.chosen() == []


def test_a_village_is_split_and_its_new_laptop_comes_next(commune: Commune, asked: list[str], qtbot: QtBot) -> None:
    page, form, (one, *_) = start(commune, SPLIT)
    page.do_button.click()
    assert "Hãy chọn những hộ sang thôn mới" in words(form)
    form.name.setText("Nà Mới")
    form.code.setText("02107-31")
    homes = homes_of(commune.store, one.id)
    form.homes._move(homes, going=True)
    page.do_button.click()
    assert "như vậy là đổi tên" in words(form)
    form.homes._move(homes[3:], going=False)
    assert "3 hộ và" in words(page._plan_card)
    assert f"giữ {len(homes) - 3} hộ" in words(page._plan_card)
    after = do(page, qtbot)
    assert "Tách 3 hộ" in asked[0]
    (told,) = commune.store.all(VillageChange.select())
    new = village(commune, told.into_id)
    assert (new.name, new.code, new.opened_on) == ("Nà Mới", "02107-31", date(2025, 9, 1))
    went = {home.head for home in homes_of(commune.store, new.id)}
    assert went == {home.head for home in homes[:3]}
    moved = commune.store.all(Household.select().where(Household.id.in_([home.id for home in homes[:3]])))
    assert {home.status for home in moved} == {"da_chuyen_di"}
    assert "chứng nhận mới" in after
    assert page.done is not None
    press(page.done, "Sang Ghi danh")
    assert commune.window.room == "enrolment"
    commune.villages.show_village(new.id)
    assert f"tách ra từ thôn {one.name}" in words(commune.villages.village)


def test_the_act_begins_from_the_list_and_from_a_village(commune: Commune) -> None:
    room = commune.villages
    press(room.list, "Nhập, tách thôn")
    assert str(room.shown.title.text()) == "Nhập, tách, đổi tên thôn"
    assert room.restructure.form is not None
    assert room.restructure.form.chosen() is None
    one = queries.villages(commune.store)[1]
    room.show_village(one.id)
    press(room.village, "Nhập, tách, đổi tên")
    chosen = room.restructure.form.chosen()
    assert chosen is not None
    assert chosen.id == one.id
    press(room.restructure, "Về các thôn")
    assert room.shown is room.list
