"""The line at the top of a page, where a second control finds its place beside the primary act."""

from PySide6.QtWidgets import QHBoxLayout, QLayout

from desktop.ui.parts.page import Page


def head_of(page: Page) -> QHBoxLayout:
    """The page's head: its names and its primary act. A page is a column of its head and its body."""
    column = page.layout()
    first = column.itemAt(0) if column else None
    head = first.layout() if first else None
    assert isinstance(head, QHBoxLayout)  # noqa: S101 - see Page
    return head


def empty_out(layout: QLayout) -> None:
    """Take every widget of a layout away for good."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget:
            widget.hide()
            widget.deleteLater()
