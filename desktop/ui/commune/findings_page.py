"""Điều cần xem lại: what the rules find over all villages, village by village, each with what to do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.checking import findings
from desktop.models.places import Village
from desktop.models.placing import villages_of
from desktop.models.rules.findings import Finding
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.commune.ways import Ways
from desktop.ui.conflicts.finding_row import finding_row
from desktop.ui.conflicts.tabs import Tabs
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import rule
from desktop.ui.tokens import SPACE_4

_OF_COMMUNE = ""


def findings_to_look_at(desk: Desk) -> list[Finding]:
    """Everything that somebody has to look at today, what is wrong first."""
    return [one for one in findings(desk.store, desk.day) if one.wants_a_look]


class FindingsPage(Page):
    """One card a village; `tabs` is the strip at its top."""

    def __init__(self, desk: Desk, ways: Ways, tabs: Tabs, parent: QWidget | None = None) -> None:
        super().__init__(tr("Điều cần xem lại"), " ", scrolling=True, parent=parent)
        self._desk, self._ways = desk, ways
        self.cards: list[QWidget] = []
        self.body.setSpacing(SPACE_4)
        self.body.addWidget(tabs)
        self.body.addStretch(1)

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show these, by village in the commune's order; the commune's own stand first."""
        for old in self.cards:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = self._cards(found) if found else [self._empty()]
        for card in self.cards:
            self.body.insertWidget(self.body.count() - 1, card)
        told = tr("Số liệu của ai cũng được ghép; điều nào trái quy định thì ghi ra đây để gọi hỏi và sửa.")
        self.show_subtitle(told if found else "")

    @staticmethod
    def _empty() -> EmptyState:
        return EmptyState(
            "check-circle-outline",
            tr("Không có điều gì cần xem lại"),
            tr("Sau mỗi lần ghép, các quy định về Tổ được kiểm tra lại trên số liệu của mọi thôn."),
            None,
        )

    def _cards(self, found: Sequence[Finding]) -> list[QWidget]:
        store = self._desk.store
        places = villages_of(store, ((one.table, one.record) for one in found))
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for one in found:
            grouped[places.get((one.table, one.record)) or _OF_COMMUNE].append(one)
        return [self._card(village, name, grouped[village]) for village, name in self._places(grouped).items()]

    def _places(self, grouped: Mapping[str, object]) -> dict[str, str]:
        query = Village.select().order_by(Village.position.is_null(), Village.position, Village.code)
        named = {_OF_COMMUNE: tr("Xã")} | {
            row.id: tr("Thôn {name}").format(name=row.name) for row in self._desk.store.all(query)
        }
        return {village: name for village, name in named.items() if village in grouped}

    def _card(self, village: str, name: str, found: Sequence[Finding]) -> Card:
        card = Card(name)
        if village != _OF_COMMUNE:
            card.head.addWidget(ActButton(Act(tr("Mở thôn này"), lambda: self._ways.show_village(village))))
        for place, one in enumerate(found):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(finding_row(one))
        return card
