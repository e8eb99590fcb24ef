"""The table that shows a RowsModel: large rows, no grid, one whole row chosen at a time, everything by keyboard."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop.ui.parts.state_chip import chip_size, paint_chip
from desktop.ui.style import current_look
from desktop.ui.tables import STATE_ROLE, STRONG_ROLE, RowsModel

_EDGE = 12


class RowsView(QTableView):
    """Shows rows.

    Signals: opened(object), the row, on Enter or double click; chosen(object), the row or None, as the choice moves;
    typed(str), letters typed here that belong into the search field.
    """

    opened = Signal(object)
    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, name: str, *, dense: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dense = dense
        self._hovered = -1
        self.setAccessibleName(name)
        self.setItemDelegate(_CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self._dress_headers()
        self.doubleClicked.connect(self._open)

    def _dress_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSectionsMovable(False)
        columns.setMinimumSectionSize(40)
        columns.setSortIndicatorClearable(False)
        columns.sortIndicatorChanged.connect(self._sort)
        self._grow()

    def show_rows(self, model: RowsModel[Any]) -> None:
        """Show `model`, nothing sorted yet and the first row chosen."""
        self.setModel(model)
        model.setParent(self)
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.blockSignals(False)
        self.selectionModel().currentRowChanged.connect(self._tell_choice)
        model.modelReset.connect(self._choose_first)
        self._share_width()
        self._choose_first()

    def rows_model(self) -> RowsModel[Any] | None:
        """The model that is shown."""
        model = self.model()
        return model if isinstance(model, RowsModel) else None

    def chosen_row(self) -> object | None:
        """The row that is chosen, None when the list is empty."""
        model, place = self.rows_model(), self.currentIndex().row()
        return model.row(place) if model and place >= 0 else None

    def copy(self) -> None:
        """Copy the chosen row as cells for a spreadsheet."""
        model, place = self.rows_model(), self.currentIndex().row()
        if not model or place < 0:
            return
        row = model.row(place)
        if row is not None:
            cells = (column.text(row).replace("\t", " ").replace("\n", " ") for column in model.columns)
            QGuiApplication.clipboard().setText("\t".join(cells))

    def _choose_first(self) -> None:
        model = self.rows_model()
        if model and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))
        else:
            self.chosen.emit(None)

    def _tell_choice(self) -> None:
        self.chosen.emit(self.chosen_row())

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        model = self.rows_model()
        if model and column >= 0:
            model.sort(column, order)

    def _open(self) -> None:
        row = self.chosen_row()
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies the cells, letters and digits go to the search field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif _is_typing(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the whole row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    @property
    def hovered(self) -> int:
        """The row under the mouse, -1 for none."""
        return self._hovered

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell whose words end in dots tells them in full."""
        if isinstance(event, QHelpEvent):
            self._tell_cut_words(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tell_cut_words(self, place: QPoint, on_screen: QPoint) -> None:
        index = self.indexAt(place)
        text = str(index.data() or "")
        needed = self.itemDelegate().sizeHint(QStyleOptionViewItem(), index).width()
        if index.isValid() and needed > self.columnWidth(index.column()):
            QToolTip.showText(on_screen, text, self)
        else:
            QToolTip.hideText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()
            self._share_width()

    def _grow(self) -> None:
        look = current_look()
        self.verticalHeader().setDefaultSectionSize(look.dense_row if self._dense else look.row)
        self.horizontalHeader().setFixedHeight(look.scaled(34 if self._dense else 42))

    def _share_width(self) -> None:
        """Hide the most spare columns until the others fit, then give each its share of what is left over."""
        model = self.rows_model()
        if not model:
            return
        widths = [current_look().scaled(column.width) for column in model.columns]
        room = self.viewport().width()
        shown = set(range(len(widths)))
        for place in sorted(shown, key=lambda place: -model.columns[place].spare):
            if sum(widths[each] for each in shown) <= room or not model.columns[place].spare:
                break
            shown.discard(place)
        total = sum(widths[each] for each in shown)
        grow = max(1.0, room / total) if total else 1.0
        for place, width in enumerate(widths):
            self.setColumnHidden(place, place not in shown)
            self.setColumnWidth(place, int(width * grow))


def _is_typing(event: QKeyEvent) -> bool:
    """A letter or digit without Ctrl or Alt; Space is left to the table."""
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return plain and len(event.text()) > 0 and event.text().isprintable() and not event.text().isspace()


class _CellPainter(QStyledItemDelegate):
    """Draws cells: ground, thin line below, words or a chip."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The room that the whole words need."""
        state = index.data(STATE_ROLE)
        if state:
            return chip_size(state, self._view.font()) + QSize(2 * _EDGE, 0)
        text = str(index.data() or "")
        return QSize(QFontMetrics(self._font(index)).horizontalAdvance(text) + 2 * _EDGE, current_look().row)

    def _font(self, index: QModelIndex | QPersistentModelIndex) -> QFont:
        font = QFont(self._view.font())
        if index.data(STRONG_ROLE):
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        box = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, box, index.row())
        inner = box.adjusted(_EDGE, 0, -_EDGE, -1)
        state = index.data(STATE_ROLE)
        if state:
            size = chip_size(state, self._view.font())
            chip = QRectF(inner.left(), inner.center().y() - size.height() / 2, size.width(), size.height())
            chip.setRight(min(chip.right(), box.right() - 2))
            paint_chip(painter, chip, state, self._view.font())
        else:
            self._paint_words(painter, inner, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, row: int) -> None:
        colours = current_look().palette
        if row == self._view.currentIndex().row():
            painter.fillRect(box, QColor(colours.accent_soft))
            if self._view.hasFocus() and box.left() <= 0:
                painter.fillRect(QRectF(box.left(), box.top(), 4, box.height() - 1), QColor(colours.accent))
        elif row == self._view.hovered:
            painter.fillRect(box, QColor(colours.hover))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(colours.line))

    def _paint_words(self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.setFont(self._font(index))
        painter.setPen(QColor(current_look().palette.ink))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(box.width()) + 1
        )
        painter.drawText(box, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)
