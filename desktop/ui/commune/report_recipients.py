"""Who receives the report, and how many paper copies that makes. Values come ready from the facts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models import catalogues
from desktop.models.facts import CommuneReportFacts, RecipientFacts
from desktop.text import DASH, format_count
from desktop.ui.commune.naming import tr
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_2


def copies(one: RecipientFacts) -> int:
    """How many sheets go out on paper to a line of Nơi nhận: one a person, or one."""
    return (len(one.persons) or 1) if one.channel == "giay" else 0


class _Recipients:
    """A RowSource of the lines of Nơi nhận."""

    def __init__(self) -> None:
        self._rows: Sequence[RecipientFacts] = ()
        channels, purposes = catalogues.labels("delivery_channels"), catalogues.labels("purposes")
        self.columns: Sequence[Column[RecipientFacts]] = (
            Column(tr("Nơi nhận"), lambda one: one.name, width=250, strong=True),
            Column(tr("Cách gửi"), lambda one: channels.get(one.channel, one.channel), width=150),
            Column(tr("Mục đích"), lambda one: purposes.get(one.purpose or "", DASH), width=120, spare=1),
            Column(tr("Bản giấy"), lambda one: format_count(copies(one) or None), width=84, number=True),
            Column(tr("Gửi đến"), lambda one: ", ".join(one.persons) or DASH, width=260, spare=2),
        )

    def take(self, rows: Sequence[RecipientFacts]) -> None:
        self._rows = rows

    def count(self) -> int:
        return len(self._rows)

    def rows(self, offset: int, limit: int) -> Sequence[RecipientFacts]:
        return self._rows[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """The order is that of the paper."""


class RecipientsView(QWidget):
    """`told` is the sentence with the number of copies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = _Recipients()
        self.view = RowsView(tr("Nơi nhận"), dense=True)
        self.view.show_rows(RowsModel(self._source))
        self.told = words("", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.told)
        column.addWidget(self.view, 1)
        column.addWidget(words(tr("Dòng “Lưu: VT” được in cuối cùng, không kể trong bảng này."), "quiet"))

    def show_facts(self, facts: CommuneReportFacts) -> None:
        """Show these recipients."""
        self._source.take(facts.recipients)
        model = self.view.rows_model()
        if model:
            model.refresh()
        paper = sum(map(copies, facts.recipients))
        electronic = sum(one.channel != "giay" for one in facts.recipients)
        told = tr("In {paper} bản giấy để gửi, thêm bản lưu; gửi điện tử {electronic} nơi.")
        self.told.setText(told.format(paper=format_count(paper), electronic=format_count(electronic)))
