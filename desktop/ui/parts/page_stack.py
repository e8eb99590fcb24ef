"""A room with an inner page: the list stands first, the page of one thing takes its place and gives it back."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.parts.page import Page


class PageStack(Page):
    """Shows one of its pages at a time; what the window asks of the room goes to the page that is seen."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.title.hide()
        layout = self.layout()
        if layout:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)

    def put(self, page: Page) -> None:
        """Add a page; the first one added is the room's own."""
        self._stack.addWidget(page)

    def show_page(self, page: Page) -> None:
        """Bring a page to the front and give it the keyboard."""
        self._stack.setCurrentWidget(page)
        if self.isVisible():
            page.arrive()

    @property
    def shown(self) -> Page:
        """The page that is seen."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 - only pages are put here
        return page

    def arrive(self) -> None:
        """Give the keyboard to the page that is seen."""
        self.shown.arrive()

    def refresh(self) -> None:
        """Let the page that is seen read again."""
        self.shown.refresh()

    def go_to_search(self) -> None:
        """Let the page that is seen go to its search."""
        self.shown.go_to_search()
