"""The offer to take somebody who would be one too many into the collaborators instead (R019, R034, R040)."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.rules.findings import RuleBroken
from desktop.models.team_acts import is_full
from desktop.models.teams import ROLE_COLLABORATOR
from desktop.ui.messages import ask


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offering", text)


def write_or_offer(parent: QWidget, name: str, role: str, write: Callable[[str], None]) -> None:
    """Write with a role; where the team is full, ask whether to write it as a collaborator. Raises RuleBroken."""
    try:
        write(role)
    except RuleBroken as broken:
        if role == ROLE_COLLABORATOR or not is_full(broken) or not _wanted(parent, name, broken):
            raise
        write(ROLE_COLLABORATOR)


def _wanted(parent: QWidget, name: str, broken: RuleBroken) -> bool:
    question = _tr("Tổ đã đủ thành viên. Đưa {name} vào nhóm cộng tác viên?").format(name=name)
    yes, no = _tr("Đưa vào nhóm cộng tác viên"), _tr("Quay lại sửa")
    return ask(parent, question, yes, no, advice=broken.message)
