"""What the pages of the room Tổ share: the village's team, its people of today, papers that are logged when printed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.access_log import PRINTED, log_access
from desktop.models.store import Store
from desktop.models.teams import Team
from desktop.ui.desk import Desk
from desktop.ui.paper_dialog import PaperDialog
from desktop.ui.parts.empty_state import EmptyState

#: What a change of touches every list of people.
PEOPLE_TABLES = frozenset({"team", "membership", "application", "person", "village", "parameter", "collaborator_group"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("TeamPage", text)


def own_team(store: Store) -> Team | None:
    """The village's team that stands; None before its decision is written down."""
    query = Team.select().where(Team.level == "village", ~Team.deleted, Team.dissolved_on.is_null())
    return store.first(query.order_by(Team.id))


def without_team() -> EmptyState:
    """What a page shows before there is a team; the decision is written on the first page."""
    advice = _tr("Mở trang “Danh sách”, ghi quyết định thành lập Tổ, rồi quay lại đây.")
    return EmptyState("account-group", _tr("Chưa ghi Tổ của thôn"), advice, None)


class LoggedPaper(PaperDialog):
    """A paper with people's data: who opens it to print is written into the access log first."""

    def __init__(
        self, desk: Desk, title: str, name: str, make: Callable[[], bytes], parent: QWidget, *, what: str, records: int,
        about: str,
    ) -> None:  # fmt: skip
        super().__init__(desk, title, name, make, parent, about=about)
        self._log: Callable[[], None] = lambda: log_access(desk.store, what, PRINTED, records=records)

    def _open(self) -> None:
        self._log()
        super()._open()
