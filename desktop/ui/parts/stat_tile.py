"""A tile with one number, what it counts, and what to compare it with."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.parts.card import Card
from desktop.ui.parts.words import words


class StatTile(Card):
    """A number to be read across the room. The number comes as words, so that unknown stays "-"."""

    def __init__(self, figure: str, counted: str, comparison: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(0)
        self._figure = words(figure, "figure", wrap=False)
        self._counted = words(counted, "")
        self._comparison = words(comparison, "quiet")
        for label in (self._figure, self._counted, self._comparison):
            self.body.addWidget(label)
        self.body.addStretch()
        self.show_figure(figure, comparison)

    @property
    def figure(self) -> QLabel:
        """The label that holds the number."""
        return self._figure

    def show_figure(self, figure: str, comparison: str) -> None:
        """Show another number and what to compare it with."""
        self._figure.setText(figure)
        self._comparison.setText(comparison)
        self._comparison.setVisible(bool(comparison))
        self.setAccessibleName(f"{figure} {self._counted.text()}. {comparison}".strip())
