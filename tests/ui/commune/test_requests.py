"""Requests about personal data at the commune's desk: erasing there, and the bundle that takes it to the village."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.erasure_plan import plan_erasure
from desktop.models.households import Household
from desktop.models.request_register import write_request
from desktop.models.restructuring import Resolution
from desktop.models.splitting import split
from desktop.ui.parts.big_button import ActButton
from desktop.ui.requests.erase_dialog import EraseDialog
from desktop.ui.requests.register_page import RegisterPage
from tests.ui.commune.conftest import Commune
from tests.ui.screen import settle


def press(part: QWidget, name: str) -> None:
    button = next(one for one in part.findChildren(ActButton) if one.accessibleName().startswith(name))
    button.click()
    settle()


def test_the_village_gets_the_erasure_with_the_next_bundle(
    commune: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    store = commune.store
    home = store.first(Household.select().where(~Household.deleted).order_by(Household.code))
    assert home is not None
    write_request(store, "xoa", "household", home.id, received_on=commune.desk.day)
    commune.window.open_room("requests")
    page = commune.window.page("requests")
    assert isinstance(page, RegisterPage)
    page.ask_folder = lambda _parent: tmp_path / "usb"

    def erase(dialog: EraseDialog) -> int:
        dialog.sure.setChecked(True)
        dialog.erase_button.click()
        return dialog.result()

    monkeypatch.setattr(EraseDialog, "exec", erase)
    press(page, "Xóa dữ liệu")
    qtbot.waitUntil(lambda: page.banner is not None)
    gone = store.get(Household, home.id)
    assert gone is not None
    assert (gone.deleted, gone.phone) == (True, None)
    assert not list((store.home / "da-ghi").glob("*"))
    assert page.banner is not None
    assert "cũng xóa khi nhận gói tới" in page.banner.accessibleName()
    page.banner.button.click()
    qtbot.waitUntil(lambda: bool(list((tmp_path / "usb").glob("*.toso"))))
    qtbot.waitUntil(lambda: page.banner is not None and "Đưa về thôn" in page.banner.accessibleName())


def test_a_household_of_a_village_that_was_split_is_erased_in_both(commune: Commune) -> None:
    store = commune.store
    home = store.first(Household.select().where(~Household.deleted, Household.code.is_null(False)))
    assert home is not None
    by = Resolution(commune.desk.day, "15/QĐ-UBND")
    split(store, home.village_id or "", name="Nà Mới", code="02107-31", households=[home.id], by=by)
    plan = plan_erasure(store, "household", home.id)
    assert plan is not None
    assert plan.copies == 1
    dialog = EraseDialog(plan, "Thôn Nà Quang và thôn đã tách", commune.window)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Cả bản của hộ này ở sổ của thôn đã tách" in told
    assert "Thôn Nà Quang và thôn đã tách cũng mất" in told
    dialog.deleteLater()
