"""Nộp về xã and Nhận từ xã: each in three steps on its own side of one page; below, what became of the bundles."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.schema import TABLES
from desktop.text import format_count, format_input_date
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.card import Card
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tokens import SPACE_1, SPACE_4, Tone
from desktop.ui.village.enrol_card import EnrolCard
from desktop.ui.village.go_card import GoCard
from desktop.ui.village.handing_over import Written, written
from desktop.ui.village.receive_card import ReceiveCard

_MOST_WRITTEN = 6


class HandoverRoom(Page):
    """Two sides, the one that goes up first; Ctrl+T turns to the other. `open_reports` goes to the room of reports."""

    def __init__(
        self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None,
        *, open_reports: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(self.tr("Nộp về xã"), scrolling=True, parent=parent)
        self._desk, self._sticks, self._open_reports = desk, sticks, open_reports
        self.receiving = False  # which side is shown
        self._banner: Banner | None = None
        self._up: QWidget = QWidget()
        self._past = QWidget()
        self.receive = ReceiveCard(desk, sticks)
        self.receive.merged.connect(self.refresh)
        self.body.setSpacing(SPACE_4)
        self._sides = self._side_buttons()
        self.body.addWidget(self._sides)
        self.body.addWidget(self._up)
        self.body.addWidget(self.receive)
        self.body.addWidget(self._past)
        self.body.addStretch(1)
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    # --- the two sides ---

    def _side_buttons(self) -> Flow:
        line, group = Flow(gap=SPACE_1), QButtonGroup(self)
        self.up_button = filter_button(self.tr("Nộp về xã"), on=True)
        self.down_button = filter_button(self.tr("Nhận từ xã"), on=False)
        for button, receiving in ((self.up_button, False), (self.down_button, True)):
            button.clicked.connect(partial(self.turn_to, receiving=receiving))
            group.addButton(button)
            line.add(button)
        key = QShortcut(QKeySequence("Ctrl+T"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(lambda: self.turn_to(receiving=not self.receiving))
        return line

    def turn_to(self, _on: bool = False, *, receiving: bool) -> None:
        """Show what goes up or what comes down, and give it the keyboard."""
        if self.is_enrolled:
            self.receiving = receiving
            self._show_side()
            self.arrive()

    def _show_side(self) -> None:
        receiving = self.receiving and self.is_enrolled
        self.title.setText(self.tr("Nhận từ xã") if receiving else self.tr("Nộp về xã"))
        self.up_button.setChecked(not receiving)
        self.down_button.setChecked(receiving)
        self._sides.setVisible(self.is_enrolled)
        self._up.setVisible(not receiving)
        self._past.setVisible(not receiving)
        self.receive.setVisible(receiving)

    @property
    def go(self) -> GoCard | None:
        """The card with what goes up; None on a laptop that is not enrolled."""
        return self._up if isinstance(self._up, GoCard) else None

    @property
    def is_enrolled(self) -> bool:
        """Whether the commune has certified this laptop."""
        return self._desk.credentials.certificate is not None

    def refresh(self) -> None:
        """Read again what would go and what went."""
        enrolled = self.is_enrolled
        self.show_subtitle("" if enrolled else self.tr("Máy này chưa ghi danh với xã"))
        if isinstance(self._up, EnrolCard) and not enrolled:
            self._up.refresh()
        else:
            self._up = self._replaced(self._up, self._go_card() if enrolled else self._enrol_card())
        self._past = self._replaced(self._past, self._past_card(written(self._desk.store)))
        self._show_side()

    def _replaced(self, old: QWidget, new: QWidget) -> QWidget:
        focused = self.focusWidget()
        had_keyboard = focused is not None and old.isAncestorOf(focused)
        self.body.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        if had_keyboard and isinstance(new, GoCard):
            new.show()  # now, for it gets the keyboard
            new.write_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return new

    # --- going up ---

    def _enrol_card(self) -> Card:
        card = EnrolCard(self._desk)
        card.asked.connect(lambda told: self.say(Tone.GOOD, told))
        card.said.connect(self.show_banner)
        card.enrolled.connect(self._now_enrolled)
        return card

    def _now_enrolled(self, told: str) -> None:
        self._desk.tell_changed(frozenset(TABLES))
        self.refresh()
        self.say(Tone.GOOD, told)

    def _go_card(self) -> GoCard:
        card = GoCard(self._desk, self._sticks)
        card.said.connect(self.show_banner)
        card.gone.connect(lambda: self._desk.tell_changed(frozenset({"bundle"})))
        if self._open_reports:
            card.reports_wanted.connect(self._open_reports)
        return card

    # --- what became of them ---

    def _past_card(self, bundles: list[Written]) -> Card:
        card = Card(self.tr("Các gói đã nộp"))
        for place, one in enumerate(bundles[:_MOST_WRITTEN]):
            if place:
                card.body.addWidget(rule())
            card.body.addLayout(self._bundle_row(one))
        if not bundles:
            card.body.addWidget(words(self.tr("Chưa ghi gói nào."), "subtitle"))
        return card

    def _bundle_row(self, one: Written) -> QHBoxLayout:
        line, told = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(SPACE_4)
        told.setSpacing(0)
        head = self.tr("Gói số {number} · ghi ngày {day} · {count} thay đổi")
        told.addWidget(
            words(
                head.format(number=one.number, day=format_input_date(one.on), count=format_count(one.entries)), "strong"
            )
        )
        told.addWidget(words(one.file_name, "quiet"))
        line.addLayout(told, 1)
        received = State(self.tr("Xã đã báo nhận"), Tone.GOOD, Shape.TICK)
        waiting = State(self.tr("Đã ghi, xã chưa báo nhận"), Tone.WARN, Shape.HALF)
        line.addWidget(StateChip(received if one.received else waiting), 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    # --- words above ---

    def say(self, tone: Tone, message: str, advice: str = "") -> None:
        """Say something at the top of the page, instead of what was said there before."""
        self.show_banner(Banner(tone, message, advice))

    def show_banner(self, banner: Banner) -> None:
        """Put a banner at the top of the page, instead of what was said there before."""
        self._banner = replace_banner(self.body, self._banner, banner)

    def arrive(self) -> None:
        """The keyboard stands on the act that one came for."""
        if self.receiving and self.is_enrolled:
            self.receive.sources.parts()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.go:
            self.go.write_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()
