"""The first question on a machine without a desk, and what the window's door says when a home cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.parts.big_button import BigButton
from desktop.ui.start import StartDialog


def buttons(dialog: StartDialog) -> list[BigButton]:
    return dialog.findChildren(BigButton)


def test_the_demo_is_offered_and_its_home_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[QWidget] = []

    def make(parent: QWidget, done: Callable[[Path], None]) -> None:
        asked.append(parent)
        done(tmp_path / "thon-01")

    dialog = StartDialog(make, tmp_path / "so")
    qtbot.addWidget(dialog)
    buttons(dialog)[3].click()
    assert asked == [dialog]
    assert dialog.home == tmp_path / "thon-01"


def test_a_folder_can_be_chosen(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = StartDialog(lambda _parent, _done: None, tmp_path / "so")
    qtbot.addWidget(dialog)
    buttons(dialog)[4].click()
    assert dialog.home == tmp_path


def test_leaving_the_choice_opens_nothing(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    dialog = StartDialog(lambda _parent, _done: None, tmp_path / "so")
    qtbot.addWidget(dialog)
    buttons(dialog)[4].click()
    assert dialog.home is None
    dialog.reject()
    assert dialog.home is None
