"""The village asks to be enrolled: request and sheet, the code to read out, the answer looked at before it is taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.households import Household, Response
from desktop.models.places import Device
from desktop.models.setup import provisional_code
from desktop.sync import credentials, enrolment
from desktop.sync.exporting import export
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from desktop.ui.messages import Message
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.sticks import Stick
from desktop.ui.village.enrol_card import EnrolCard
from desktop.ui.village.enrol_offer import EnrolOffer
from desktop.ui.village.enrol_sheet import SheetDialog, sheet_facts
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.reports.reading import flat_text
from tests.sync.desks import Desk as Side
from tests.ui.screen import settle
from tests.ui.village.acting import press_on
from tests.ui.village.newcomer import answer, newcomer


class Newcomer:
    """A laptop that is not enrolled yet, at the room where it asks to be."""

    def __init__(self, desk: Desk, window: DeskWindow, folder: Path) -> None:
        self.desk, self.window, self.folder = desk, window, folder
        self.window.open_room("handover")

    @property
    def room(self) -> HandoverRoom:
        room = self.window.page("handover")
        assert isinstance(room, HandoverRoom)
        return room

    @property
    def card(self) -> EnrolCard:
        (card,) = [one for one in self.room.findChildren(EnrolCard) if not one.isHidden()]
        return card

    def words(self) -> str:
        """Everything that the card says."""
        return "\n".join(label.text() for label in self.card.findChildren(QLabel) if not label.isHidden())

    def button(self, words: str) -> ActButton:
        (found,) = [
            one for one in self.card.findChildren(ActButton) if words in one.accessibleName() and not one.isHidden()
        ]
        return found

    def answered(self, name: str = "Nà Quang") -> tuple[Side, Path]:
        return answer(self.desk, self.folder, name)


@pytest.fixture
def laptop(tmp_path: Path, qtbot: QtBot) -> Iterator[Newcomer]:
    with newcomer(tmp_path / "may") as (desk, window):
        yield Newcomer(desk, window, tmp_path)


# --- what can be done already ---


def test_it_says_what_need_not_wait_and_what_must(laptop: Newcomer) -> None:
    said = laptop.words()
    for part in ("Không phải chờ", "hộ dân", "khảo sát", "buổi hỗ trợ"):
        assert part in said
    assert "Chưa làm được: nộp số liệu" in said
    assert "Đã ghi sẵn 3 hộ dân; ghi danh xong sẽ nộp đủ." in said
    assert laptop.room.receive.isHidden()


def test_today_sends_to_the_enrolment_and_to_no_stick(laptop: Newcomer) -> None:
    laptop.window.open_room("today")
    page = laptop.window.page("today")
    names = [part.accessibleName() for part in page.findChildren(QWidget)]
    assert any("Ghi danh máy này với xã" in name for name in names)
    assert not any("chưa ghi vào gói nào" in name for name in names)


def test_a_household_is_asked_before_the_enrolment_and_the_answers_count_afterwards(
    laptop: Newcomer, qtbot: QtBot
) -> None:
    laptop.window.open_room("survey")
    survey = laptop.window.page("survey")
    assert isinstance(survey, SurveyRoom)
    assert "hỏi theo phiếu có sẵn" in survey.list.subtitle.text()
    survey.survey_next()
    form = survey.page.interview
    assert form is not None
    form.show_answers({**form.answers(), "gap": "gap_duoc", "dong_y": "ky", "so_nk": 4, "so_14": 3}, "")
    form.changed.emit()
    survey.page.finish(go_on=False)
    drafted = laptop.desk.store.all(Household.select())[1].id
    survey.survey(drafted)
    form = survey.page.interview
    assert form is not None
    form.show_answers({**form.answers(), "gap": "gap_duoc"}, "")
    form.changed.emit()
    survey.page.save_draft()
    settle()
    (final,) = laptop.desk.store.all(Response.select().where(Response.state == "final"))
    assert (final.round_id, final.form_id, final.answers["thon"]) == (
        None,
        "hgd_so",
        provisional_code(laptop.desk.store),
    )
    commune, path = laptop.answered()
    _, laptop.desk.credentials = enrolment.accept(laptop.desk.store, laptop.desk.credentials, path)
    bundle = export(laptop.desk.store, laptop.desk.credentials, laptop.folder / "usb").path
    assert merge_file(commune.store, commune.keys, bundle).verdict == "merged"
    arrived = {row.state: row.answers["thon"] for row in commune.store.all(Response.select())}
    assert arrived == {"final": "02107-01", "draft": "02107-01"}
    commune.store.close()
    survey.survey(drafted)  # the draft goes on with the questionnaire that it was begun with
    assert survey.page.interview is not None
    assert survey.page.interview.answers()["thon"] == "02107-01"


# --- step 1 ---


def test_the_request_and_the_sheet_are_written_together(laptop: Newcomer, qtbot: QtBot) -> None:
    stick = laptop.folder / "usb"
    stick.mkdir()
    laptop.card.holder.setText("  Nông  Văn Thử ")
    laptop.card.write_request(stick)
    qtbot.waitUntil(lambda: laptop.room._banner is not None)
    (request,) = stick.glob("yeu-cau-ghi-danh-*.toso")
    (sheet,) = stick.glob("phieu-ghi-danh-*.pdf")
    text = flat_text(sheet.read_bytes())
    assert enrolment.spoken_code(laptop.desk.credentials) in text
    assert "Nông Văn Thử" in text
    assert request.name in text
    told = laptop.room._banner
    assert told is not None
    assert request.name in told.accessibleName()
    assert laptop.card.request_state().words == "Đã ghi ngày 06/09/2025"


def test_a_stick_is_offered_by_its_name(laptop: Newcomer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = laptop.folder / "usb"
    stick.mkdir()
    monkeypatch.setattr("desktop.ui.village.enrol_card.find_sticks", lambda: [Stick("THON-01", stick)])
    laptop.card.holder.setText("Nông Văn Thử")
    press_on(laptop.window, Qt.Key.Key_F5)
    assert laptop.card.holder.text() == "Nông Văn Thử"  # to look for sticks loses nothing that was typed
    laptop.button("THON-01").click()
    qtbot.waitUntil(lambda: laptop.room._banner is not None)
    assert len(list(stick.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_noted(
    laptop: Newcomer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Message, "exec", lambda self: told.append(self.accessibleName()))
    blocked = laptop.folder / "tep"
    blocked.write_bytes(b"")
    laptop.card.write_request(blocked)
    qtbot.waitUntil(lambda: bool(told))
    assert laptop.card.request_state().words == "Chưa ghi"
    assert laptop.room._banner is None


def test_a_request_goes_by_mail_without_its_code(laptop: Newcomer, qtbot: QtBot) -> None:
    opened: list[Path] = []
    laptop.card.open = lambda path: not opened.append(path)  # type: ignore[func-returns-value]
    laptop.button("Gửi qua e-mail").click()
    qtbot.waitUntil(lambda: laptop.room._banner is not None)
    (letter,) = opened
    assert letter.parent == laptop.desk.store.home / "thu-di"
    assert letter.with_suffix(".toso").is_file()
    told = laptop.room._banner
    assert told is not None
    assert told.accessibleName().startswith("Đã mở thư nháp")
    assert enrolment.spoken_code(laptop.desk.credentials).split()[0].encode() not in letter.read_bytes()
    assert laptop.card.request_state().words == "Đã ghi ngày 06/09/2025"


def test_leaving_the_choice_of_a_folder_does_nothing(laptop: Newcomer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    laptop.button("Chọn USB").click()
    laptop.button("Mở tệp ghi danh").click()
    assert laptop.room._banner is None
    assert laptop.card.offer is None


def test_the_sheet_is_seen_and_goes_to_the_printer(
    laptop: Newcomer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, bytes]] = []
    monkeypatch.setattr("desktop.ui.paper_dialog.open_pdf", lambda _parent, name, data: opened.append((name, data)))
    facts = sheet_facts(laptop.desk, "Nông Văn Thử")
    dialog = SheetDialog(laptop.desk, facts, laptop.card)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.print_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.paper.pages == 1)
    dialog.print_button.click()
    ((name, data),) = opened
    assert name == facts.sheet_name.removesuffix(".pdf")
    assert facts.spoken in flat_text(data)


# --- step 2 ---


def test_the_code_is_read_out_from_the_card(laptop: Newcomer) -> None:
    code = enrolment.spoken_code(laptop.desk.credentials)
    names = [part.accessibleName() for part in laptop.card.findChildren(QWidget)]
    assert f"Mã của máy này: {code}" in names
    assert "6 ô trống trên phiếu" in laptop.words()


# --- step 3 ---


def test_the_answer_is_shown_and_not_taken_before_the_code_was_compared(laptop: Newcomer, qtbot: QtBot) -> None:
    commune, path = laptop.answered()
    laptop.card.look_at(path)
    offer = laptop.card.offer
    assert offer is not None
    assert "thôn Nà Quang (02107-01), xã Thanh Thịnh. Chưa ghi gì." in laptop.words()
    assert offer.check.accessibleName() == f"Mã của xã: {enrolment.commune_code(commune.keys)}"
    assert not offer.take_button.isEnabled()
    for tick in offer.check.ticks[:5]:
        tick.click()
    assert not offer.take_button.isEnabled()
    offer.take()
    assert laptop.desk.credentials.certificate is None
    assert credentials.load(laptop.desk.store.home).authority is None
    offer.check.ticks[5].click()
    assert offer.take_button.isEnabled()
    offer.take_button.click()
    qtbot.waitUntil(lambda: laptop.desk.credentials.certificate is not None)
    qtbot.waitUntil(lambda: laptop.room._banner is not None)
    settle()
    assert laptop.room.is_enrolled
    assert laptop.room.down_button.isVisibleTo(laptop.room)
    assert not [card for card in laptop.room.findChildren(EnrolCard) if not card.isHidden()]
    bundle = export(laptop.desk.store, laptop.desk.credentials, laptop.folder / "usb").path
    assert merge_file(commune.store, commune.keys, bundle).counts["household"] == 3
    commune.store.close()


def test_a_code_that_is_not_the_communes_leaves_the_laptop_as_it_was(laptop: Newcomer) -> None:
    commune, path = laptop.answered()
    commune.store.close()
    laptop.card.look_at(path)
    offer = laptop.card.offer
    assert offer is not None
    offer.check.typed.setText("0" * 24)
    assert not offer.take_button.isEnabled()
    offer.left.emit()
    settle()
    assert laptop.card.offer is None
    assert "máy vẫn như cũ" in laptop.words()
    assert laptop.desk.credentials.certificate is None
    assert laptop.desk.store.all(Device.select()) == []


def test_the_typed_code_is_the_one_that_is_checked(laptop: Newcomer, qtbot: QtBot) -> None:
    commune, path = laptop.answered()
    laptop.card.look_at(path)
    offer = laptop.card.offer
    assert offer is not None
    offer.check.typed.setText(enrolment.commune_code(commune.keys).replace(" ", "-"))
    commune.store.close()
    settle()
    press_on(laptop.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: laptop.desk.credentials.certificate is not None)


def test_a_village_of_another_name_is_warned_of(laptop: Newcomer) -> None:
    commune, path = laptop.answered("Nà Bản")
    commune.store.close()
    laptop.card.look_at(path)
    names = [banner.accessibleName() for banner in laptop.card.findChildren(Banner)]
    assert any("tệp của xã ghi là thôn Nà Bản" in name for name in names)


def test_a_wrong_file_is_told_and_shows_no_offer(laptop: Newcomer, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Message, "exec", lambda self: told.append(self.accessibleName()))
    asked = enrolment.request(laptop.desk.store, laptop.desk.credentials, laptop.folder)
    strange = laptop.folder / "la.toso"
    strange.write_bytes(b"la")
    for path in (asked, strange, laptop.folder / "khong-co.toso"):
        laptop.card.look_at(path)
        assert laptop.card.offer is None
    assert len(told) == 3
    assert "tệp yêu cầu của máy thôn" in told[0]


def test_a_second_file_takes_the_place_of_the_first(laptop: Newcomer, tmp_path: Path) -> None:
    commune, path = laptop.answered()
    commune.store.close()
    laptop.card.look_at(path)
    first = laptop.card.offer
    assert first is not None
    first.check.ticks[0].click()
    laptop.card.look_at(path)
    second = laptop.card.offer
    assert second is not None
    assert second is not first
    assert not any(tick.isChecked() for tick in second.check.ticks)
    settle()
    assert [one for one in laptop.card.findChildren(EnrolOffer) if not one.isHidden()] == [second]
