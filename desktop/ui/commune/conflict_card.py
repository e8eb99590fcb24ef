"""One conflict: the record, the field, the values with who wrote them and when, and the choice."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from desktop.models.column_kinds import Kind, kind_of, labels_of
from desktop.models.commune_queries import Writer
from desktop.models.conflicts import Conflict, Side
from desktop.models.rules.findings import RuleBroken
from desktop.models.value_words import value_words
from desktop.ui.acts import Act
from desktop.ui.commune.deciding import settle, takes_third_value, typed_value
from desktop.ui.commune.naming import column_name, moment, record_words, tr
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_2, SPACE_3
from desktop.ui.village.attempts import attempt

_SIDE_BY_SIDE = 230  # pixels of normal text that a value needs
_SHORT = 40  # letters that fit beside a radio button
_FLAGS = {"true": "Có", "false": "Không"}


class ConflictCard(Card):
    """Signal: decided(), after the decision was written. `choices` are the radio buttons, the third value's last."""

    decided = Signal()

    def __init__(
        self, desk: Desk, conflict: Conflict, village: str, writers: Mapping[str, Writer], parent: QWidget | None = None
    ) -> None:
        super().__init__(record_words(desk.store, conflict.table, conflict.record), parent)
        self._desk, self._conflict = desk, conflict
        self.choices: list[QRadioButton] = []
        self.third: QLineEdit | ChoiceField | None = None
        self.reason = QLineEdit()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_3)
        place = tr("Thôn {name}").format(name=village) if village != tr("Xã") else tr("Sổ của xã")
        told = tr("{place} · khác nhau ở mục: {column}")
        self.body.addWidget(
            words(told.format(place=place, column=column_name(conflict.table, conflict.field)), "subtitle")
        )
        for side in conflict.sides:
            self._sides.addWidget(self._side(side, writers), 1)
        self.body.addLayout(self._sides)
        if takes_third_value(conflict):
            self._add_third()
        self._add_ending()
        self.body.addStretch(1)

    def _side(self, side: Side, writers: Mapping[str, Writer]) -> Card:
        card = Card()
        card.body.setSpacing(2)
        card.body.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        value = value_words(self._desk.store, self._conflict.table, self._conflict.field, side.value)
        who = _who(writers.get(side.author), side)
        is_short = len(value) <= _SHORT and "\n" not in value
        choice = QRadioButton((value if is_short else tr("Giữ giá trị này")).replace("&", "&&"))
        choice.setAccessibleName(tr("Giữ {value}, của {who}").format(value=value, who=who[0]))
        font = choice.font()
        font.setBold(True)
        choice.setFont(font)
        self.choices.append(choice)
        card.body.addWidget(choice)
        if not is_short:
            card.body.addWidget(words(value, ""))
        card.body.addWidget(words(who[1], ""))
        told = tr("ghi lúc {moment}").format(moment=moment(side.written_at))
        if side is self._conflict.sides[0]:
            told = tr("{told} · đang hiện trong sổ").format(told=told)
        card.body.addWidget(words(told, "quiet"))
        card.body.addStretch(1)
        choice.toggled.connect(lambda _on: self._chosen())
        return card

    def _add_third(self) -> None:
        choice = QRadioButton(tr("Ghi giá trị khác"))
        choice.setAccessibleName(tr("Ghi giá trị khác"))
        choice.toggled.connect(lambda _on: self._chosen())
        self.choices.append(choice)
        kind, table, field = kind_of(self._conflict.table, self._conflict.field), *self._where()
        if kind in (Kind.CHOICE, Kind.FLAG):
            labels = labels_of(table, field) or {code: tr(label) for code, label in _FLAGS.items()}
            self.third = ChoiceField([Choice(code, label) for code, label in labels.items()])
            self.third.code_changed.connect(lambda _code: choice.setChecked(True))
        else:
            self.third = QLineEdit()
            self.third.textEdited.connect(lambda _text: choice.setChecked(True))
            if kind is Kind.DAY:
                self.third.setPlaceholderText(tr("ngày/tháng/năm"))
        self._third_field = FormField(tr("Giá trị khác"), self.third)
        self.body.addWidget(choice)
        self.body.addWidget(self._third_field)
        self._third_field.setVisible(False)

    def _where(self) -> tuple[str, str]:
        return self._conflict.table, self._conflict.field

    def _add_ending(self) -> None:
        self.body.addWidget(FormField(tr("Lý do (thôn cũng đọc được)"), self.reason))
        self.reason.setPlaceholderText(tr("Ví dụ: đã gọi hỏi chủ hộ"))
        line = QHBoxLayout()
        self._told = words("", "quiet")
        self.button = ActButton(Act(tr("Ghi quyết định"), self.decide, "gavel", "Ctrl+S"), primary=True)
        line.addWidget(self._told, 1)
        line.addWidget(self.button)
        self.body.addLayout(line)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.button.click)
        self._chosen()

    # --- choosing ---

    def _chosen(self) -> None:
        """Radio buttons of different cards know nothing of each other: the one just pressed puts the others out."""
        pressed = self.sender()
        if isinstance(pressed, QRadioButton) and pressed.isChecked():
            for other in self.choices:
                if other is not pressed:
                    other.setAutoExclusive(False)
                    other.setChecked(False)
                    other.setAutoExclusive(True)
        place = self.chosen
        if self.third is not None:
            self._third_field.setVisible(place == len(self._conflict.sides))
        self.button.setEnabled(place is not None)
        self._told.setText(
            tr("Quyết định về thôn trong gói xã gửi sau.") if place is not None else tr("Hãy chọn một giá trị.")
        )

    @property
    def chosen(self) -> int | None:
        """Which choice is on, None for none."""
        return next((place for place, choice in enumerate(self.choices) if choice.isChecked()), None)

    def decide(self) -> None:
        """Write the decision; a third value that cannot stand is told beside its field."""
        place = self.chosen
        if place is None:
            return
        if place < len(self._conflict.sides):
            value = self._conflict.sides[place].value
        else:
            try:
                value = typed_value(self._conflict, self._third_text())
            except RuleBroken as broken:
                self._third_field.show_problem(" ".join((broken.message, broken.advice)))
                return

        def write() -> bool:
            settle(self._desk, self._conflict, value, self.reason.text().strip())
            return True

        if attempt(self, write):
            self.decided.emit()

    def _third_text(self) -> str:
        if isinstance(self.third, ChoiceField):
            return self.third.code() or ""
        return self.third.text() if self.third is not None else ""

    # --- shape ---

    def fit(self, width: int) -> None:
        """Put the values below each other where `width` would squeeze them side by side."""
        needed = current_look().scaled(_SIDE_BY_SIDE * len(self._conflict.sides))
        way = QBoxLayout.Direction
        self._sides.setDirection(way.TopToBottom if width < needed else way.LeftToRight)


def _who(writer: Writer | None, side: Side) -> tuple[str, str]:
    """Who wrote a value: in short ("xã", "thôn Nà Quang"), and with the laptop."""
    if side.is_mine or (writer and writer.is_mine):
        return tr("xã"), tr("Xã, máy này")
    if writer is None:
        return tr("máy khác"), tr("Máy khác")
    if not writer.village:
        return tr("xã"), tr("Xã, {device}").format(device=writer.device or tr("máy khác"))
    short = tr("thôn {name}").format(name=writer.village)
    return short, tr("Thôn {name}, máy “{device}”").format(name=writer.village, device=writer.device)
